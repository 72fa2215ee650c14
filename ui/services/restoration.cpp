// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/restoration.h"

#include <QCoreApplication>
#include <QEvent>
#include <QMetaObject>

#include <ctime>
#include <utility>

namespace lacuna::ui {

namespace {

/// Processor time of this thread.
std::chrono::nanoseconds threadTime() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

/// Calls `what` once the windows have painted what is out of date by now. Painting has a low priority among
/// the events that wait; this has a lower one.
void afterPainting(QObject* context, std::function<void()> what) {
    class Waiting : public QObject {
      public:
        Waiting(QObject* parent, std::function<void()> then) : QObject(parent), mThen(std::move(then)) {}
        bool event(QEvent* event) override {
            if (event->type() != QEvent::User) return QObject::event(event);
            mThen();
            deleteLater();
            return true;
        }

      private:
        std::function<void()> mThen;
    };
    QCoreApplication::postEvent(new Waiting(context, std::move(what)), new QEvent(QEvent::User),
                                Qt::LowEventPriority - 1);
}

}  // namespace

Restoration::Restoration(RunRequest request)
    : mRequest(std::move(request)), mMailbox([this] { tell([this] { takeFrame(); }); }) {}

Restoration::~Restoration() = default;

void Restoration::attach(RunOf<ResultPtr> run) {
    mRun = std::move(run);
    connect(mRun.run().get(), &Run::stateChanged, this, [this] { Q_EMIT stateChanged(state()); });
}

RunState Restoration::state() const {
    if (!mRun.run() || mRun.run()->isOver()) return RunState::Idle;
    return mRun.run()->state() == Run::State::Cancelling ? RunState::Stopping : RunState::Running;
}

void Restoration::tell(std::function<void()> what) {
    QMetaObject::invokeMethod(
        this,
        [this, what = std::move(what)] {
            if (isActive()) what();
        },
        Qt::QueuedConnection);
}

void Restoration::takeFrame() {
    const std::optional<DisplayFrame> frame = mMailbox.take();
    if (!frame) return;
    if (!std::exchange(mIsShowing, true)) {
        afterPainting(this, [this, begun = threadTime()] {
            mIsShowing = false;
            mTimeToShow += (threadTime() - begun).count();
        });
    }
    std::erase_if(mFrames, [&](const DisplayFrame& each) {
        return frame->rect.contains(each.rect) && each.resultSize == frame->resultSize;
    });
    mFrames.push_back(*frame);
    Q_EMIT frameReady(*frame);
}

void Restoration::setPaused(bool paused) {
    if (state() != RunState::Running || paused == isPaused()) return;
    RunControl& control = mRun.run()->control();
    if (paused) {
        control.pause();
    } else {
        control.resume();
    }
    Q_EMIT pausedChanged(paused);
}

void Restoration::stepOnce() {
    if (isPaused()) mRun.run()->control().stepOnce();
}

void Restoration::stop() {
    if (state() != RunState::Running) return;
    if (isPaused()) Q_EMIT pausedChanged(false);
    mRun.run()->cancel();
}

}  // namespace lacuna::ui
