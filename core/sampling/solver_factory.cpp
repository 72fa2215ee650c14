// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/solver_factory.h"

#include "core/base/error.h"
#include "core/job/restoration_job.h"
#include "core/sampling/vml_map.h"

#include <string>

namespace lacuna {

namespace {

using Maker = std::unique_ptr<Solver> (*)(const SolverSpec&);

struct Entry {
    const char* name;
    Maker make;
};

const Entry kSolvers[] = {
    {"vml-map",
     [](const SolverSpec& spec) -> std::unique_ptr<Solver> { return std::make_unique<VmlMap>(spec); }},
};

}  // namespace

std::unique_ptr<Solver> makeSolver(const SolverSpec& spec) {
    std::string known;
    for (const Entry& entry : kSolvers) {
        if (spec.solver == entry.name) return entry.make(spec);
        known += (known.empty() ? "" : ", ") + std::string(entry.name);
    }
    throw Error(ErrorCode::Usage, "solver", "'" + spec.solver + "' is not one of: " + known);
}

}  // namespace lacuna
