// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/restoration.h"
#include "ui/services/restoration_worker.h"
#include "ui/services/run_queue.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace lacuna {
class SpillStore;
}

namespace lacuna::ui {

/// The GUI's side of the engine, which works on one thread of its own, in the order it is asked. Destruction
/// stops what is under way and waits for it, for a run at most for one denoiser call.
class RestorationController : public QObject {
    Q_OBJECT

  public:
    using State = RunState;

    /// `runs` is told of all that the engine is asked for; null: nobody is.
    explicit RestorationController(EngineFactory factory, Runs* runs = nullptr, QObject* parent = nullptr);
    ~RestorationController() override;

    /// Whether a restoration is in progress or waits for its turn.
    bool isBusy() const { return !mActive.empty(); }
    bool isPreloaded() const { return mPreloaded; }

    /// SHA-256 of the TorchScript file that later requests may run; empty: none.
    void setTrustedProgram(const std::string& hash) { mTrustedProgram = hash; }
    /// Loads the model in the background, and then measures the speed if asked to. Of several requests only
    /// the last counts. `words` is as in Run::Info.
    void preload(const ModelRef& model, const ComputeSpec& compute, bool measureSpeed,
                 const QString& words = {});
    /// Requests a plan after a short delay. Only the last request is answered. Ignored while busy.
    void requestPlan(const RunRequest& request);
    /// The pictures of a result's residual and of what the prior added. `request` is the run that made it.
    RunOf<AnalysisPictures> analyse(const RunRequest& request, const ResultPtr& result);
    RunOf<DegradedPhoto> degrade(const DegradeRequest& request);
    /// Gives up what is kept of a photograph for another request: it was closed.
    void forget();
    /// Starts a restoration, or lets it wait for those before it. Its steps are recorded if it covers the
    /// whole photograph. `words` is as in Run::Info.
    RestorationPtr start(const RunRequest& request, const QString& words = {});
    /// The restorations that are in progress or wait, oldest first.
    const std::vector<RestorationPtr>& active() const { return mActive; }
    /// Stops all of them.
    void stop();
    /// Whether live frames, from the next one on, include the noisy state.
    void setNoisyWanted(bool wanted) { *mNoisyWanted = wanted; }

  Q_SIGNALS:
    void devicesKnown(const std::vector<lacuna::DeviceInfo>& devices);
    void modelsKnown(const std::vector<lacuna::InstalledModel>& models);
    /// The part of the model that has been read, from 0 to 1: before preloaded(), or in a run's stage
    /// "model".
    void loading(double share);
    void preloaded();
    void preloadFailed(const lacuna::ui::Failure& failure);
    void speedMeasured(double gigaflopsPerSecond, double megapixel);
    /// `inLight`: whether the run mixes light, which costs more than the plan says.
    void planned(const lacuna::Plan& plan, bool inLight);
    void planFailed(const lacuna::ui::Failure& failure);
    void begun(const lacuna::ui::RestorationPtr& restoration);
    /// Before the handlers of its answer.
    void ended(const lacuna::ui::RestorationPtr& restoration);

  private:
    struct Link;

    void askForPlan();
    std::shared_ptr<Trajectory> makeTrajectory(const RunRequest& request);

    bool mPreloaded = false;
    std::string mTrustedProgram;
    RunRequest mPlanRequest;
    QTimer mPlanDelay;
    std::vector<RestorationPtr> mActive;
    std::shared_ptr<SpillStore> mStore;  ///< shared by all trajectories, whose total size it limits
    std::shared_ptr<std::atomic<bool>> mNoisyWanted = std::make_shared<std::atomic<bool>>(false);
    std::shared_ptr<Link> mLink;
    std::shared_ptr<RestorationWorker> mWorker;
    RunQueue mEngine;
    LatestRun mPreload;
    LatestRun mSpeed;
    LatestRun mPlan;
};

}  // namespace lacuna::ui
