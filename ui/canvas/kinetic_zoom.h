// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>
#include <QTimer>

namespace lacuna::ui {

/// Lets a pinch zoom run on for a moment after the fingers are lifted.
class KineticZoom : public QObject {
    Q_OBJECT

  public:
    explicit KineticZoom(QObject* parent = nullptr);

    /// The fingers zoomed by `factor` about `anchor`.
    void moved(double factor, QPointF anchor);
    void released();
    void stop();
    bool isRunning() const { return mTimer.isActive(); }

  Q_SIGNALS:
    /// The zoom runs on by `factor`.
    void zoomed(double factor, const QPointF& anchor);

  private:
    void step();

    QTimer mTimer;
    QElapsedTimer mClock;
    double mSpeed = 0;  ///< change of the scale's natural logarithm per second
    QPointF mAnchor;
};

}  // namespace lacuna::ui
