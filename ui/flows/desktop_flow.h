// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

class QWidget;

namespace lacuna::ui {

class DesktopNotice;
class KeepAwake;
class RestorationController;

/// What the desktop has to do with a run: no sleep while one is computed, and a notification when a long one
/// ends while the user is elsewhere.
class DesktopFlow : public QObject {
    Q_OBJECT

  public:
    /// Seconds from which on a run is long enough to be announced.
    static constexpr double kLongRun = 20;

    DesktopFlow(QWidget& window, RestorationController& controller, QObject* parent);

    /// While the queue runs, the computer stays awake between its photographs, too, and only its end is
    /// announced.
    void setQueueRuns(bool runs);
    void announceQueue(int done, int failed);
    /// For tests: announces runs of this many seconds, too.
    void setLongRun(double seconds) { mLongRun = seconds; }

  private:
    void update();
    void announce(const QString& title);

    QWidget& mWindow;
    RestorationController& mController;
    KeepAwake* mAwake;
    DesktopNotice* mNotice;
    QElapsedTimer mSince;
    double mLongRun = kLongRun;
    bool mQueueRuns = false;
};

}  // namespace lacuna::ui
