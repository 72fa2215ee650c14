// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"
#include "core/sampling/solver_rows.h"

#include <cstdint>
#include <string>

namespace lacuna {

SolverRow piGdmSolver() {
    return plainRow("pigdm", "ΠGDM", "ICLR 2023, Song et al.", {stepsParameter(100), etaParameter(1.0)},
                    [](const ParameterValues&) -> std::string { return "ΠGDM"; });
}

}  // namespace lacuna
