// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/restoration_controller.h"

#include "core/operators/task.h"
#include "core/trajectory/trajectory.h"
#include "ui/base/file_path.h"

#include <QMetaObject>
#include <QStandardPaths>

#include <chrono>
#include <optional>
#include <utility>

namespace lacuna::ui {

namespace {
constexpr std::chrono::milliseconds kPlanDelay{250};
}

RestorationController::RestorationController(EngineFactory factory, QObject* parent) : QObject(parent) {
    mMailbox = std::make_shared<DisplayMailbox>(
        [this] { QMetaObject::invokeMethod(this, &RestorationController::takeFrame, Qt::QueuedConnection); });
    SpillStore::Limits limits;
    limits.folder = toPath(QStandardPaths::writableLocation(QStandardPaths::CacheLocation));
    mStore = std::make_shared<SpillStore>(limits);
    mWorker = new RestorationWorker(std::move(factory), mMailbox);
    mWorker->moveToThread(&mThread);
    connectWorker();
    mPlanDelay.setSingleShot(true);
    mPlanDelay.setInterval(kPlanDelay);
    connect(&mPlanDelay, &QTimer::timeout, this, [this] {
        if (isBusy()) return;
        mPlanId = ++mLastId;
        Q_EMIT planWanted(mPlanId, std::exchange(mPlanRequest, RunRequest()));
    });
    mThread.setObjectName(QStringLiteral("engine"));
    mThread.start();
}

RestorationController::~RestorationController() {
    disconnect(mWorker, nullptr, this, nullptr);
    if (mRunControl) mRunControl->stop();
    if (mSpeedControl) mSpeedControl->stop();
    mThread.quit();
    mThread.wait();
}

void RestorationController::connectWorker() {
    // Deleted on its own thread, and the engine with it: a finished QThread still handles deferred deletions.
    connect(&mThread, &QThread::finished, mWorker, &QObject::deleteLater);
    connect(&mThread, &QThread::started, mWorker, &RestorationWorker::start);
    connect(this, &RestorationController::preloadWanted, mWorker, &RestorationWorker::preload);
    connect(this, &RestorationController::speedWanted, mWorker, &RestorationWorker::measureSpeed);
    connect(this, &RestorationController::forgetWanted, mWorker, &RestorationWorker::forget);
    connect(this, &RestorationController::planWanted, mWorker, &RestorationWorker::plan);
    connect(this, &RestorationController::analysisWanted, mWorker, &RestorationWorker::analyse);
    connect(mWorker, &RestorationWorker::analysed, this,
            [this](quint64 id, const DisplayImage& consistency, const DisplayImage& invented) {
                if (id == mAnalysisId) Q_EMIT analysed(mAnalysed, consistency, invented);
            });
    connect(this, &RestorationController::degradationWanted, mWorker, &RestorationWorker::degrade);
    connect(mWorker, &RestorationWorker::degraded, this,
            [this](quint64 id, const LoadedPhoto& photo, const QImage& mask,
                   const RestorationSettings& settings) {
                if (id == mDegradeId) Q_EMIT degraded(photo, mask, settings);
            });
    connect(mWorker, &RestorationWorker::degradeFailed, this, [this](quint64 id, const Failure& failure) {
        if (id == mDegradeId) Q_EMIT degradeFailed(failure);
    });
    connect(this, &RestorationController::runWanted, mWorker, &RestorationWorker::run);

    connect(mWorker, &RestorationWorker::devicesKnown, this, &RestorationController::devicesKnown);
    connect(mWorker, &RestorationWorker::modelsKnown, this, &RestorationController::modelsKnown);
    connect(mWorker, &RestorationWorker::loading, this, &RestorationController::loading);
    connect(mWorker, &RestorationWorker::preloaded, this, [this] {
        mPreloaded = true;
        Q_EMIT preloaded();
    });
    connect(mWorker, &RestorationWorker::preloadFailed, this, &RestorationController::preloadFailed);
    connect(mWorker, &RestorationWorker::speedMeasured, this, &RestorationController::speedMeasured);
    connect(mWorker, &RestorationWorker::planned, this, [this](quint64 id, const Plan& plan) {
        if (id == mPlanId) Q_EMIT planned(plan);
    });
    connect(mWorker, &RestorationWorker::planFailed, this, [this](quint64 id, const Failure& failure) {
        if (id == mPlanId) Q_EMIT planFailed(failure);
    });
    connect(mWorker, &RestorationWorker::stageChanged, this, [this](quint64 id, const QString& stage) {
        if (id == mRunId && isBusy()) Q_EMIT stageChanged(stage);
    });
    connect(mWorker, &RestorationWorker::progressed, this, [this](quint64 id, const Progress& progress) {
        if (id == mRunId && isBusy()) Q_EMIT progressed(progress);
    });
    connect(mWorker, &RestorationWorker::tileDone, this, [this](quint64 id, int done, int of) {
        if (id == mRunId && isBusy()) Q_EMIT tileDone(done, of);
    });
    connect(mWorker, &RestorationWorker::finished, this, [this](quint64, const ResultPtr& result) {
        mPreloaded = true;
        setState(State::Idle);
        Q_EMIT finished(result);
    });
    connect(mWorker, &RestorationWorker::failed, this, [this](quint64, const Failure& failure) {
        setState(State::Idle);
        Q_EMIT failed(failure);
    });
}

void RestorationController::preload(const ModelRef& model, const ComputeSpec& compute, bool measureSpeed) {
    mPreloaded = false;
    if (mSpeedControl) mSpeedControl->stop();  // the measured model is no longer needed
    ModelRef trusted = model;
    trusted.trustedProgram = mTrustedProgram;
    Q_EMIT preloadWanted(trusted, compute);
    if (!measureSpeed || isBusy()) return;
    mSpeedControl = std::make_shared<RunControl>();
    Q_EMIT speedWanted(trusted, compute, mSpeedControl);
}

void RestorationController::requestAnalysis(std::shared_ptr<const Photograph> photo,
                                            const ResultPtr& result) {
    mAnalysisId = ++mLastId;
    mAnalysed = result;
    RunRequest request;
    request.photo = std::move(photo);
    if (taskRow(result->settings.task).mask != MaskUse::None) request.mask = result->mask;
    request.settings = result->settings;
    Q_EMIT analysisWanted(mAnalysisId, request, result);
}

void RestorationController::degrade(const DegradeRequest& request) {
    mDegradeId = ++mLastId;
    Q_EMIT degradationWanted(mDegradeId, request);
}

void RestorationController::requestPlan(const RunRequest& request) {
    if (isBusy()) return;
    mPlanRequest = request;
    mPlanRequest.trustedProgram = mTrustedProgram;
    mPlanDelay.start();
}

void RestorationController::forget() {
    mAnalysed = nullptr;
    mPlanDelay.stop();
    mPlanRequest = RunRequest();
    Q_EMIT forgetWanted();
}

void RestorationController::start(const RunRequest& request) {
    Q_ASSERT(mState == State::Idle);
    mPlanDelay.stop();
    if (mSpeedControl) mSpeedControl->stop();
    mRunControl = std::make_shared<RunControl>();
    mRunId = ++mLastId;
    RunRequest kept = request;
    kept.trustedProgram = mTrustedProgram;
    if (request.region.isNull() && request.keepsSteps) kept.trajectory = makeTrajectory(request);
    setState(State::Running);
    if (kept.trajectory) Q_EMIT trajectoryBegun(kept.trajectory);
    Q_EMIT runWanted(mRunId, kept, mRunControl);
}

std::shared_ptr<Trajectory> RestorationController::makeTrajectory(const RunRequest& request) {
    std::shared_ptr<Trajectory> made;
    if (request.branchFrom) {
        made = std::make_shared<Trajectory>(mStore, request.branchFrom, request.branchIndex + 1);
    } else {
        made = std::make_shared<Trajectory>(mStore);
    }
    made->setOnAdded([this, id = mRunId](int count) {
        QMetaObject::invokeMethod(this, [this, id, count] {
            if (id == mRunId && isBusy()) Q_EMIT stepKept(count);
        });
    });
    return made;
}

void RestorationController::setPaused(bool paused) {
    if (mState != State::Running || paused == mRunControl->isPaused()) return;
    if (paused) {
        mRunControl->pause();
    } else {
        mRunControl->resume();
    }
    Q_EMIT pausedChanged(paused);
}

void RestorationController::setNoisyWanted(bool wanted) {
    mWorker->setNoisyWanted(wanted);
}

void RestorationController::stepOnce() {
    if (isPaused()) mRunControl->stepOnce();
}

void RestorationController::stop() {
    if (mState != State::Running) return;
    if (mRunControl->isPaused()) Q_EMIT pausedChanged(false);
    mRunControl->stop();
    setState(State::Stopping);
}

void RestorationController::setState(State state) {
    if (mState == state) return;
    mState = state;
    Q_EMIT stateChanged(state);
}

void RestorationController::takeFrame() {
    const std::optional<DisplayFrame> frame = mMailbox->take();
    if (frame && frame->run == mRunId && isBusy()) Q_EMIT frameReady(*frame);
}

}  // namespace lacuna::ui
