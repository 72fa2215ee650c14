// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/run_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/base/note_text.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/add_result_command.h"
#include "ui/document/image_document.h"
#include "ui/main_window/status_line.h"
#include "ui/panels/run_strip.h"
#include "ui/panels/task_panel.h"

#include <QSettings>

#include <algorithm>
#include <chrono>

namespace lacuna::ui {

namespace {
/// The duration of a shorter run depends more on its start than on the computer's speed.
constexpr double kTellingSeconds = 0.5;
/// Loading in less time needn't be announced.
constexpr std::chrono::milliseconds kNoticeableLoad{400};
constexpr auto kMegapixelKey = "computer/megapixelSeconds";
constexpr int kMostEvaluations = 20;
}  // namespace

RunFlow::RunFlow(const Parts& parts, QObject* parent) : QObject(parent), mParts(parts) {
    connectController();
    connectLoading();
    connect(&mParts.panel, &TaskPanel::runRequested, this, &RunFlow::start);
    connect(&mParts.panel, &TaskPanel::stopRequested, this, &RunFlow::stop);
    connect(&mParts.strip, &RunStrip::restartRequested, this, [this] {
        mRestart = true;
        stop();
    });
}

void RunFlow::connectController() {
    RestorationController& controller = mParts.controller;
    connect(&controller, &RestorationController::stateChanged, this,
            [this](RestorationController::State state) {
                mParts.panel.setRunState(state);
                mParts.canvas.setRunning(state != RestorationController::State::Idle);
            });
    connect(&controller, &RestorationController::pausedChanged, &mParts.canvas, &CanvasView::setPaused);
    connect(&controller, &RestorationController::stageChanged, this, [this](const QString& stage) {
        mParts.panel.setStage(stage);
        mParts.strip.setStage(stage);
    });
    connect(&controller, &RestorationController::progressed, this, [this](const Progress& progress) {
        mParts.panel.setProgress(progress);
        mParts.strip.setProgress(progress);
    });
    connect(&controller, &RestorationController::tileDone, &mParts.strip, &RunStrip::setTile);
    connect(&controller, &RestorationController::frameReady, this, [this](const DisplayFrame& frame) {
        if (mRunDocument) mParts.canvas.showFrame(frame);
    });
    connect(&controller, &RestorationController::finished, this, &RunFlow::finish);
    connect(&controller, &RestorationController::failed, this, [this](const Failure& failure) {
        mBranch = nullptr;
        if (!mRunDocument) return;
        endRun();
        mParts.messages.show(describeFailure(failure, Attempt::Restore));
    });
    connect(&controller, &RestorationController::preloadFailed, this, [this](const Failure& failure) {
        mParts.messages.show(describeFailure(failure, Attempt::LoadModel));
    });
    connect(&controller, &RestorationController::preloaded, this, &RunFlow::askForPlan);
    connect(&controller, &RestorationController::speedMeasured, this, [this](double speed, double megapixel) {
        QSettings().setValue(speedKey(), speed);
        // The evaluations of the slowest default settings of all tasks.
        QSettings().setValue(QLatin1String(kMegapixelKey), kMostEvaluations * megapixel / speed);
        Q_EMIT computerMeasured();
        askForPlan();
    });
    connect(&controller, &RestorationController::planned, this, &RunFlow::showPlan);
    connect(&controller, &RestorationController::planFailed, this, [this] { mParts.status.clearEstimate(); });
}

void RunFlow::connectLoading() {
    RestorationController& controller = mParts.controller;
    connect(&controller, &RestorationController::loading, this, [this](double share) {
        mParts.panel.setLoading(share);
        mParts.strip.setLoading(share);
        mLoaded = share;
        if (!mLoadNotice.isActive()) mParts.status.setLoading(share);
    });
    mLoadNotice.setSingleShot(true);
    mLoadNotice.setInterval(kNoticeableLoad);
    connect(&mLoadNotice, &QTimer::timeout, this, [this] { mParts.status.setLoading(mLoaded); });
    const auto loaded = [this] {
        mLoadNotice.stop();
        mLoaded = -1;
        mParts.panel.setLoading(-1);
        mParts.status.setLoading(-1);
    };
    connect(&controller, &RestorationController::preloaded, this, loaded);
    connect(&controller, &RestorationController::preloadFailed, this, loaded);
    connect(&controller, &RestorationController::stateChanged, this,
            [loaded](RestorationController::State state) {
                if (state == RestorationController::State::Idle) loaded();
            });
}

void RunFlow::setTrustedProgram(const QString& hash) {
    mParts.controller.setTrustedProgram(hash.toStdString());
    mPreloaded.reset();
}

void RunFlow::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mRunDocument = nullptr;
    mTrial = QRect();
    mRestart = false;
    mIntroduced = false;
    mTrialShown = false;
    mBranch = nullptr;
    mParts.controller.stop();
    mParts.controller.forget();
    mParts.strip.end();
    if (!document) return;
    const auto changed = [this] {
        if (mParts.controller.isBusy() && mRunDocument)
            mParts.strip.setOutdated(mDocument->revision() != mRunRevision);
        preload();  // another model may have been chosen
    };
    connect(document, &ImageDocument::maskChanged, this, changed);
    connect(document, &ImageDocument::settingsChanged, this, changed);
    connect(document, &ImageDocument::shownChanged, this, &RunFlow::clearTrial);
    preload();
}

double RunFlow::megapixelSeconds() {
    return QSettings().value(QLatin1String(kMegapixelKey), 0.0).toDouble();
}

void RunFlow::measureComputer() {
    const RestorationSettings settings = mDocument ? mDocument->settings() : RestorationSettings();
    mParts.controller.preload(settings.model, settings.compute, true);
}

