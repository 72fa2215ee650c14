// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/scale_page.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lacuna::ui {

ScalePage::ScalePage(QWidget* parent)
    : SettingsPanel(parent), mScales(new QButtonGroup(this)), mResult(makeQuietLabel(QString(), this)) {
    QGridLayout* form = makeForm(this);
    auto* row = new QWidget(this);
    auto* buttons = new QHBoxLayout(row);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(4);
    for (const int scale : {2, 3, 4, 8}) {
        auto* button = new QToolButton(row);
        button->setText(tr("×%1").arg(scale));
        button->setCheckable(true);
        button->setAccessibleName(tr("Enlarge %1 times").arg(scale));
        button->setToolTip(tr("%1 times wider and taller").arg(scale));
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setMinimumHeight(28);
        mScales->addButton(button, scale);
        buttons->addWidget(button);
    }
    addFormRow(*form, tr("Enlarge"), row, tr("How many times wider and taller the result will be."));
    form->addWidget(mResult, form->rowCount(), 1);
    connect(mScales, &QButtonGroup::idClicked, this, [this](int scale) {
        mSettings.scale = scale;
        Q_EMIT edited(mSettings, tr("Scale"), Control::None);
    });
}

void ScalePage::setPhotoSize(QSize size) {
    mPhotoSize = size;
    showSettings();
}

void ScalePage::showSettings() {
    if (QAbstractButton* button = mScales->button(mSettings.scale)) button->setChecked(true);
    const QSize result = mPhotoSize * mSettings.scale;
    mResult->setText(tr("%1 × %2 pixels").arg(result.width()).arg(result.height()));
    mResult->setVisible(!mPhotoSize.isEmpty());
}

}  // namespace lacuna::ui
