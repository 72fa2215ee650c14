// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/slider_row.h"

#include "ui/base/clamping_spin_box.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {
constexpr int kPositions = 1000;
constexpr int kSpinWidth = 84;

/// Shows no trailing zeros: "15", "2.55".
class PlainSpinBox : public ClampingDoubleSpinBox {
  public:
    using ClampingDoubleSpinBox::ClampingDoubleSpinBox;
    QString textFromValue(double value) const override {
        QString text = QDoubleSpinBox::textFromValue(value);
        const QString point = locale().decimalPoint();
        if (!text.contains(point)) return text;
        while (text.endsWith(locale().zeroDigit()))
            text.chop(1);
        if (text.endsWith(point)) text.chop(point.size());
        return text;
    }
};
}  // namespace

SliderRow::SliderRow(const QString& name, const Range& range, const QString& suffix, QWidget* parent)
    : QWidget(parent),
      mRange(range),
      mSlider(new QSlider(Qt::Horizontal, this)),
      mSpin(new PlainSpinBox(this)) {
    mSlider->setRange(0, kPositions);
    mSlider->setSingleStep(10);
    mSlider->setPageStep(100);
    mSlider->setAccessibleName(name);
    mSpin->setRange(range.low, range.limit);
    mSpin->setDecimals(range.decimals);
    mSpin->setSingleStep(range.step);
    mSpin->setSuffix(suffix);
    mSpin->setAccessibleName(name);
    mSpin->setFixedWidth(kSpinWidth);
    mSpin->setKeyboardTracking(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(mSlider, 1);
    layout->addWidget(mSpin);
    setFocusProxy(mSlider);
    setValue(range.low);

    connect(mSlider, &QSlider::valueChanged, this, [this](int position) {
        const QSignalBlocker quiet(mSpin);
        mSpin->setValue(valueAt(position));
        Q_EMIT edited(mSpin->value());
    });
    connect(mSpin, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker quiet(mSlider);
        mSlider->setValue(positionFor(value));
        Q_EMIT edited(value);
    });
}

double SliderRow::value() const {
    return mSpin->value();
}

void SliderRow::setValue(double value) {
    const QSignalBlocker quietSlider(mSlider);
    const QSignalBlocker quietSpin(mSpin);
    mSpin->setValue(value);
    // The slider keeps its position as long as that stands for the number shown.
    if (std::abs(valueAt(mSlider->value()) - value) > std::pow(10.0, -mRange.decimals) / 2)
        mSlider->setValue(positionFor(value));
}

void SliderRow::setHint(const QString& toolTip) {
    mSlider->setToolTip(toolTip);
    mSpin->setToolTip(toolTip);
}

int SliderRow::positionFor(double value) const {
    const double share = std::clamp((value - mRange.low) / (mRange.high - mRange.low), 0.0, 1.0);
    return int(std::lround(kPositions * std::pow(share, 1 / mRange.exponent)));
}

double SliderRow::valueAt(int position) const {
    return mRange.low + (mRange.high - mRange.low) * std::pow(double(position) / kPositions, mRange.exponent);
}

}  // namespace lacuna::ui
