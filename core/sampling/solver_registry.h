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

/// A method: a row of the registry. Texts are English and translated by the studio (context "Solver").
struct SolverRow {
    const char* name;   ///< in JSON and on the command line: "vml-map"
    const char* title;  ///< "VML-MAP"
    const char* paper;  ///< "arXiv 2512.10524"
    std::vector<Parameter> parameters;
    /// For reports: "VML-MAP (fixed point)". Of complete values, as all of the following.
    std::string (*label)(const ParameterValues& values);
    /// Whether the parameter has an effect beside the others.
    bool (*applies)(const ParameterValues& values, std::string_view parameter);
    /// Changes what cannot stand beside a parameter that was just set, and nothing else.
    void (*settle)(ParameterValues& values, std::string_view changed);
    /// Throws Error Usage for values that don't go together.
    void (*check)(const ParameterValues& values);
    std::unique_ptr<Solver> (*make)(const ParameterValues& values);
};

/// All solvers, the default first.
std::span<const SolverRow> solverRows();
/// Throws Error Usage for a name that is not known, with those that are.
const SolverRow& solverRow(std::string_view name);

/// The spec with all of its solver's parameters, defaults where it has none. Throws Error Usage naming the
/// parameter that is out of range, not the solver's, or doesn't go with the others.
SolverSpec completed(const SolverSpec& spec);
/// Sets a parameter and settles the others; `spec` is complete, and remains so.
void change(SolverSpec& spec, std::string_view parameter, const ParameterValue& value);

/// The solver of a spec, complete or not. Throws as completed() does.
std::unique_ptr<Solver> makeSolver(const SolverSpec& spec);
/// For reports: "VML-MAP (fixed point)", "VML-MAP (gradient, as in the paper)", …
std::string solverLabel(const SolverSpec& spec);

}  // namespace lacuna
