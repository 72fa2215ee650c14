// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/solver_flow.h"

#include "core/base/error.h"
#include "core/engine/budget.h"
#include "core/sampling/solver_registry.h"
#include "ui/base/error_text.h"
#include "ui/base/failure.h"
#include "ui/base/message_bar.h"
#include "ui/document/image_document.h"
#include "ui/flows/file_question.h"
#include "ui/panels/picture_grid.h"
#include "ui/panels/solver_window.h"
#include "ui/services/file_service.h"
#include "ui/services/restoration_controller.h"
#include "ui/services/save_recipe.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {

const QString kSolversKey = QStringLiteral("solvers/chosen");
const QString kBudgetKey = QStringLiteral("solvers/budget");
constexpr int kUsualBudget = 20;

std::vector<std::string> knownSolvers(const QStringList& names) {
    std::vector<std::string> known;
    for (const SolverRow& row : solverRows())
        if (names.contains(QLatin1String(row.name))) known.emplace_back(row.name);
    return known;
}

/// The solver as the settings have it, if they have that one; else as it measured best for the task if it is
/// the task's own, or as its authors have it.
SolverSpec specOf(const std::string& solver, const RestorationSettings& settings, int budget) {
    const SolverSpec own = settings.solver();
    return withinBudget(
        own.solver == solver ? own : solverFromText(solver, operationOf(settings), settings.taskNoise()),
        budget);
}

std::vector<SolverLane> lanesOf(const std::vector<SolverEntry>& solvers) {
    std::vector<SolverLane> lanes;
    for (const SolverEntry& entry : solvers)
        lanes.push_back(entry.lane);
    return lanes;
}

}  // namespace

SolverFlow::State::~State() {
    if (current >= 0) running().restoration->run().run()->drop();
}

SolverFlow::SolverFlow(const Parts& parts, QObject* parent)
    : QObject(parent),
      mParts(parts),
      mWindow(new SolverWindow(&parts.window)),
      mPictures(parts.runs, *mWindow->pictures()) {
    const QStringList usual{QStringLiteral("vml-map"), QStringLiteral("dpir"), QStringLiteral("diffpir")};
    const QSettings settings;
    std::vector<std::string> solvers = knownSolvers(settings.value(kSolversKey, usual).toStringList());
    if (int(solvers.size()) < kFewestSolvers) solvers = knownSolvers(usual);
    mWindow->choose(solvers, settings.value(kBudgetKey, kUsualBudget).toInt());
    connect(mWindow, &SolverWindow::startWanted, this, &SolverFlow::compare);
    connect(mWindow, &SolverWindow::stopWanted, this, &SolverFlow::stop);
    connect(mWindow, &SolverWindow::recipesWanted, this, &SolverFlow::saveRecipes);
    connect(mWindow, &SolverWindow::evaluationChosen, this, &SolverFlow::choose);
    connect(mWindow->pictures(), &PictureGrid::viewChanged, this, [this] {
        if (State* state = mStates.find(mDocument)) showMoment(*state);
    });
    connect(mWindow, &SolverWindow::closed, this, [this] {
        if (State* state = mStates.find(mDocument)) state->isOpen = false;
        stop();
    });
}

void SolverFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    fill();
    const State* state = mStates.find(document);
    mWindow->setVisible(state && state->isOpen);
}

void SolverFlow::open() {
    if (!mDocument) return;
    State& state = mStates.of(*mDocument);
    state.isOpen = true;
    if (state.solvers.empty()) recall(*mDocument);
    fill();
    mWindow->show();
    mWindow->raise();
    mWindow->activateWindow();
}

/// Takes up a comparison that stands among the results: that of the result shown, or else the newest.
void SolverFlow::recall(ImageDocument& document) {
    const Results& results = document.results();
    Results compared;
    if (const ResultPtr shown = document.shownResult()) compared = comparedWith(results, *shown);
    for (auto each = results.rbegin(); each != results.rend() && compared.size() < kFewestSolvers; ++each)
        compared = comparedWith(results, **each);
    if (compared.size() < kFewestSolvers) return;
    State& state = mStates.of(document);
    const ResultPtr start = document.at(compared.front()->parent);
    state.start = start ? start->display : document.source().display;
    std::vector<std::string> solvers;
    for (const ResultPtr& result : compared) {
        state.solvers.push_back({laneOf(*result), result->settings.solver(), nullptr, result});
        solvers.push_back(state.solvers.back().lane.solver);
    }
    state.evaluation = longest(lanesOf(state.solvers));
    mWindow->choose(solvers, state.evaluation);
}

