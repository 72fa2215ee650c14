// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/desktop_flow.h"

#include "ui/services/desktop_notice.h"
#include "ui/services/keep_awake.h"
#include "ui/services/restoration_controller.h"

#include <QApplication>
#include <QTimer>
#include <QWidget>

#include <algorithm>

namespace lacuna::ui {

DesktopFlow::DesktopFlow(QWidget& window, RestorationController& controller, QObject* parent)
    : QObject(parent),
      mWindow(window),
      mController(controller),
      mAwake(new KeepAwake(this)),
      mNotice(new DesktopNotice(this)) {
    connect(&controller, &RestorationController::begun, this, [this](const RestorationPtr& run) {
        if (!mSince.isValid()) mSince.start();
        connect(run.get(), &Restoration::pausedChanged, this, &DesktopFlow::update);
        update();
    });
    connect(&controller, &RestorationController::ended, this, [this](const RestorationPtr& run) {
        // In the next turn, since another restoration may follow at once.
        QTimer::singleShot(0, this, [this, failed = run->run().run()->state() == Run::State::Failed] {
            update();
            if (!mController.isBusy() && !mQueueRuns)
                announce(failed ? tr("The restoration could not be finished.")
                                : tr("The restoration is finished."));
        });
    });
    connect(mNotice, &DesktopNotice::clicked, this, [this] {
        mWindow.raise();
        mWindow.activateWindow();
    });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive) mNotice->withdraw();
    });
}

/// A paused run can wait, even for a sleeping computer.
void DesktopFlow::update() {
    const auto& active = mController.active();
    const bool works = active.empty()
                           ? mQueueRuns
                           : std::any_of(active.begin(), active.end(),
                                         [](const RestorationPtr& run) { return !run->isPaused(); });
    if (works) {
        mAwake->hold(tr("A photograph is being restored."));
    } else {
        mAwake->release();
    }
}

void DesktopFlow::setQueueRuns(bool runs) {
    mQueueRuns = runs;
    if (runs && !mSince.isValid()) mSince.start();
    update();
}

void DesktopFlow::announceQueue(int done, int failed) {
    announce(failed == 0 ? tr("The queue is finished: %n photograph(s) restored.", nullptr, done)
                         : tr("The queue is finished: %n photograph(s) failed.", nullptr, failed));
}

void DesktopFlow::announce(const QString& title) {
    const bool isLong = mSince.isValid() && double(mSince.elapsed()) >= mLongRun * 1000;
    mSince.invalidate();
    if (!isLong || QApplication::activeWindow()) return;
    mNotice->show(title, mWindow.windowTitle().remove(QStringLiteral("[*]")));
    QApplication::alert(&mWindow);
}

}  // namespace lacuna::ui
