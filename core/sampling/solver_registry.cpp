// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/solver_registry.h"

#include "core/base/error.h"
#include "core/base/joined.h"
#include "core/sampling/solver_rows.h"

#include <algorithm>

namespace lacuna {
namespace {

const std::vector<SolverRow>& rows() {
    static const std::vector<SolverRow> all{
        vmlMapSolver(), diffPirSolver(), dpirSolver(),    ddrmSolver(), ddnmSolver(),
        piGdmSolver(),  dpsSolver(),     redDiffSolver(), dapsSolver(), mapGaSolver(),
    };
    return all;
}

}  // namespace

std::span<const SolverRow> solverRows() {
    return rows();
}

const SolverRow& solverRow(std::string_view name) {
    for (const SolverRow& row : rows())
        if (name == row.name) return row;
    throw Error(ErrorCode::Usage, "solver",
                "'" + std::string(name) + "' is not one of: " + joined(rows(), ", ", &SolverRow::name));
}

const Parameter* findParameter(const SolverRow& row, std::string_view name) {
    const auto found = std::find_if(row.parameters.begin(), row.parameters.end(),
                                    [name](const Parameter& each) { return name == each.name; });
    return found == row.parameters.end() ? nullptr : &*found;
}

bool takesParameter(const SolverRow& row, std::string_view name, bool fillsHoles) {
    const auto& only = row.onlyForHoles;
    return fillsHoles || std::find(only.begin(), only.end(), name) == only.end();
}

SolverSpec withoutHoles(SolverSpec spec) {
    const SolverRow& row = solverRow(spec.solver);
    for (const Parameter& parameter : row.parameters)
        if (!takesParameter(row, parameter.name, false))
            spec.values.setValue(parameter.name, parameter.initial);
    return spec;
}

SolverSpec completed(const SolverSpec& spec) {
    const SolverRow& row = solverRow(spec.solver);
    for (const auto& [name, value] : spec.values.all())
        if (!findParameter(row, name))
            throw Error(ErrorCode::Usage, name, std::string("is no setting of ") + row.name);
    SolverSpec out{spec.solver, completed(row.parameters, spec.values)};
    row.check(out.values);
    return out;
}

SolverSpec authorsSolver(std::string_view name, const OperatorSpec& operation) {
    const SolverRow& row = solverRow(name);
    SolverSpec spec = completed(SolverSpec{row.name, {}});
    if (row.authors) row.authors(spec.values, operation);
    return completed(spec);
}

void change(SolverSpec& spec, std::string_view parameter, const ParameterValue& value) {
    const SolverRow& row = solverRow(spec.solver);
    const Parameter* found = findParameter(row, parameter);
    if (!found)
        throw Error(ErrorCode::Usage, std::string(parameter), std::string("is no setting of ") + row.name);
    spec.values.setValue(parameter, checked(*found, value));
    row.settle(spec.values, parameter);
}

std::string solverLabel(const SolverSpec& spec) {
    return solverRow(spec.solver).label(completed(spec).values);
}

}  // namespace lacuna
