// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace lacuna::ui {

/// The only filled button. It can show the progress of a run.
class PrimaryButton : public QPushButton {
    Q_OBJECT

  public:
    using QPushButton::QPushButton;

    /// Space around the fill for the focus ring.
    static constexpr int kRim = 2;

    /// 0–1 as a lighter part of the fill; negative: none.
    void setProgress(double share);
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    double mProgress = -1;
};

}  // namespace lacuna::ui
