// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/restoration.h"

#include <QMetaObject>

#include <utility>

namespace lacuna::ui {

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
