// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/thread_guard.h"

#include <QCoreApplication>
#include <QThread>

#include <atomic>
#include <mutex>

namespace lacuna::ui {

namespace {
std::atomic<int> gChecks{0};
std::mutex gMutex;
std::vector<const char*> gOffences;
}  // namespace

void mustNotBlockGui(const char* what) {
    ++gChecks;
    const QCoreApplication* app = QCoreApplication::instance();
    if (!app || QThread::currentThread() != app->thread()) return;
    {
        std::lock_guard lock(gMutex);
        gOffences.push_back(what);
    }
    Q_ASSERT_X(false, what, "runs on the GUI thread");
}

std::vector<const char*> guiThreadOffences() {
    std::lock_guard lock(gMutex);
    return gOffences;
}

int guiThreadChecks() {
    return gChecks;
}

}  // namespace lacuna::ui
