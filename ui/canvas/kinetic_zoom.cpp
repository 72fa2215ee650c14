// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/kinetic_zoom.h"

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {
constexpr int kInterval = 16;         // milliseconds
constexpr double kFriction = 6;       // the speed falls by e in a sixth of a second
constexpr double kLeastSpeed = 0.15;  // slower is invisible
constexpr double kMostSpeed = 6;
constexpr double kRestSeconds = 0.08;  // after fingers have rested this long, the zoom stops at once
}  // namespace

KineticZoom::KineticZoom(QObject* parent) : QObject(parent) {
    mTimer.setInterval(kInterval);
    mTimer.setTimerType(Qt::PreciseTimer);
    connect(&mTimer, &QTimer::timeout, this, &KineticZoom::step);
}

void KineticZoom::moved(double factor, QPointF anchor) {
    mTimer.stop();
    mAnchor = anchor;
    if (!(factor > 0)) return;
    const double seconds = mClock.isValid() ? double(mClock.restart()) / 1000 : 0;
    if (!mClock.isValid()) mClock.start();
    const bool begins = seconds <= 0 || seconds > kRestSeconds;
    const double now = begins ? 0 : std::clamp(std::log(factor) / seconds, -kMostSpeed, kMostSpeed);
    mSpeed = begins ? 0 : 0.5 * mSpeed + 0.5 * now;
}

void KineticZoom::released() {
    const bool rested = !mClock.isValid() || double(mClock.elapsed()) / 1000 > kRestSeconds;
    mClock.invalidate();
    if (rested || std::abs(mSpeed) < kLeastSpeed) return;
    mTimer.start();
}

void KineticZoom::stop() {
    mTimer.stop();
    mSpeed = 0;
}

void KineticZoom::step() {
    constexpr double kSeconds = kInterval / 1000.0;
    Q_EMIT zoomed(std::exp(mSpeed * kSeconds), mAnchor);
    mSpeed *= std::exp(-kFriction * kSeconds);
    if (std::abs(mSpeed) < kLeastSpeed) stop();
}

}  // namespace lacuna::ui