void SolverFlow::compare() {
    if (!mDocument || mStates.of(*mDocument).current >= 0) return;
    const RunRequest request = mDocument->request();
    if (request.lacksMask()) {
        mParts.messages.show({Message::Kind::Information, tr("Nothing is marked."),
                              tr("Paint over what should be restored first."), QString()});
        return;
    }
    std::vector<SolverEntry> solvers;
    QStringList names;
    try {
        for (const std::string& solver : mWindow->solvers()) {
            SolverEntry& entry = solvers.emplace_back();
            entry.spec = specOf(solver, request.settings, mWindow->budget());
            entry.lane.solver = solver;
            entry.lane.evaluations = mWindow->budget();
            names << QString::fromStdString(solver);
        }
    } catch (const Error&) {  // the engine can't be loaded
        mParts.messages.show(describeFailure(currentFailure(), Attempt::Restore));
        return;
    }
    State& state = mStates.of(*mDocument);
    const ResultPtr start = mDocument->startsFrom();
    state.start = start ? start->display : mDocument->source().display;
    state.request = request;
    state.solvers = std::move(solvers);
    QSettings().setValue(kSolversKey, names);
    QSettings().setValue(kBudgetKey, mWindow->budget());
    state.evaluation = 0;
    state.follows = true;
    next(*mDocument);
    fill();
}

/// Starts the first one that waits, or ends the comparison.
void SolverFlow::next(ImageDocument& document) {
    State& state = mStates.of(document);
    const auto waiting =
        std::find_if(state.solvers.begin(), state.solvers.end(),
                     [](const SolverEntry& entry) { return entry.lane.state == SolverLane::State::Waiting; });
    if (waiting == state.solvers.end()) return end(document);
    state.current = int(waiting - state.solvers.begin());
    waiting->lane.state = SolverLane::State::Running;
    RunRequest request = state.request;
    request.settings.isCustom = true;
    request.settings.custom = waiting->spec;
    const QString words = tr("Comparing solvers on “%1”: %2, %3 of %4 …")
                              .arg(document.source().title, solverTitle(waiting->lane.solver))
                              .arg(state.current + 1)
                              .arg(state.solvers.size());
    waiting->restoration = mParts.controller.start(request, words);
    connectRun(document, waiting->restoration);
    if (&document == mDocument) mWindow->setProgress(state.current + 1, int(state.solvers.size()));
}

void SolverFlow::connectRun(ImageDocument& document, const RestorationPtr& restoration) {
    const Restoration* raw = restoration.get();
    connect(raw, &Restoration::progressed, &document, [this, &document, raw](const Progress& progress) {
        State& state = mStates.of(document);
        SolverEntry& entry = state.running();
        entry.lane.history.push_back(raw->history().back());
        entry.lane.evaluations = std::max(progress.totalEvaluations, int(entry.lane.history.size()));
        if (state.follows) state.evaluation = int(entry.lane.history.size());
        if (&document == mDocument) {
            showLanes(state);
            showMoment(state);
        }
    });
    connect(raw, &Restoration::frameReady, &document, [this, &document] {
        State& state = mStates.of(document);
        if (&document == mDocument && state.follows)
            mPictures.show(state.current, state.running(), state.evaluation);
    });
    restoration->run()
        .then(&document, [this, &document](const ResultPtr& result) { take(document, result); })
        .orElse(&document,
                [this, &document](const Failure& failure) {
                    fail(document, failureReason(failure, Attempt::Restore));
                })
        .ifCancelled(&document, [this, &document] {
            State& state = mStates.of(document);
            state.running().lane.state = SolverLane::State::Stopped;
            end(document);
        });
}

void SolverFlow::take(ImageDocument& document, const ResultPtr& result) {
    State& state = mStates.of(document);
    SolverEntry& entry = state.running();
    entry.restoration = nullptr;
    entry.lane = laneOf(*result);
    if (!result->beforeFirstEstimate) entry.result = result;
    if (result->stoppedEarly) return end(document);
    document.adopt(result);
    document.setGivenName(
        document.shownResult()->stage,
        tr("%1, %n evaluation(s)", nullptr, entry.lane.evaluations).arg(solverTitle(entry.lane.solver)));
    entry.result = document.shownResult();
    next(document);
    if (&document == mDocument) fill();
}

