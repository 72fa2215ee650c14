// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QString>
#include <QThread>

#include <functional>

namespace lacuna::ui {

/// A thread that executes posted work in order. Destruction waits for the current work and drops the rest.
class BackgroundThread {
  public:
    explicit BackgroundThread(const QString& name) : mWorker(new QObject) {
        mWorker->moveToThread(&mThread);
        QObject::connect(&mThread, &QThread::finished, mWorker, &QObject::deleteLater);
        mThread.setObjectName(name);
        mThread.start();
    }
    ~BackgroundThread() {
        mThread.quit();
        mThread.wait();
    }
    BackgroundThread(const BackgroundThread&) = delete;
    BackgroundThread& operator=(const BackgroundThread&) = delete;

    void post(std::function<void()> work) { QMetaObject::invokeMethod(mWorker, std::move(work)); }

  private:
    QThread mThread;
    QObject* mWorker;
};

}  // namespace lacuna::ui
