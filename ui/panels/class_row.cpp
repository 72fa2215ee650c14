// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/class_row.h"

#include "ui/base/clamping_spin_box.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

namespace lacuna::ui {

ClassRow::ClassRow(QWidget* parent) : SettingsPanel(parent), mBox(new ClampingSpinBox(this)) {
    mBox->setKeyboardTracking(false);
    QGridLayout* form = makeForm(this);
    addFormRow(*form, tr("C&lass"), mBox,
               tr("The kind of picture to restore. The model was trained on numbered classes, which its "
                  "publisher lists. (--class)"));
    connect(mBox, &QSpinBox::valueChanged, this, [this](int value) {
        mSettings.model.label = value;
        Q_EMIT edited(mSettings, tr("Class"), Control::Class);
    });
    hide();
}

void ClassRow::setModel(const InstalledModel& model) {
    const QSignalBlocker quiet(mBox);
    setVisible(model.classes > 0);
    // The value below the first class means "none", if the class is optional.
    mBox->setRange(model.needsClass() ? 0 : -1, int(model.classes) - 1);
    mBox->setSpecialValueText(model.needsClass() ? QString() : tr("any"));
    mBox->setSuffix(tr(" of %1").arg(model.classes));
    showSettings();
}

void ClassRow::showSettings() {
    const QSignalBlocker quiet(mBox);
    mBox->setValue(int(mSettings.model.label));
}

}  // namespace lacuna::ui
