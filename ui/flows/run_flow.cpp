// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/run_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/note_text.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_settings_command.h"
#include "ui/document/image_document.h"
#include "ui/flows/suggestions.h"
#include "ui/main_window/status_line.h"
#include "ui/panels/fill_page.h"
#include "ui/panels/run_strip.h"
#include "ui/panels/task_panel.h"

#include <QSettings>

#include <algorithm>

namespace lacuna::ui {

namespace {
/// The duration of a shorter run depends more on its start than on the computer's speed.
constexpr double kTellingSeconds = 0.5;
constexpr auto kMegapixelKey = "computer/megapixelSeconds";
constexpr int kMostEvaluations = 20;
}  // namespace

RunFlow::State::~State() {
    if (run) run->run().run()->drop();
}

RunFlow::RunFlow(const Parts& parts, QObject* parent) : QObject(parent), mParts(parts) {
    connectController();
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

void RunFlow::connectController() {
    RestorationController& controller = mParts.controller;
    connect(&controller, &RestorationController::preloadFailed, this, [this](const Failure& failure) {
        mParts.messages.show(describeFailure(failure, Attempt::LoadModel));
    });
    connect(&controller, &RestorationController::preloaded, this, &RunFlow::askForPlan);
    connect(&controller, &RestorationController::speedMeasured, this, [this](double speed, double megapixel) {
        QSettings().setValue(speedKey(settings()), speed);
        // The evaluations of the slowest default settings of all tasks.
        QSettings().setValue(QLatin1String(kMegapixelKey), kMostEvaluations * megapixel / speed);
        Q_EMIT computerMeasured();
        askForPlan();
    });
    connect(&controller, &RestorationController::planned, this, &RunFlow::showPlan);
    connect(&controller, &RestorationController::planFailed, this, [this] { mParts.status.clearEstimate(); });
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
        if (isCurrent()) mParts.canvas.setPaused(paused);
    });
    connect(raw, &Restoration::stageChanged, this, [this, isCurrent](const QString& stage) {
        if (!isCurrent()) return;
        mParts.panel.setStage(stage);
        mParts.strip.setStage(stage);
    });
    connect(raw, &Restoration::progressed, this, [this, isCurrent](const Progress& progress) {
        if (!isCurrent()) return;
        mParts.panel.setProgress(progress);
        mParts.strip.setProgress(progress);
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

void RunFlow::setTrustedProgram(const QString& hash) {
    mParts.controller.setTrustedProgram(hash.toStdString());
    mPreloaded.reset();
}

void RunFlow::setDocument(ImageDocument* document) {
    if (mDocument) {
        mDocument->disconnect(this);
        mStates.of(*mDocument).trial = mTrial;
    }
    clearTrial();
    mDocument = document;
    showRun();
    if (!document) return;
    const auto changed = [this] {
        if (const State* state = mStates.find(mDocument); state && state->run)
            mParts.strip.setOutdated(mDocument->revision() != state->revision);
        preload();  // another model may have been chosen
    };
    connect(document, &ImageDocument::maskChanged, this, changed);
    connect(document, &ImageDocument::settingsChanged, this, changed);
    connect(document, &ImageDocument::shownChanged, this, [this] {
        clearTrial();
        setWatched(false);  // what was chosen is what is seen
    });
    connect(document, &ImageDocument::startChanged, this, &RunFlow::askForPlan);
    if (State* state = mStates.find(document)) {
        if (const ResultPtr trial = std::exchange(state->trial, nullptr)) showTrial(trial);
        if (const auto message = std::exchange(state->unsaid, std::nullopt)) mParts.messages.show(*message);
    }
    preload();
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
        if (run->progress()) {
            mParts.panel.setProgress(*run->progress());
            mParts.strip.setProgress(*run->progress());
        }
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

double RunFlow::megapixelSeconds() {
    return QSettings().value(QLatin1String(kMegapixelKey), 0.0).toDouble();
}

void RunFlow::measureComputer() {
    const RestorationSettings settings = this->settings();
    mParts.controller.preload(settings.model, settings.compute, true);
}

void RunFlow::preload() {
    const RestorationSettings settings = this->settings();
    if (mPreloaded == std::pair(settings.model, settings.compute)) {
        askForPlan();
        return;
    }
    mPreloaded = std::pair(settings.model, settings.compute);
    mParts.controller.preload(settings.model, settings.compute, !QSettings().contains(speedKey(settings)),
                              tr("Loading the model …"));
}

void RunFlow::askForPlan() {
    if (!mDocument || mParts.controller.isBusy() || !mParts.controller.isPreloaded()) return;
    RunRequest request = mDocument->request();
    // A rim hardly changes the plan, and to find it takes a second in a large photograph.
    request.settings.hug = false;
    if (request.lacksMask()) {
        mParts.status.clearEstimate();
        mParts.panel.fillPage()->setWideHole(false);
        return;
    }
    mParts.controller.requestPlan(request);
}

void RunFlow::showPlan(const Plan& plan) {
    const double speed = QSettings().value(speedKey(settings()), 0.0).toDouble();
    int tiles = 1;
    for (const PlannedRegion& region : plan.regions)
        tiles = std::max(tiles, region.tiles);
    mParts.panel.fillPage()->setWideHole(plan.hasWideHole);
    mParts.status.setEstimate(speed > 0 ? plan.networkGigaflops / speed : -1, tiles, plan.reason);
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

void RunFlow::startAgain() {
    if (mDocument) updateStale(*mDocument);
}

void RunFlow::updateStale(ImageDocument& document) {
    State& state = mStates.of(document);
    if (state.run) return;
    const Results& results = document.results();
    state.series = int(std::count_if(results.begin(), results.end(), [&document](const ResultPtr& result) {
        return document.isStale(*result);
    }));
    state.seriesDone = 0;
    const ResultPtr shown = document.shownResult();
    state.shownBefore = shown ? shown->stage : QString();
    if (!runNext(document)) endSeries(document);
}

/// Results stand below what they are made from, so the first stale one has what it needs.
bool RunFlow::runNext(ImageDocument& document) {
    State& state = mStates.of(document);
    const Results& results = document.results();
    const auto next = std::find_if(results.begin(), results.end(), [&document](const ResultPtr& result) {
        return document.isStale(*result) && document.at(result->parent);
    });
    if (next == results.end()) return false;
    state.seriesWords =
        tr("%1 of %2, “%3”").arg(state.seriesDone + 1).arg(state.series).arg(document.nameOf(**next));
    run(document, document.requestFor(**next));
    return true;
}

void RunFlow::endSeries(ImageDocument& document) {
    State& state = mStates.of(document);
    if (std::exchange(state.series, 0) == 0) return;
    state.seriesWords.clear();
    if (&document == mDocument) mParts.strip.setSeries({});
    if (document.at(state.shownBefore)) document.show(indexOfStage(document.results(), state.shownBefore));
}

/// Takes one result of startAgain(), and starts the next or ends the series.
void RunFlow::continueSeries(ImageDocument& document, const ResultPtr& result) {
    State& state = mStates.of(document);
    if (!result->stoppedEarly) {
        if (document.at(result->stage)) document.adopt(result);
        ++state.seriesDone;
        if (runNext(document)) return;
    }
    stopSeries(document);
}

void RunFlow::stopSeries(ImageDocument& document) {
    const State& state = mStates.of(document);
    const int left = state.series - state.seriesDone;
    endSeries(document);
    if (&document == mDocument) showRun();
    if (left > 0)
        say(document, {Message::Kind::Information, tr("Stopped."),
                       tr("%n result(s) are still out of date; the others are done.", nullptr, left),
                       QString(), tr("Continue"), [this, asked = QPointer(&document)] {
                           if (asked) updateStale(*asked);
                       }});
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

void RunFlow::clearTrial() {
    if (!std::exchange(mTrial, nullptr)) return;
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
    mTrial = result;
    mParts.messages.show(
        {Message::Kind::Information,
         tr("Tried on an area of %1 × %2 pixels.").arg(result->region.width()).arg(result->region.height()),
         tr("Change the settings and try again, or restore the whole photograph with them. Esc goes back to "
            "the photograph."),
         QString(), tr("Apply to the whole photograph"), [this] { start(); }});
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
    const Report& report = result->report;
    if (!result->stoppedEarly && report.seconds >= kTellingSeconds && report.plan.networkGigaflops > 0) {
        const double speed = report.plan.networkGigaflops / report.seconds;
        const QString key = speedKey(result->settings);
        // A trial is small: much of its time goes into its beginning, which a whole photograph's doesn't.
        if (result->region.isNull() || speed > QSettings().value(key, 0.0).toDouble())
            QSettings().setValue(key, speed);
    }
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
    if (!goOn(document, result->region)) askForPlan();
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

void RunFlow::tellStopped(ImageDocument& document) {
    say(document, {Message::Kind::Information, tr("Stopped before there was anything to show."),
                   tr("The photograph, the mask and earlier results are unchanged."), QString()});
}

/// Waits until the photograph is shown.
void RunFlow::say(ImageDocument& document, const Message& message) {
    if (&document == mDocument) {
        mParts.messages.show(message);
    } else {
        mStates.of(document).unsaid = message;
    }
}

void RunFlow::adoptResult(ImageDocument& document, const ResultPtr& result) {
    const bool updates = document.at(result->stage) != nullptr;
    if (updates && result->stoppedEarly) {
        // An estimate doesn't replace what was finished.
        auto estimate = std::make_shared<RestorationResult>(*result);
        estimate->stage = estimate->id;
        document.adopt(estimate);
    } else {
        document.adopt(result);
    }
    const bool isSaid = updates && !result->stoppedEarly && sayWhatIsStale(document, result);
    sayWhatWasNoted(document, result, !isSaid && !result->stoppedEarly);
}

/// `suggests`: there is room for what would be nice to try, too.
void RunFlow::sayWhatWasNoted(ImageDocument& document, const ResultPtr& result, bool suggests) {
    QStringList notes;
    for (const Note& note : result->report.notes)
        if (!isSuggestion(note)) notes << noteText(note);
    const QString details = notes.join(QLatin1Char('\n'));
    std::optional<Message> message;
    if (suggests)
        message =
            suggestionFor(*result, document.results(),
                          [this, asked = QPointer(&document), result](const RestorationSettings& settings) {
                              if (asked) tryAgain(*asked, result, settings);
                          });
    if (!message && !notes.isEmpty())
        message = {Message::Kind::Information, tr("Finished, with adjustments."),
                   tr("The result is complete."), QString()};
    if (!message) return;
    message->details = details;
    say(document, *message);
}

/// Makes another result of what that one was made from, with other settings.
void RunFlow::tryAgain(ImageDocument& document, const ResultPtr& result,
                       const RestorationSettings& settings) {
    if (!result->parent.isEmpty() && !document.at(result->parent)) return;
    RunRequest request = document.requestFor(*result);
    request.stage.clear();
    request.blend = 1;
    request.settings = settings;
    RestorationSettings shown = document.settings();
    shown.fill = settings.fill;
    shown.hug = settings.hug;
    if (shown.fillsHoles() && shown != document.settings())
        document.history().push(new ChangeSettingsCommand(document, tr("Fill"), shown, 0));
    run(document, request);
}

/// Whether there was anything to say.
bool RunFlow::sayWhatIsStale(ImageDocument& document, const ResultPtr& updated) {
    const int index = indexOfStage(document.results(), updated->stage);
    const int below = endOfBranch(document.results(), index) - index - 1;
    if (below == 0) return false;
    say(document,
        {Message::Kind::Information, tr("“%1” was updated.").arg(document.nameOf(*updated)),
         tr("%n result(s) made from it are out of date. The previous version was kept; restore it from "
            "the menu of the results list.",
            nullptr, below),
         QString(), tr("Update them"), [this, asked = QPointer(&document)] {
             if (asked) updateStale(*asked);
         }});
    return true;
}

RestorationSettings RunFlow::settings() const {
    return mDocument ? mDocument->settings() : RestorationSettings();
}

QString RunFlow::speedKey(const RestorationSettings& settings) const {
    const QString model =
        QString::fromStdString(settings.model.nameOrPath).replace(QLatin1Char('/'), QLatin1Char('_'));
    return QStringLiteral("speed/%1/%2/%3")
        .arg(model)
        .arg(int(settings.model.precision))
        .arg(int(settings.compute.device));
}

}  // namespace lacuna::ui
