// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/restoration_controller.h"

#include "core/base/machine.h"
#include "core/trajectory/large_memory.h"
#include "core/trajectory/trajectory.h"
#include "ui/base/file_path.h"

#include <QMetaObject>
#include <QStandardPaths>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

namespace lacuna::ui {

namespace {
constexpr std::chrono::milliseconds kPlanDelay{250};
constexpr std::uint64_t kMostReady = std::uint64_t{192} << 20;

/// What steps may take in memory.
std::uint64_t memoryForSteps() {
    return std::max(SpillStore::Limits().memory, machineMemory().total / 32);
}

/// What the steps of a run will take, at least nearly: those of coarse levels take less.
std::uint64_t bytesOfSteps(const Plan& plan) {
    std::uint64_t pixels = 0;
    for (const PlannedRegion& region : plan.regions)
        pixels += std::uint64_t(region.width) * std::uint64_t(region.height);
    const std::uint64_t steps =
        std::uint64_t(plan.evaluations) / std::max<std::size_t>(1, plan.regions.size());
    return pixels * steps * kStepBytesPerPixel;
}

/// Gets memory ready for the steps of the run that was planned, while nobody waits: to have it cleared during
/// the run makes the run longer, by a tenth in a virtual machine that first has to ask its host for it.
void readyMemoryFor(const Plan& plan, RunToken& token) {
    const std::uint64_t most = std::min(kMostReady, memoryForSteps() / 4);
    const std::uint64_t bytes = std::min(most, bytesOfSteps(plan));
    if (machineMemory().free < 8 * bytes) return;
    readySpareMemory(bytes, [&token] { return token.stopRequested(); });
}
}  // namespace

/// From the engine's thread, which may outlive the controller, to the controller.
struct RestorationController::Link {
    std::mutex mutex;
    RestorationController* controller = nullptr;  ///< null: destroyed

