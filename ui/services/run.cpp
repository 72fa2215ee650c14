// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/run.h"

#include <QMetaObject>

#include <cmath>
#include <utility>

namespace lacuna::ui {

void RunToken::report(double share) {
    const int hundredths = int(std::floor(100 * share));
    if (mHundredths.exchange(hundredths) == hundredths) return;
    QMetaObject::invokeMethod(
        &mRun,
        [run = &mRun, share] {
            if (run->isOver()) return;
            run->mProgress = share;
            Q_EMIT run->progressed(share);
        },
        Qt::QueuedConnection);
}

Run::Run(Info info) : mInfo(std::move(info)), mToken(*this) {}

Run::~Run() = default;

void Run::cancel() {
    if (isOver() || mState == State::Cancelling) return;
    mToken.control().stop();
    const bool neverBegins = claim();
    if (neverBegins || mInfo.kind == Kind::Reading) {
        end(State::Cancelled);
    } else {
        setState(State::Cancelling);
    }
}

void Run::drop() {
    QMetaObject::invokeMethod(this, &Run::cancel, Qt::QueuedConnection);
}

void Run::begin() {
    if (mState == State::Queued) setState(State::Running);
}

void Run::end(State state, Failure failure) {
    if (isOver()) return;  // cancelled, and answered late
    mFailure = std::move(failure);
    setState(state);
    Q_EMIT ended();
}

void Run::setState(State state) {
    if (state == mState) return;
    mState = state;
    Q_EMIT stateChanged(state);
}

}  // namespace lacuna::ui
