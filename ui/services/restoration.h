// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/display_frame.h"
#include "ui/document/restoration_result.h"
#include "ui/services/frame_pace.h"
#include "ui/services/run.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lacuna::ui {

enum class RunState { Idle, Running, Stopping };

/// A restoration, from the request to its result: its run, and what it tells while it goes on. Made by
/// RestorationController. Stopped, it answers with its last estimate.
class Restoration : public QObject {
    Q_OBJECT

  public:
    explicit Restoration(RunRequest request);
    ~Restoration() override;

    const RunRequest& request() const { return mRequest; }
    const RunOf<ResultPtr>& run() const { return mRun; }
    RunState state() const;
    bool isActive() const { return state() != RunState::Idle; }
    bool isPaused() const { return isActive() && mRun.run()->control().isPaused(); }
    /// Its steps; null: not recorded.
    std::shared_ptr<const Trajectory> trajectory() const { return mRequest.trajectory; }
    // What was last told; empty before.
    const QString& stage() const { return mStage; }
    const std::optional<Progress>& progress() const { return mProgress; }
    /// The loss so far.
    const std::vector<LossRecord>& history() const { return mHistory; }
    /// The newest estimates, none of which covers another.
    const std::vector<DisplayFrame>& frames() const { return mFrames; }
    /// The share of its time that the estimates may take which it shows (FramePace). Any thread may ask.
    double liveShare() const { return mLiveShare; }
    void setLiveShare(double share) { mLiveShare = share; }
    /// What the GUI thread has computed so far to show the estimates. Any thread may ask.
    std::chrono::nanoseconds timeToShow() const { return std::chrono::nanoseconds(mTimeToShow); }

  public Q_SLOTS:
    /// Pauses before the next denoiser call.
    void setPaused(bool paused);
    /// Lets a paused one make one denoiser call.
    void stepOnce();
    /// Before the next denoiser call.
    void stop();

  Q_SIGNALS:
    /// Also emitted at the end, before the answer is.
    void stateChanged(lacuna::ui::RunState state);
    void pausedChanged(bool paused);
    /// The stage before the first step: "model", "plan", "solve".
    void stageChanged(const QString& stage);
    void progressed(const lacuna::Progress& progress);
    /// Tiles of the current evaluation.
    void tileDone(int done, int of);
    void frameReady(const lacuna::ui::DisplayFrame& frame);
    /// The trajectory now has `count` steps.
    void stepKept(int count);

  private:
    friend class RestorationController;
    friend class RestorationSink;

    void attach(RunOf<ResultPtr> run);
    /// For other threads: calls `what` on the GUI thread, unless this has ended by then.
    void tell(std::function<void()> what);
    void takeFrame();

    RunRequest mRequest;
    RunOf<ResultPtr> mRun;
    QString mStage;
    std::optional<Progress> mProgress;
    std::vector<LossRecord> mHistory;
    std::vector<DisplayFrame> mFrames;
    DisplayMailbox mMailbox;
    std::atomic<double> mLiveShare{FramePace::kShare};
    std::atomic<std::int64_t> mTimeToShow{0};  ///< ns
    bool mIsShowing = false;                   ///< a frame came, and the window hasn't painted it yet
};

using RestorationPtr = std::shared_ptr<Restoration>;

}  // namespace lacuna::ui
