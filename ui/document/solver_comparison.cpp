// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/solver_comparison.h"

#include "core/sampling/solver_registry.h"

#include <algorithm>

namespace lacuna::ui {

namespace {

/// The settings without what says how a solver works.
RestorationSettings withoutSolver(RestorationSettings settings) {
    const RestorationSettings usual;
    settings.isCustom = usual.isCustom;
    settings.custom = usual.custom;
    settings.strength = usual.strength;
    settings.effort = usual.effort;
    return settings;
}

bool isWhole(const RestorationResult& result) {
    return !result.stoppedEarly && result.branchStep < 0 && result.region.isNull();
}

}  // namespace

bool areComparable(const RestorationResult& a, const RestorationResult& b) {
    return isWhole(a) && isWhole(b) && a.parentId == b.parentId && a.mask == b.mask &&
           withoutSolver(a.settings) == withoutSolver(b.settings);
}

Results comparedWith(const Results& results, const RestorationResult& with) {
    Results found;
    for (const SolverRow& row : solverRows()) {
        const auto isOfRow = [&](const ResultPtr& each) {
            return each->settings.solver().solver == row.name && areComparable(*each, with);
        };
        const auto newest = std::find_if(results.rbegin(), results.rend(), isOfRow);
        if (newest != results.rend() && int(found.size()) < kMostSolvers) found.push_back(*newest);
    }
    return found;
}

const LossRecord* SolverLane::at(int evaluation) const {
    if (history.empty() || evaluation < 1) return nullptr;
    return &history[std::min(std::size_t(evaluation), history.size()) - 1];
}

QString solverTitle(const std::string& solver) {
    return QString::fromUtf8(solverRow(solver).title);
}

SolverLane laneOf(const RestorationResult& result) {
    SolverLane lane;
    lane.solver = result.settings.solver().solver;
    lane.state = result.stoppedEarly ? SolverLane::State::Stopped : SolverLane::State::Done;
    lane.history = result.report.history;
    lane.evaluations = result.report.evaluations;
    lane.seconds = result.report.seconds;
    lane.residual = result.report.residual;
    lane.psnr = result.report.psnr;
    lane.ssim = result.report.ssim;
    return lane;
}

int longest(const std::vector<SolverLane>& lanes) {
    int most = 0;
    for (const SolverLane& lane : lanes)
        most = std::max({most, lane.evaluations, int(lane.history.size())});
    return most;
}

bool haveReference(const std::vector<SolverLane>& lanes) {
    return std::any_of(lanes.begin(), lanes.end(), [](const SolverLane& lane) {
        return !lane.history.empty() && lane.history.front().psnr.has_value();
    });
}

}  // namespace lacuna::ui