    void tellLoading(double share) {
        const std::lock_guard lock(mutex);
        if (!controller) return;
        QMetaObject::invokeMethod(
            controller, [to = controller, share] { Q_EMIT to->loading(share); }, Qt::QueuedConnection);
    }
};

RestorationController::RestorationController(EngineFactory factory, Runs* runs, QObject* parent)
    : QObject(parent), mLink(std::make_shared<Link>()), mEngine(1, RunQueue::Threads::Lasting) {
    mLink->controller = this;
    SpillStore::Limits limits;
    limits.folder = toPath(QStandardPaths::writableLocation(QStandardPaths::CacheLocation));
    limits.memory = memoryForSteps();
    mStore = std::make_shared<SpillStore>(limits);
    mWorker = std::make_shared<RestorationWorker>(std::move(factory),
                                                  [link = mLink](double share) { link->tellLoading(share); });
    if (runs) runs->watch(mEngine);
    mEngine.setLastWork([worker = mWorker] { worker->end(); });
    mPlanDelay.setSingleShot(true);
    mPlanDelay.setInterval(kPlanDelay);
    connect(&mPlanDelay, &QTimer::timeout, this, &RestorationController::askForPlan);
    mEngine.post({}, [worker = mWorker](RunToken&) { return worker->start(); })
        .then(this,
              [this](const EngineFacts& facts) {
                  Q_EMIT devicesKnown(facts.devices);
                  Q_EMIT modelsKnown(facts.models);
              })
        .orElse(this, [this](const Failure& failure) { Q_EMIT preloadFailed(failure); });
}

RestorationController::~RestorationController() {
    const std::lock_guard lock(mLink->mutex);
    mLink->controller = nullptr;
}

void RestorationController::preload(const ModelRef& model, const ComputeSpec& compute, bool measureSpeed,
                                    const QString& words) {
    mPreloaded = false;
    mSpeed.cancel();  // the measured model is no longer needed
    ModelRef trusted = model;
    trusted.trustedProgram = mTrustedProgram;
    mPreload
        .replace(mEngine.post({words},
                              [worker = mWorker, trusted, compute](RunToken& token) {
                                  worker->preload(trusted, compute,
                                                  [&token](double share) { token.report(share); });
                              }))
        .then(this,
              [this] {
                  mPreloaded = true;
                  Q_EMIT preloaded();
              })
        .orElse(this, [this](const Failure& failure) { Q_EMIT preloadFailed(failure); });
    if (!measureSpeed || isBusy()) return;
    // A failure is in the log; the studio just can't estimate times before the first run.
    mSpeed
        .replace(mEngine.post({},
                              [worker = mWorker, trusted, compute](RunToken& token) {
                                  token.check();
                                  return worker->measureSpeed(trusted, compute, token.control());
                              }))
        .then(this, [this](const std::optional<MeasuredSpeed>& speed) {
            if (speed) Q_EMIT speedMeasured(speed->gigaflopsPerSecond, speed->megapixel);
        });
}

RunOf<AnalysisPictures> RestorationController::analyse(const RunRequest& request, const ResultPtr& result) {
    return mEngine.post({tr("Analysing the result …")}, [worker = mWorker, request, result](RunToken&) {
        return worker->analyse(request, *result);
    });
}

RunOf<DegradedPhoto> RestorationController::degrade(const DegradeRequest& request) {
    return mEngine.post({tr("Damaging the photograph …")},
                        [worker = mWorker, request](RunToken&) { return worker->degrade(request); });
}

void RestorationController::requestPlan(const RunRequest& request) {
    if (isBusy()) return;
    mPlanRequest = request;
    mPlanRequest.trustedProgram = mTrustedProgram;
    mPlanDelay.start();
}

void RestorationController::forget() {
    mPlanDelay.stop();
    mPlan.cancel();
    mPlanRequest = RunRequest();
    mEngine.post({}, [worker = mWorker](RunToken&) { worker->forget(); });
}

void RestorationController::askForPlan() {
    if (isBusy()) return;
    const bool keepsSteps = mPlanRequest.region.isNull() && mPlanRequest.keepsSteps;
    mPlan
        .replace(mEngine.post({}, [worker = mWorker, request = std::exchange(mPlanRequest, RunRequest())](
                                      RunToken&) { return worker->plan(request); }))
        .then(this,
              [this, keepsSteps](const PlannedRun& run) {
                  if (keepsSteps)
                      mPlan.replace(mEngine.post(
                          {}, [plan = run.plan](RunToken& token) { readyMemoryFor(plan, token); }));
                  Q_EMIT planned(run.plan, run.inLight);
              })
        .orElse(this, [this](const Failure& failure) { Q_EMIT planFailed(failure); });
}

RestorationPtr RestorationController::start(const RunRequest& request, const QString& words) {
    mPlanDelay.stop();
    mPlan.cancel();
    mSpeed.cancel();
    RunRequest kept = request;
    kept.trustedProgram = mTrustedProgram;
    if (request.region.isNull() && request.keepsSteps) kept.trajectory = makeTrajectory(request);
    // As a run, it may lose its last owner on the engine's thread.
    const RestorationPtr restoration(new Restoration(std::move(kept)),
                                     [](Restoration* gone) { gone->deleteLater(); });
    if (const auto& trajectory = restoration->mRequest.trajectory) {
        trajectory->setOnAdded([weak = std::weak_ptr(restoration)](int count) {
            if (const RestorationPtr told = weak.lock())
                told->tell([raw = told.get(), count] { Q_EMIT raw->stepKept(count); });
        });
    }
    restoration->attach(mEngine.post({words, Run::Kind::Restoring},
                                     [noisy = mNoisyWanted, worker = mWorker, restoration](RunToken& token) {
                                         return worker->run(*restoration, *noisy, token);
                                     }));
    mActive.push_back(restoration);
    connect(restoration->run().run().get(), &Run::ended, this, [this, weak = std::weak_ptr(restoration)] {
        const RestorationPtr over = weak.lock();
        std::erase(mActive, over);
        if (over && over->run().run()->state() == Run::State::Done) mPreloaded = true;
        Q_EMIT ended(over);
    });
    Q_EMIT begun(restoration);
    return restoration;
}

std::shared_ptr<Trajectory> RestorationController::makeTrajectory(const RunRequest& request) {
    if (request.branchFrom)
        return std::make_shared<Trajectory>(mStore, request.branchFrom, request.branchIndex + 1);
    return std::make_shared<Trajectory>(mStore);
}

void RestorationController::stop() {
    for (const RestorationPtr& restoration : std::vector(mActive))
        restoration->stop();
}

}  // namespace lacuna::ui
