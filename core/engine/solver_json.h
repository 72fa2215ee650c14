// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <nlohmann/json_fwd.hpp>

namespace lacuna {

class JsonReader;

/// Every parameter by its name.
nlohmann::ordered_json solverToJson(const SolverSpec& solver);
/// Complete: parameters that are missing have their defaults. Keys may also be written as projects of version
/// 0.1 did, "priorPull" for "prior_pull". Throws the reader's error naming the key that is of the wrong type,
/// not known or out of range.
SolverSpec solverFrom(const JsonReader& reader);

}  // namespace lacuna
