// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace lacuna {

/// Every field of it by its name in snake_case.
nlohmann::ordered_json solverToJson(const SolverSpec& solver);
/// Fields that are missing keep their defaults. Throws Error Usage{subject} naming the field that is of the
/// wrong type, not known or out of range.
SolverSpec solverFromJson(const nlohmann::ordered_json& json, const std::string& subject);

}  // namespace lacuna
