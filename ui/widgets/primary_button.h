// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace lacuna::ui {

/// The one filled button. While something runs it can show how far it is.
class PrimaryButton : public QPushButton {
    Q_OBJECT

  public:
    using QPushButton::QPushButton;

    /// Around the fill, where the focus shows.
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
