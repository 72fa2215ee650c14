// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <nlohmann/json_fwd.hpp>

namespace lacuna {

class JsonReader;

/// Every parameter by its name.
nlohmann::ordered_json solverToJson(const SolverSpec& solver);
/// The result is complete: missing parameters get their defaults. Keys may also be written as in projects of
/// version 0.1, "priorPull" for "prior_pull". Throws the reader's error, naming the key, if one has the wrong
/// type, is unknown or is out of range.
SolverSpec solverFrom(const JsonReader& reader);

}  // namespace lacuna
