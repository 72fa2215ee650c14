// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QSpinBox>

#include <algorithm>

namespace lacuna::ui {

/// A spin box in which any number can be typed; one outside the range becomes the nearest in it. Qt's own
/// refuses the digit that would leave the range, so that 999 became 9 where 30 is the most.
template <typename Box>
class Clamping : public Box {
  public:
    using Box::Box;

    QValidator::State validate(QString& text, int& position) const override {
        const QValidator::State state = Box::validate(text, position);
        double typed = 0;
        const bool outside = isNumber(text, typed) && (typed < Box::minimum() || typed > Box::maximum());
        return state == QValidator::Invalid && outside ? QValidator::Intermediate : state;
    }

    void fixup(QString& text) const override {
        double typed = 0;
        if (!isNumber(text, typed)) return Box::fixup(text);
        const double within = std::clamp(typed, double(Box::minimum()), double(Box::maximum()));
        text = Box::prefix() + Box::textFromValue(decltype(Box::value())(within)) + Box::suffix();
    }

  private:
    bool isNumber(QString text, double& number) const {
        if (const QString suffix = Box::suffix(); !suffix.isEmpty() && text.endsWith(suffix))
            text.chop(suffix.size());
        bool ok = false;
        number = Box::locale().toDouble(text.mid(Box::prefix().size()).trimmed(), &ok);
        return ok;
    }
};

using ClampingSpinBox = Clamping<QSpinBox>;
using ClampingDoubleSpinBox = Clamping<QDoubleSpinBox>;

}  // namespace lacuna::ui
