// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/desktop_flow.h"

#include "ui/services/desktop_notice.h"
#include "ui/services/keep_awake.h"
#include "ui/services/restoration_controller.h"

#include <QApplication>
#include <QWidget>

namespace lacuna::ui {

DesktopFlow::DesktopFlow(QWidget& window, RestorationController& controller, QObject* parent)
    : QObject(parent), mWindow(window), mAwake(new KeepAwake(this)), mNotice(new DesktopNotice(this)) {
    connect(&controller, &RestorationController::stateChanged, this,
            [this](RestorationController::State state) {
                if (state == RestorationController::State::Idle) {
                    mAwake->release();
                } else {
                    if (!mSince.isValid()) mSince.start();
                    mAwake->hold(tr("A photograph is being restored."));
                }
            });
    // A paused run can wait, even for a sleeping computer.
    connect(&controller, &RestorationController::pausedChanged, this, [this](bool paused) {
        if (paused) {
            mAwake->release();
        } else {
            mAwake->hold(tr("A photograph is being restored."));
        }
    });
    connect(&controller, &RestorationController::finished, this,
            [this] { announce(tr("The restoration is finished.")); });
    connect(&controller, &RestorationController::failed, this,
            [this] { announce(tr("The restoration could not be finished.")); });
    connect(mNotice, &DesktopNotice::clicked, this, [this] {
        mWindow.raise();
        mWindow.activateWindow();
    });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive) mNotice->withdraw();
    });
}

void DesktopFlow::announce(const QString& title) {
    const bool isLong = mSince.isValid() && double(mSince.elapsed()) >= mLongRun * 1000;
    mSince.invalidate();
    if (!isLong || QApplication::activeWindow()) return;
    mNotice->show(title, mWindow.windowTitle().remove(QStringLiteral("[*]")));
    QApplication::alert(&mWindow);
}

}  // namespace lacuna::ui
