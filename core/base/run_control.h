// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace lacuna {

/// Lets another thread control a run. The solver checks it before every denoiser call. Every function may be
/// called from any thread.
class RunControl {
  public:
    /// Asks the run to end. It ends before its next denoiser call, even if paused. This can't be undone.
    void stop() {
        {
            std::lock_guard lock(mMutex);  // so that proceed() can't miss it between its check and its wait
            mSource.request_stop();
        }
        mWake.notify_all();
    }
    bool stopRequested() const { return mSource.stop_requested(); }

    void pause() {
        std::lock_guard lock(mMutex);
        mPaused = true;
    }
    void resume() {
        {
            std::lock_guard lock(mMutex);
            mPaused = false;
            mSteps = 0;
        }
        mWake.notify_all();
    }
    /// Lets a paused run make one inner step.
    void stepOnce() {
        {
            std::lock_guard lock(mMutex);
            if (mPaused) ++mSteps;
        }
        mWake.notify_all();
    }
    bool isPaused() const {
        std::lock_guard lock(mMutex);
        return mPaused;
    }

    /// For the solver: waits while the run is paused. Returns false if the run should end.
    bool proceed() {
        std::unique_lock lock(mMutex);
        mWake.wait(lock, [this] { return stopRequested() || !mPaused || mSteps > 0; });
        if (stopRequested()) return false;
        if (mPaused) --mSteps;
        return true;
    }

  private:
    std::stop_source mSource;
    mutable std::mutex mMutex;
    std::condition_variable mWake;
    bool mPaused = false;
    int mSteps = 0;
};

}  // namespace lacuna
