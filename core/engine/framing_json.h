// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/framing.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace lacuna {

class JsonReader;

/// A list of the framings, with those of their numbers that say something.
nlohmann::ordered_json framingsToJson(const std::vector<Framing>& framings);
/// The list under `key`; without the key, none. Throws the reader's error. Whether they fit the photograph is
/// for framed() to say.
std::vector<Framing> framingsFrom(const JsonReader& reader, const char* key);

}  // namespace lacuna