void SolverFlow::fail(ImageDocument& document, const QString& reason) {
    State& state = mStates.of(document);
    SolverEntry& entry = state.running();
    entry.restoration = nullptr;
    entry.lane.state = SolverLane::State::Failed;
    entry.lane.failure = reason;
    next(document);
    if (&document == mDocument) fill();
}

void SolverFlow::end(ImageDocument& document) {
    State& state = mStates.of(document);
    if (state.current >= 0) state.running().restoration = nullptr;
    state.current = -1;
    for (SolverEntry& entry : state.solvers)
        if (entry.lane.state == SolverLane::State::Waiting) entry.lane.state = SolverLane::State::Stopped;
    if (state.follows) state.evaluation = longest(lanesOf(state.solvers));
    if (&document == mDocument) fill();
}

void SolverFlow::stop() {
    State* state = mStates.find(mDocument);
    if (state && state->current >= 0) state->running().restoration->stop();
}

/// Brings the window to the state of the shown document's comparison.
void SolverFlow::fill() {
    mWindow->setWindowTitle(mDocument ? tr("Compare solvers — %1").arg(mDocument->source().title)
                                      : tr("Compare solvers"));
    State* state = mStates.find(mDocument);
    if (!state) {
        mPictures.begin(0, {}, {}, nullptr);
        mWindow->setLanes({});
        mWindow->setEvaluation(0);
        mWindow->setProgress(0, 0);
        return;
    }
    mPictures.begin(int(state->solvers.size()), mDocument->size(), state->start, mDocument->source().photo);
    showLanes(*state);
    mWindow->setProgress(state->current + 1, int(state->solvers.size()));
    mWindow->setRecipes(!recipes().empty());
    showMoment(*state);
}

void SolverFlow::showLanes(const State& state) {
    mWindow->setLanes(lanesOf(state.solvers));
}

void SolverFlow::choose(int evaluation) {
    State* state = mStates.find(mDocument);
    if (!state) return;
    state->evaluation = evaluation;
    // At the newest estimate of the run at work, the view goes on with it.
    const int newest = state->current >= 0 ? int(state->running().lane.history.size()) : evaluation;
    state->follows = evaluation >= newest;
    showMoment(*state);
}

/// Every solver after the same number of evaluations.
void SolverFlow::showMoment(State& state) {
    mWindow->setEvaluation(state.evaluation);
    for (int i = 0; i < int(state.solvers.size()); ++i)
        mPictures.show(i, state.solvers[std::size_t(i)], state.evaluation);
}

std::vector<std::pair<std::string, Results>> SolverFlow::recipes() const {
    std::vector<std::pair<std::string, Results>> found;
    const State* state = mStates.find(mDocument);
    if (!state) return found;
    const Results& results = mDocument->results();
    for (const SolverEntry& entry : state->solvers) {
        const auto at = std::find(results.begin(), results.end(), entry.result);
        if (!entry.result || at == results.end()) continue;
        Results chain = chainTo(results, int(at - results.begin()));
        if (hasRecipe(chain, mDocument->source())) found.emplace_back(entry.lane.solver, std::move(chain));
    }
    return found;
}

void SolverFlow::saveRecipes() {
    const auto chains = recipes();
    if (chains.empty()) return;
    //: The last word of a folder's name, as in holiday-solvers
    const QString start = mDocument->suggestedStem(tr("solvers"));
    const FileQuestion question{tr("New folder for the recipes"), QFileDialog::AcceptSave, tr("Folder (*)"),
                                start};
    askForFile(*mWindow, question, [this, chains, source = mDocument->source()](const QString& folder) {
        // A folder that can't be made fails with the first file in it.
        QDir().mkpath(folder);
        const auto left = std::make_shared<int>(int(chains.size()));
        for (const auto& [solver, chain] : chains) {
            const QString path =
                QDir(folder).filePath(QString::fromStdString(solver) + QStringLiteral(".json"));
            mParts.files.writeRecipe(path, chain, source)
                .then(this,
                      [this, folder, left, count = int(chains.size())] {
                          if (--*left > 0) return;
                          mParts.messages.show({Message::Kind::Information,
                                                tr("%n recipe(s) were saved in “%1”.", nullptr, count)
                                                    .arg(QFileInfo(folder).fileName()),
                                                tr("“lacuna-cli run” reproduces the results from them."),
                                                folder});
                      })
                .orElse(this, [this](const Failure& failure) {
                    mParts.messages.show(describeFailure(failure, Attempt::SaveRecipe));
                });
        }
    });
}

}  // namespace lacuna::ui
