// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/sampling/daps.h"
#include "core/sampling/ddnm.h"
#include "core/sampling/ddrm.h"
#include "core/sampling/diffpir.h"
#include "core/sampling/dpir.h"
#include "core/sampling/dps.h"
#include "core/sampling/map_ga.h"
#include "core/sampling/pigdm.h"
#include "core/sampling/red_diff.h"
#include "core/sampling/solver_registry.h"
#include "core/sampling/vml_map.h"

#include <array>
#include <string_view>

namespace lacuna {
namespace {

struct Maker {
    std::string_view name;  ///< SolverRow::name
    std::unique_ptr<Solver> (*make)(const ParameterValues& values);
};

constexpr std::array kMakers{
    Maker{"vml-map", makeVmlMap}, Maker{"diffpir", makeDiffPir},  Maker{"dpir", makeDpir},
    Maker{"ddrm", makeDdrm},      Maker{"ddnm", makeDdnm},        Maker{"pigdm", makePiGdm},
    Maker{"dps", makeDps},        Maker{"red-diff", makeRedDiff}, Maker{"daps", makeDaps},
    Maker{"map-ga", makeMapGa},
};

}  // namespace

std::unique_ptr<Solver> makeSolver(const SolverSpec& spec) {
    const SolverSpec whole = completed(spec);
    for (const Maker& maker : kMakers)
        if (maker.name == whole.solver) return maker.make(whole.values);
    throw Error(ErrorCode::Internal, whole.solver, "has a row and nothing that makes it");
}

}  // namespace lacuna
