// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace lacuna {

/// The parameter that a key means: projects of version 0.1 say "priorPull" for "prior_pull".
std::string parameterName(const std::string& key);

/// Every parameter by its name.
nlohmann::ordered_json solverToJson(const SolverSpec& solver);
/// Complete: parameters that are missing have their defaults. Throws Error Usage{subject} naming the one that
/// is of the wrong type, not known or out of range.
SolverSpec solverFromJson(const nlohmann::ordered_json& json, const std::string& subject);

}  // namespace lacuna
