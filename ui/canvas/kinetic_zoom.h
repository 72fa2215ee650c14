// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>
#include <QTimer>

namespace lacuna::ui {

/// Lets a zoom that fingers have begun run out after they are lifted.
class KineticZoom : public QObject {
    Q_OBJECT

  public:
    explicit KineticZoom(QObject* parent = nullptr);

    /// The fingers zoomed by this factor about this place.
    void moved(double factor, QPointF anchor);
    void released();
    void stop();
    bool isRunning() const { return mTimer.isActive(); }

  Q_SIGNALS:
    /// It runs on.
    void zoomed(double factor, const QPointF& anchor);

  private:
    void step();

    QTimer mTimer;
    QElapsedTimer mClock;
    double mSpeed = 0;  ///< of the scale's natural logarithm, per second
    QPointF mAnchor;
};

}  // namespace lacuna::ui