void RunFlow::preload() {
    const RestorationSettings settings = mDocument ? mDocument->settings() : RestorationSettings();
    if (mPreloaded == std::pair(settings.model, settings.compute)) {
        askForPlan();
        return;
    }
    mPreloaded = std::pair(settings.model, settings.compute);
    mLoadNotice.start();
    mParts.controller.preload(settings.model, settings.compute, !QSettings().contains(speedKey()));
}

void RunFlow::askForPlan() {
    if (!mDocument || mParts.controller.isBusy() || !mParts.controller.isPreloaded()) return;
    const RunRequest request = mDocument->request();
    if (request.lacksMask()) {
        mParts.status.clearEstimate();
        return;
    }
    mParts.controller.requestPlan(request);
}

void RunFlow::showPlan(const Plan& plan) {
    const double speed = QSettings().value(speedKey(), 0.0).toDouble();
    int tiles = 1;
    for (const PlannedRegion& region : plan.regions)
        tiles = std::max(tiles, region.tiles);
    mParts.status.setEstimate(speed > 0 ? plan.networkGigaflops / speed : -1, tiles, plan.reason);
}

void RunFlow::start() {
    if (mDocument) run(mDocument->request());
}

void RunFlow::startTrial(const QRect& region) {
    if (!mDocument) return;
    RunRequest request = mDocument->request();
    request.region = region;
    run(request);
}

void RunFlow::branch(const TrajectoryPtr& trajectory, int index) {
    if (!mDocument) return;
    if (mParts.controller.isBusy()) {
        mBranch = trajectory;
        mBranchIndex = index;
        stop();
        return;
    }
    RunRequest request = mDocument->request();
    request.branchFrom = trajectory;
    request.branchIndex = index;
    run(request);
}

void RunFlow::run(const RunRequest& request) {
    if (mParts.controller.isBusy()) return;
    mParts.messages.hide();
    mRunDocument = mDocument;
    mRunRevision = mDocument->revision();
    mTrial = request.region;
    clearTrial();
    mParts.canvas.clearFrames();
    mParts.strip.begin();
    RunRequest seen = request;
    seen.view = mParts.canvas.visiblePixels();
    mParts.controller.start(seen);
}

void RunFlow::clearTrial() {
    if (!std::exchange(mTrialShown, false)) return;
    mParts.canvas.clearFrames();
    if (mParts.messages.isVisible() && mParts.messages.message().action) mParts.messages.hide();
}

void RunFlow::showTrial(const ResultPtr& result) {
    const int scale = result->display.size().width() / result->region.width();
    DisplayFrame frame;
    frame.picture = result->display;
    frame.rect = QRect(result->region.topLeft() * scale, result->display.size());
    frame.resultSize = mDocument->size() * scale;
    mParts.canvas.showFrame(frame);
    mTrialShown = true;
    mParts.messages.show(
        {Message::Kind::Information,
         tr("Tried on %1 × %2 pixels of the photograph.")
             .arg(result->region.width())
             .arg(result->region.height()),
         tr("Change the settings and try again, or restore all of it like this. Esc shows the "
            "photograph again."),
         QString(), tr("Apply to the whole photograph"), [this] { start(); }});
}

void RunFlow::stop() {
    mParts.controller.stop();
}

bool RunFlow::isRestoring() const {
    return mParts.controller.state() == RestorationController::State::Running && mTrial.isNull();
}

void RunFlow::endRun() {
    mTrial = QRect();
    mRunDocument = nullptr;
    mParts.strip.end();
    mParts.canvas.clearFrames();
}

void RunFlow::finish(const ResultPtr& result) {
    // Otherwise the run is the gallery's, or its photograph is no longer open.
    const bool ours = mRunDocument != nullptr && mRunDocument == mDocument;
    const QRect trial = mTrial;
    const Report& report = result->report;
    if (!result->stoppedEarly && report.seconds >= kTellingSeconds && report.plan.networkGigaflops > 0)
        QSettings().setValue(speedKey(), report.plan.networkGigaflops / report.seconds);
    if (ours) {
        endRun();
        if (std::exchange(mRestart, false)) {
            if (trial.isNull()) {
                start();
            } else {
                startTrial(trial);
            }
            return;
        }
        if (trial.isNull() || result->beforeFirstEstimate) {
            adoptResult(result);
        } else {
            showTrial(result);
        }
    }
    if (const TrajectoryPtr from = std::exchange(mBranch, nullptr)) {
        branch(from, mBranchIndex);
        return;
    }
    askForPlan();
}

void RunFlow::adoptResult(const ResultPtr& result) {
    if (result->beforeFirstEstimate) {
        mParts.messages.show({Message::Kind::Information, tr("Stopped before the first estimate."),
                              tr("The photograph, the mask and earlier results are unchanged."), QString()});
        return;
    }
    mDocument->history().push(new AddResultCommand(*mDocument, result));
    if (!result->report.notes.empty()) {
        QStringList notes;
        for (const Note& note : result->report.notes)
            notes << noteText(note);
        mParts.messages.show({Message::Kind::Information,
                              tr("The restoration was done, but not quite as asked."),
                              tr("The result is complete."), notes.join(QLatin1Char('\n'))});
    }
    if (!mIntroduced) {
        mIntroduced = true;
        mParts.canvas.introduceCompare();
    }
}

QString RunFlow::speedKey() const {
    const RestorationSettings settings = mDocument ? mDocument->settings() : RestorationSettings();
    const QString model =
        QString::fromStdString(settings.model.nameOrPath).replace(QLatin1Char('/'), QLatin1Char('_'));
    return QStringLiteral("speed/%1/%2/%3")
        .arg(model)
        .arg(int(settings.model.precision))
        .arg(int(settings.compute.device));
}

}  // namespace lacuna::ui
