// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lacuna {

class Solver;

/// A solver: one row of the registry, with all that is known about it without LibTorch. The studio shows its
/// settings before LibTorch is loaded. Texts are English; the studio translates them (context "Solver").
struct SolverRow {
    const char* name;   ///< in JSON and on the command line: "vml-map"
    const char* title;  ///< "VML-MAP"
    const char* paper;  ///< "arXiv 2512.10524"
    std::vector<Parameter> parameters;
    /// Names of the parameters that only a task that fills holes takes. With their defaults they do nothing.
    std::vector<std::string_view> onlyForHoles{};
    /// For reports: "VML-MAP (fixed point)". Like the functions below, it takes complete values.
    std::string (*label)(const ParameterValues& values);
    /// Whether the parameter has an effect, given the other values.
    bool (*applies)(const ParameterValues& values, std::string_view parameter);
    /// After `changed` was set: adjusts the parameters that contradict it, and no others.
    void (*settle)(ParameterValues& values, std::string_view changed);
    /// Throws Error Usage if values contradict each other.
    void (*check)(const ParameterValues& values);
    /// Sets what the authors publish for the task where it isn't the parameter's default: the solver's header
    /// says where, or what was found here. Null: one set of values, or the task has its own (TaskRow).
    void (*authors)(ParameterValues& values, const OperatorSpec& operation) = nullptr;
    /// Whether it solves only problems whose operator has a spectrum (LinearOperator::spectral()).
    bool needsSpectrum = false;
};

/// All solvers, the default first.
std::span<const SolverRow> solverRows();
/// Throws Error Usage for an unknown name, listing the known ones.
const SolverRow& solverRow(std::string_view name);

/// Whether the solver takes the parameter in a task that fills holes, or in one that doesn't.
bool takesParameter(const SolverRow& row, std::string_view name, bool fillsHoles);
/// The complete spec as a task that fills no holes takes it: what is only for holes has its default.
SolverSpec withoutHoles(SolverSpec spec);

/// Null if the solver has no such parameter.
const Parameter* findParameter(const SolverRow& row, std::string_view name);

/// The spec with every parameter of its solver; missing ones get their defaults. Throws Error Usage, naming
/// the parameter, if one is out of range, unknown to the solver or in contradiction to another.
SolverSpec completed(const SolverSpec& spec);
/// The solver as its authors have it for the task. Throws Error Usage for an unknown name.
SolverSpec authorsSolver(std::string_view name, const OperatorSpec& operation);
/// Sets a parameter and settles the others. `spec` must be complete and stays complete.
void change(SolverSpec& spec, std::string_view parameter, const ParameterValue& value);

/// The solver of a spec, complete or not. Throws as completed() does. (make_solver.cpp)
std::unique_ptr<Solver> makeSolver(const SolverSpec& spec);
/// For reports: "VML-MAP (fixed point)", "VML-MAP (gradient, as in the paper)", …
std::string solverLabel(const SolverSpec& spec);

}  // namespace lacuna
