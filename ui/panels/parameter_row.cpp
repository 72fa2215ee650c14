// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/parameter_row.h"

#include "ui/base/clamping_spin_box.h"
#include "ui/base/slider_row.h"
#include "ui/panels/settings_panel.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

/// A noise level of 0.001 is below what 16 bits resolve.
constexpr double kLeastShown = 0.001;
constexpr double kMostShown = 100;
constexpr int kFineDecimals = 3;
/// Limit of a slider's spin box: a full turn, and more than other parameters need.
constexpr double kMostTyped = 360;

int decimalsFor(double step) {
    return step >= 0.1 ? 1 : 2;
}

}  // namespace

ParameterRow::ParameterRow(const Parameter& parameter, const char* context, QWidget* parent)
    : QWidget(parent), mParameter(parameter), mContext(context) {
    QWidget* control = makeControl();
    control->setAccessibleName(label());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(control);
    setFocusProxy(control);
}

QWidget* ParameterRow::makeControl() {
    if (!mParameter.words.empty()) return makeList();
    if (std::holds_alternative<std::int64_t>(mParameter.initial)) return makeSpinBox();
    return mParameter.usual > 0 ? makeSlider() : makeNumberBox();
}

QWidget* ParameterRow::makeList() {
    auto* list = new QComboBox(this);
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const Parameter::Word& word : mParameter.words)
        list->addItem(text(word.label), QString::fromUtf8(word.name));
    connect(list, &QComboBox::activated, this,
            [this, list](int index) { Q_EMIT edited(list->itemData(index).toString().toStdString()); });
    mShow = [list](const ParameterValue& value) {
        list->setCurrentIndex(list->findData(QString::fromStdString(std::get<std::string>(value))));
    };
    return list;
}

QWidget* ParameterRow::makeSpinBox() {
    auto* box = new ClampingSpinBox(this);
    box->setRange(int(mParameter.low), int(mParameter.high));
    box->setSuffix(text(mParameter.unit));
    box->setKeyboardTracking(false);
    connect(box, &QSpinBox::valueChanged, this, [this](int value) { Q_EMIT edited(std::int64_t{value}); });
    mShow = [box](const ParameterValue& value) {
        const QSignalBlocker quiet(box);
        box->setValue(int(std::get<std::int64_t>(value)));
    };
    return box;
}

QWidget* ParameterRow::makeNumberBox() {
    auto* box = new ClampingDoubleSpinBox(this);
    box->setRange(std::max(mParameter.low, kLeastShown), std::min(mParameter.high, kMostShown));
    box->setSuffix(text(mParameter.unit));
    box->setKeyboardTracking(false);
    if (mParameter.step > 0) {
        box->setSingleStep(mParameter.step);
        box->setDecimals(decimalsFor(mParameter.step));
    } else {
        box->setDecimals(kFineDecimals);
        box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    }
    connect(box, &QDoubleSpinBox::valueChanged, this, [this](double value) { Q_EMIT edited(value); });
    mShow = [box](const ParameterValue& value) {
        const QSignalBlocker quiet(box);
        box->setValue(std::get<double>(value));
    };
    return box;
}

QWidget* ParameterRow::makeSlider() {
    const int decimals = decimalsFor(mParameter.step);
    // A slider with a large range is finer near its lower end.
    const double exponent = mParameter.low > 0 && mParameter.usual > 10 * mParameter.low ? 2 : 1;
    const double low = mParameter.low > 0 ? std::max(mParameter.low, mParameter.step) : 0;
    const double limit = std::min(mParameter.high, kMostTyped);
    auto* slider = new SliderRow(label(), {low, mParameter.usual, limit, mParameter.step, decimals, exponent},
                                 text(mParameter.unit), this);
    connect(slider, &SliderRow::edited, this, [this](double value) { Q_EMIT edited(value); });
    mShow = [slider](const ParameterValue& value) { slider->setValue(std::get<double>(value)); };
    return slider;
}

void ParameterRow::addTo(QGridLayout& form) {
    const QString hint = text(mParameter.hint);
    mLabel = addFormRow(form, label(), this, hint);
    if (auto* slider = findChild<SliderRow*>()) slider->setHint(hint);
}

void ParameterRow::setShown(bool shown) {
    setVisible(shown);
    if (mLabel) mLabel->setVisible(shown);
}

void ParameterRow::setValue(const ParameterValue& value) {
    mShow(value);
}

QString ParameterRow::label() const {
    return text(mParameter.label);
}

QString ParameterRow::text(const char* english) const {
    return *english ? QCoreApplication::translate(mContext, english) : QString();
}

}  // namespace lacuna::ui
