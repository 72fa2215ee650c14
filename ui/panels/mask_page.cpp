// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/mask_page.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace lacuna::ui {

MaskPage::MaskPage(const QList<QAction*>& maskActions, QWidget* parent)
    : SettingsPanel(parent),
      mHint(makeQuietLabel(QString(), this)),
      mKeep(new QCheckBox(tr("&Keep unmarked pixels exactly"), this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(mHint);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QAction* action : maskActions) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize(QSize(16, 16));
        button->setText(action->iconText());
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setFocusPolicy(Qt::TabFocus);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    layout->addLayout(buttons);
    mKeep->setToolTip(
        tr("Pixels that are not marked come back bit for bit. Turn this off for a photograph that is noisy "
           "everywhere; then its noise is removed too."));
    layout->addWidget(mKeep);
    setMarked(false);
    connect(mKeep, &QCheckBox::toggled, this, [this](bool on) {
        mSettings.keepUnmasked = on;
        Q_EMIT edited(mSettings, tr("Keep unmarked pixels"), Control::None);
    });
}

void MaskPage::setMarked(bool anything) {
    mHint->setText(anything ? tr("What is red will be painted anew from what surrounds it.")
                            : tr("Paint over what should be restored: scratches, dust, tears, text."));
}

void MaskPage::showSettings() {
    const QSignalBlocker quiet(mKeep);
    mKeep->setChecked(mSettings.keepUnmasked);
}

}  // namespace lacuna::ui
