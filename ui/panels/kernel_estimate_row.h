// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace lacuna::ui {

class SliderRow;

/// Requests an estimate of the blur, and says how far it can be trusted.
class KernelEstimateRow : public QWidget {
    Q_OBJECT

  public:
    explicit KernelEstimateRow(QWidget* parent = nullptr);

    /// Progress from 0 to 1; negative: no estimate is in progress.
    void setShare(double share);
    /// How far the estimate can be trusted; empty: there is none.
    void setVerdict(const QString& text);
    QString verdict() const;

  Q_SIGNALS:
    /// `side` is that of the square to search for the blur; odd, pixels.
    void estimateWanted(int side);
    void stopWanted();

  private:
    QToolButton* mButton;
    SliderRow* mReach;
    QLabel* mVerdict;
    bool mRunning = false;
};

}  // namespace lacuna::ui
