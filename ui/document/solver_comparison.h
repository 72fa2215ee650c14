// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/result_tree.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace lacuna::ui {

inline constexpr int kFewestSolvers = 2;
inline constexpr int kMostSolvers = 4;

/// Whether two results differ in nothing but their solver and its parameters: both were made, from beginning
/// to end, from the same picture with the same mask, seed, model and assumed damage.
bool areComparable(const RestorationResult& a, const RestorationResult& b);
/// Of the results that are comparable with that one, the newest of every solver, in the solvers' order; at
/// most kMostSolvers.
Results comparedWith(const Results& results, const RestorationResult& with);

/// What is shown of one solver in a comparison.
struct SolverLane {
    enum class State { Waiting, Running, Done, Stopped, Failed };

    std::string solver;  ///< its row's name
    State state = State::Waiting;
    int evaluations = 0;              ///< of the network: planned, and in the end made
    std::vector<LossRecord> history;  ///< a record for every evaluation so far
    // Known when it is done:
    double seconds = 0;
    double residual = 0;  ///< Report::residual
    std::optional<double> psnr;
    std::optional<double> ssim;
    QString failure;  ///< a sentence

    /// The record of that evaluation, counted from 1, or the last one if there were fewer; null: none.
    const LossRecord* at(int evaluation) const;
};

/// The solver's title, "VML-MAP".
QString solverTitle(const std::string& solver);
/// The lane of a finished result.
SolverLane laneOf(const RestorationResult& result);
/// The most evaluations of any of them.
int longest(const std::vector<SolverLane>& lanes);
/// Whether the undamaged photograph is known, so that PSNR and SSIM are.
bool haveReference(const std::vector<SolverLane>& lanes);

}  // namespace lacuna::ui
