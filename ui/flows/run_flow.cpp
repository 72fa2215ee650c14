// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/run_flow.h"

#include "ui/base/error_text.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/image_document.h"
#include "ui/flows/plan_flow.h"
#include "ui/panels/run_strip.h"
#include "ui/panels/task_panel.h"

#include <algorithm>

namespace lacuna::ui {

RunFlow::State::~State() {
    if (run) run->run().run()->drop();
}

RunFlow::RunFlow(const Parts& parts, QObject* parent)
    : QObject(parent),
      mParts(parts),
      mPlans(new PlanFlow({parts.controller, parts.panel, parts.status, parts.messages}, this)) {
    connectLoading();
    connect(&mParts.panel, &TaskPanel::runRequested, this, &RunFlow::start);
    connect(&mParts.panel, &TaskPanel::newRequested, this, &RunFlow::startNew);
    connect(&mParts.panel, &TaskPanel::stopRequested, this, &RunFlow::stop);
    connect(&mParts.strip, &RunStrip::watchRequested, this, [this] { setWatched(true); });
    connect(&mParts.strip, &RunStrip::restartRequested, this, [this] {
        if (State* state = mStates.find(mDocument); state && state->run) state->restart = true;
        stop();
    });
}

/// What the run tells goes to the window while its photograph is shown.
void RunFlow::connectRun(const RestorationPtr& run) {
    const Restoration* raw = run.get();
    const auto isCurrent = [this, raw] { return current().get() == raw; };
    connect(raw, &Restoration::stateChanged, this, [this, isCurrent](RunState state) {
        if (!isCurrent()) return;
        mParts.panel.setRunState(state);
        Q_EMIT stateChanged();
    });
    connect(raw, &Restoration::pausedChanged, this, [this, isCurrent](bool paused) {
        if (!isCurrent()) return;
        mParts.canvas.setPaused(paused);
        mProgress.flush();
    });
    connect(raw, &Restoration::stageChanged, this, [this, isCurrent](const QString& stage) {
        if (!isCurrent()) return;
        mParts.panel.setStage(stage);
        mParts.strip.setStage(stage);
    });
    connect(raw, &Restoration::progressed, this, [this, isCurrent, raw] {
        if (!isCurrent()) return;
        mProgress.ask();
        if (raw->isPaused()) mProgress.flush();  // who goes step by step sees each
    });
    connect(raw, &Restoration::tileDone, this, [this, isCurrent](int done, int of) {
        if (isCurrent()) mParts.strip.setTile(done, of);
    });
    connect(raw, &Restoration::frameReady, this, [this, isCurrent](const DisplayFrame& frame) {
        if (isCurrent() && isWatching()) mParts.canvas.showFrame(frame);
    });
}

void RunFlow::connectLoading() {
    RestorationController& controller = mParts.controller;
    connect(&controller, &RestorationController::loading, this, [this](double share) {
        mLoaded = share;
        mParts.panel.setLoading(share);
        mParts.strip.setLoading(share);
    });
    const auto loaded = [this] {
        mLoaded = -1;
        mParts.panel.setLoading(-1);
    };
    connect(&controller, &RestorationController::preloaded, this, loaded);
    connect(&controller, &RestorationController::preloadFailed, this, loaded);
    connect(&controller, &RestorationController::ended, this, loaded);
}

void RunFlow::setDocument(ImageDocument* document) {
    if (mDocument) {
        mDocument->disconnect(this);
        mStates.of(*mDocument).trial = mTrial;
    }
    clearTrial();
    mDocument = document;
    mPlans->setDocument(document);
    showRun();
    if (!document) return;
    const auto changed = [this] {
        if (const State* state = mStates.find(mDocument); state && state->run)
            mParts.strip.setOutdated(mDocument->revision() != state->revision);
        mPlans->preload();  // another model may have been chosen
    };
    connect(document, &ImageDocument::maskChanged, this, changed);
    connect(document, &ImageDocument::settingsChanged, this, changed);
    connect(document, &ImageDocument::shownChanged, this, [this] {
        clearTrial();
        setWatched(false);  // what was chosen is what is seen
    });
    connect(document, &ImageDocument::startChanged, mPlans, &PlanFlow::ask);
    if (State* state = mStates.find(document)) {
        if (const ResultPtr trial = std::exchange(state->trial, nullptr)) showTrial(trial);
        if (const auto message = std::exchange(state->unsaid, std::nullopt)) mParts.messages.show(*message);
    }
    mPlans->preload();
}

RestorationPtr RunFlow::current() const {
    const State* state = mStates.find(mDocument);
    return state ? state->run : nullptr;
}

bool RunFlow::isWatching() const {
    const State* state = mStates.find(mDocument);
    return state && state->run && state->isWatched;
}

void RunFlow::setWatched(bool watched) {
    State* state = mStates.find(mDocument);
    if (!state || !state->run || state->isWatched == watched) return;
    state->isWatched = watched;
    showRun();
}

void RunFlow::showProgress() {
    const RestorationPtr run = current();
    if (!run || !run->progress()) return;
    mParts.panel.setProgress(*run->progress());
    mParts.strip.setProgress(*run->progress());
}

/// Brings the window to the state of the shown photograph's run, or of none.
void RunFlow::showRun() {
    const RestorationPtr run = current();
    const bool watching = isWatching();
    CanvasView& canvas = mParts.canvas;
    canvas.setRunning(watching);
    canvas.clearFrames();
    mParts.panel.setRunState(run ? run->state() : RunState::Idle);
    const State* shown = mStates.find(mDocument);
    mParts.strip.setSeries(shown ? shown->seriesWords : QString());
    mParts.panel.setLoading(mLoaded);
    if (run) {
        mParts.strip.begin();
        mParts.strip.setWatched(watching);
        mParts.strip.setOutdated(mDocument->revision() != mStates.of(*mDocument).revision);
        const bool waits = run->stage().isEmpty() && mParts.controller.active().front() != run;
        const QString stage = waits ? QStringLiteral("turn") : run->stage();
        if (!stage.isEmpty()) {
            mParts.panel.setStage(stage);
            mParts.strip.setStage(stage);
        }
        showProgress();
    } else {
        mParts.strip.end();
    }
    if (watching) {
        canvas.setRunStart(run->request().parent);
        canvas.setPaused(run->isPaused());
        for (const DisplayFrame& frame : run->frames())
            canvas.showFrame(frame);
    }
    Q_EMIT currentChanged(watching ? run : nullptr);
    Q_EMIT stateChanged();
}

void RunFlow::start() {
    if (mDocument) startFor(*mDocument);
}

void RunFlow::startFor(ImageDocument& document) {
    RunRequest request = document.request();
    if (const ResultPtr changed = document.changed()) {
        request.stage = changed->stage;
        request.blend = changed->blend;
    }
    run(document, request);
}

void RunFlow::startNew() {
    if (mDocument) run(*mDocument, mDocument->request());
}

void RunFlow::startTrial(const QRect& region) {
    if (mDocument) startTrial(*mDocument, region);
}

void RunFlow::startTrial(ImageDocument& document, const QRect& region) {
    RunRequest request = document.request();
    request.region = region;
    run(document, request);
}

void RunFlow::branch(const TrajectoryPtr& trajectory, int index) {
    if (mDocument) branch(*mDocument, trajectory, index);
}

void RunFlow::branch(ImageDocument& document, const TrajectoryPtr& trajectory, int index) {
    State& state = mStates.of(document);
    if (state.run) {
        state.branch = trajectory;
        state.branchIndex = index;
        state.run->stop();
        return;
    }
    // On what that run started from, whatever is shown.
    const Results& results = document.results();
    const auto made = std::find_if(results.begin(), results.end(), [&trajectory](const ResultPtr& result) {
        return result->trajectory == trajectory;
    });
    if (made != results.end()) document.pinStart((*made)->parent);
    RunRequest request = document.request();
    // How a hole is filled is settled where a run begins: another fill has other levels.
    if (made != results.end()) request.settings.fill = (*made)->settings.fill;
    request.branchFrom = trajectory;
    request.branchIndex = index;
    run(document, request);
}

void RunFlow::run(ImageDocument& document, const RunRequest& request) {
    State& state = mStates.of(document);
    if (state.run) return;
    RunRequest seen = request;
    if (&document == mDocument) {
        mParts.messages.hide();
        clearTrial();
        seen.view = mParts.canvas.visiblePixels();
    }
    const RestorationPtr run =
        mParts.controller.start(seen, tr("Restoring “%1” …").arg(document.source().title));
    state.run = run;
    state.revision = document.revision();
    state.restart = false;
    state.isWatched = true;
    connectRun(run);
    // The document as the context: what it was for is gone with it.
    run->run()
        .then(&document, [this, &document](const ResultPtr& result) { finish(document, result); })
        .orElse(&document,
                [this, &document](const Failure& failure) {
                    endRun(document);
                    endSeries(document);
                    say(document, describeFailure(failure, Attempt::Restore));
                })
        .ifCancelled(&document, [this, &document] {
            const QRect region = endRun(document)->request().region;
            if (mStates.of(document).series > 0) {
                stopSeries(document);
            } else if (!goOn(document, region)) {
                tellStopped(document);
            }
        });
    if (&document == mDocument) showRun();
}

void RunFlow::stop() {
    if (const RestorationPtr run = current()) run->stop();
}

bool RunFlow::isRestoring(ImageDocument* document) const {
    const State* state = mStates.find(document);
    return state && state->run && state->run->state() == RunState::Running &&
           state->run->request().region.isNull();
}

/// Returns the run that was the photograph's.
RestorationPtr RunFlow::endRun(ImageDocument& document) {
    const RestorationPtr run = std::exchange(mStates.of(document).run, nullptr);
    if (&document == mDocument) showRun();
    return run;
}

void RunFlow::finish(ImageDocument& document, const ResultPtr& result) {
    mPlans->noteSpeed(*result);
    State& state = mStates.of(document);
    if (state.series > 0) {
        state.run = nullptr;
        state.restart = false;
        continueSeries(document, result);
        return;
    }
    const bool isShown = &document == mDocument;
    const bool becomesResult = !state.restart && !result->beforeFirstEstimate && result->region.isNull();
    state.run = nullptr;
    // First, so that the window goes from the run to its result and not by way of another one.
    if (becomesResult) adoptResult(document, result);
    if (isShown) showRun();
    if (state.restart) {
        goOn(document, result->region);
        return;
    }
    if (result->beforeFirstEstimate) {
        tellStopped(document);
    } else if (becomesResult) {
        if (isShown && !std::exchange(state.introduced, true)) mParts.canvas.introduceCompare();
    } else if (isShown) {
        showTrial(result);
    } else {
        state.trial = result;
    }
    if (!goOn(document, result->region)) mPlans->ask();
}

/// Starts what was to follow the run, whose region is given; false if nothing was.
bool RunFlow::goOn(ImageDocument& document, const QRect& region) {
    State& state = mStates.of(document);
    const bool restarts = std::exchange(state.restart, false);
    const TrajectoryPtr from = std::exchange(state.branch, nullptr);
    if (restarts && region.isNull()) {
        startFor(document);
    } else if (restarts) {
        startTrial(document, region);
    } else if (from) {
        branch(document, from, state.branchIndex);
    }
    return restarts || from;
}

}  // namespace lacuna::ui
