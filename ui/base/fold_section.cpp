// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/fold_section.h"

#include "ui/base/icons.h"

#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

namespace lacuna::ui {

FoldSection::FoldSection(const QString& title, const QString& key, QWidget* content, QWidget* parent)
    : QWidget(parent), mHeading(new QToolButton(this)), mContent(content) {
    mHeading->setText(title);
    mHeading->setCheckable(false);
    mHeading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    mHeading->setIconSize(QSize(14, 14));
    mHeading->setFocusPolicy(Qt::TabFocus);
    mHeading->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(mHeading);
    layout->addWidget(content);
    const QString setting = QStringLiteral("unfolded/") + key;
    connect(mHeading, &QToolButton::clicked, this, [this, setting] {
        setOpen(!isOpen());
        QSettings().setValue(setting, isOpen());
    });
    setOpen(QSettings().value(setting, false).toBool());
}

bool FoldSection::isOpen() const {
    return !mContent->isHidden();
}

void FoldSection::setOpen(bool open) {
    const bool before = isOpen();
    mHeading->setIcon(themedIcon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    mHeading->setAccessibleDescription(open ? tr("open") : tr("closed"));
    mContent->setVisible(open);
    if (open != before) Q_EMIT toggled(open);
}

}  // namespace lacuna::ui
