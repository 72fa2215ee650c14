// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace lacuna::ui {

class SliderRow;

/// Asks for an estimate of the blur from the photograph, and says how far it can be trusted.
class KernelEstimateRow : public QWidget {
    Q_OBJECT

  public:
    explicit KernelEstimateRow(QWidget* parent = nullptr);

    /// How much is done, from 0 to 1; negative: nothing is under way.
    void setShare(double share);
    /// What an estimate is worth; empty: there is none.
    void setVerdict(const QString& text);
    QString verdict() const;

  Q_SIGNALS:
    /// `side`: of the square in which the blur is looked for, odd, pixels.
    void estimateWanted(int side);
    void stopWanted();

  private:
    QToolButton* mButton;
    SliderRow* mReach;
    QLabel* mVerdict;
    bool mRunning = false;
};

}  // namespace lacuna::ui
