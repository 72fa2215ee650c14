// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QDoubleSpinBox;
class QSlider;

namespace lacuna::ui {

/// A slider with a spin box. The slider may be finer near its lower end, and the spin box may have a larger
/// range.
class SliderRow : public QWidget {
    Q_OBJECT

  public:
    struct Range {
        double low = 0;
        double high = 1;    ///< of the slider
        double limit = 1;   ///< of the spin box, ≥ high
        double step = 0.1;  ///< of the spin box
        int decimals = 1;
        double exponent = 1;  ///< value = low + (high − low) · position^exponent
    };

    /// `name` is the accessible name of both controls; `suffix` follows the number.
    SliderRow(const QString& name, const Range& range, const QString& suffix, QWidget* parent = nullptr);

    double value() const;
    /// Doesn't emit edited().
    void setValue(double value);
    /// Sets the tool tip of both controls.
    void setHint(const QString& toolTip);

  Q_SIGNALS:
    /// The user changed the value.
    void edited(double value);

  private:
    int positionFor(double value) const;
    double valueAt(int position) const;

    Range mRange;
    QSlider* mSlider;
    QDoubleSpinBox* mSpin;
};

}  // namespace lacuna::ui
