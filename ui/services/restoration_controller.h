// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/restoration_worker.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>
#include <string>

namespace lacuna {
class SpillStore;
}

namespace lacuna::ui {

/// The GUI's side of the engine: starts and stops runs, and passes on their progress and pictures. Owns the
/// worker and its thread; one run at a time. Destruction stops a run and waits for it, at most for one
/// denoiser call.
class RestorationController : public QObject {
    Q_OBJECT

  public:
    enum class State { Idle, Running, Stopping };

    explicit RestorationController(EngineFactory factory, QObject* parent = nullptr);
    ~RestorationController() override;

    State state() const { return mState; }
    bool isBusy() const { return mState != State::Idle; }
    bool isPreloaded() const { return mPreloaded; }

    /// SHA-256 of the TorchScript file that later requests may run; empty: none.
    void setTrustedProgram(const std::string& hash) { mTrustedProgram = hash; }
    /// Loads the model in the background, and then measures the speed unless it is known.
    void preload(const ModelRef& model, const ComputeSpec& compute, bool measureSpeed);
    /// Requests a plan after a short delay. Only the last request is answered. Ignored while busy.
    void requestPlan(const RunRequest& request);
    /// Requests the pictures of a result's residual and of what the prior added, answered by analysed() once
    /// no run is in progress. Only the last request is answered. `photo` is the photograph that the result
    /// was made from.
    void requestAnalysis(std::shared_ptr<const Photograph> photo, const ResultPtr& result);
    /// Answered by degraded() or degradeFailed(), once no run is in progress.
    void degrade(const DegradeRequest& request);
    /// Starts a run. Its steps are recorded if it covers the whole photograph. The controller must be idle.
    void start(const RunRequest& request);
    /// Gives up what is kept of the photograph for another request: it was closed.
    void forget();
    /// Whether live frames, from the next one on, include the noisy state.
    void setNoisyWanted(bool wanted);
    /// Pauses before the next denoiser call. Does nothing if no run is in progress.
    void setPaused(bool paused);
    bool isPaused() const { return mRunControl && isBusy() && mRunControl->isPaused(); }
    /// Lets a paused run make one denoiser call.
    void stepOnce();
    /// Stops before the next denoiser call; finished() delivers the last estimate.
    void stop();

  Q_SIGNALS:
    void stateChanged(lacuna::ui::RestorationController::State state);
    void pausedChanged(bool paused);
    /// A run has started and records its steps here.
    void trajectoryBegun(std::shared_ptr<const lacuna::Trajectory> trajectory);
    /// The trajectory now has `count` steps.
    void stepKept(int count);
    void devicesKnown(const std::vector<lacuna::DeviceInfo>& devices);
    void modelsKnown(const std::vector<lacuna::InstalledModel>& models);
    /// The part of the model that has been read, from 0 to 1: before preloaded(), or in a run's stage
    /// "model".
    void loading(double share);
    void preloaded();
    void preloadFailed(const lacuna::ui::Failure& failure);
    void speedMeasured(double gigaflopsPerSecond, double megapixel);
    void planned(const lacuna::Plan& plan);
    void planFailed(const lacuna::ui::Failure& failure);
    /// The stage of a run before its first step: "model", "plan", "solve".
    void stageChanged(const QString& stage);
    void progressed(const lacuna::Progress& progress);
    /// Tiles of the current evaluation.
    void tileDone(int done, int of);
    void frameReady(const lacuna::ui::DisplayFrame& frame);
    void degraded(const lacuna::ui::LoadedPhoto& photo, const QImage& mask,
                  const lacuna::ui::RestorationSettings& settings);
    void degradeFailed(const lacuna::ui::Failure& failure);
    /// Null pictures: the analysis failed.
    void analysed(const lacuna::ui::ResultPtr& result, const lacuna::ui::DisplayImage& consistency,
                  const lacuna::ui::DisplayImage& invented);
    void finished(const lacuna::ui::ResultPtr& result);
    void failed(const lacuna::ui::Failure& failure);

    // To the worker.
    void preloadWanted(const lacuna::ModelRef& model, const lacuna::ComputeSpec& compute);
    void speedWanted(const lacuna::ModelRef& model, const lacuna::ComputeSpec& compute,
                     std::shared_ptr<lacuna::RunControl> control);
    void planWanted(quint64 id, const lacuna::ui::RunRequest& request);
    void degradationWanted(quint64 id, const lacuna::ui::DegradeRequest& request);
    void analysisWanted(quint64 id, const lacuna::ui::RunRequest& request,
                        const lacuna::ui::ResultPtr& result);
    void forgetWanted();
    void runWanted(quint64 id, const lacuna::ui::RunRequest& request,
                   std::shared_ptr<lacuna::RunControl> control);

  private:
    void connectWorker();
    void setState(State state);
    void takeFrame();
    std::shared_ptr<Trajectory> makeTrajectory(const RunRequest& request);

    State mState = State::Idle;
    bool mPreloaded = false;
    std::string mTrustedProgram;
    quint64 mLastId = 0;
    quint64 mRunId = 0;
    quint64 mPlanId = 0;
    quint64 mDegradeId = 0;
    quint64 mAnalysisId = 0;
    ResultPtr mAnalysed;
    RunRequest mPlanRequest;
    QTimer mPlanDelay;
    std::shared_ptr<RunControl> mRunControl;
    std::shared_ptr<RunControl> mSpeedControl;
    std::shared_ptr<DisplayMailbox> mMailbox;
    std::shared_ptr<SpillStore> mStore;  ///< shared by all trajectories, whose total size it limits
    QThread mThread;
    RestorationWorker* mWorker;
};

}  // namespace lacuna::ui
