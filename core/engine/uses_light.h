// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

namespace lacuna {

/// OperatorSpec::inLight for a photograph. With Auto it is on for the tasks that mix light, unless the
/// photograph says that it was degraded by this program on encoded values, the solver needs the operator's
/// spectrum, or the noise isn't white. On is taken as it is; validate() refuses what can't be.
bool usesLight(LinearLight choice, const OperatorSpec& operation, const SolverSpec& solver,
               const PhotoMetadata& metadata);

/// Throws Error Usage, with the subject "linear-light", if the operation is in light and the task, the solver
/// or the noise doesn't allow that.
void requireLight(const OperatorSpec& operation, const SolverSpec& solver);

}  // namespace lacuna
