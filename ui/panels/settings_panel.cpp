// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings_panel.h"

#include "ui/base/quiet_label.h"
#include "ui/base/slider_row.h"

#include <QGridLayout>
#include <QHash>
#include <QLabel>

namespace lacuna::ui {

Control parameterControl(const char* name) {
    // Two names with the same hash are unlikely, and would only merge two drags into one undo step.
    return Control(int(Control::FirstParameter) + int(qHash(QLatin1String(name)) % 1'000'000));
}

QLabel* addFormRow(QGridLayout& form, const QString& label, QWidget* control, const QString& hint) {
    auto* name = new QLabel(label, control->parentWidget());
    name->setBuddy(control);
    name->setToolTip(hint);
    if (auto* slider = qobject_cast<SliderRow*>(control)) {
        slider->setHint(hint);
    } else {
        control->setToolTip(hint);
        QString plain = label;
        if (control->accessibleName().isEmpty()) control->setAccessibleName(plain.remove(QLatin1Char('&')));
    }
    const int row = form.rowCount();
    form.addWidget(name, row, 0);
    form.addWidget(control, row, 1);
    return name;
}

QGridLayout* makeForm(QWidget* parent) {
    auto* form = new QGridLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(8);
    form->setColumnMinimumWidth(0, kLabelWidth);
    form->setColumnStretch(1, 1);
    return form;
}

QLabel* makeQuietLabel(const QString& text, QWidget* parent) {
    auto* label = new QuietLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

}  // namespace lacuna::ui
