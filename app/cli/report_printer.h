// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/jpeg_blocks.h"

#include <optional>
#include <string>
#include <vector>

namespace lacuna {
struct Report;
}

namespace lacuna::cli {

/// What the engine's report doesn't know of a restoration.
struct RunContext {
    std::string input;
    std::string output;
    std::string noiseMethod;  ///< how the noise was estimated; empty where it was given or the task's default
    std::vector<std::string> losses;   ///< ResultFile::losses()
    std::optional<BlockCount> blocks;  ///< of a JPEG whose untouched blocks were kept
    std::optional<bool> sameBits;      ///< whether a recipe's result came out again; empty: nobody asked
};

/// Prints to standard output, for people.
void printReport(const Report& report, const RunContext& context);
/// Prints one JSON object to standard output; what is infinite or unknown is null.
void printReportJson(const Report& report, const RunContext& context);

}  // namespace lacuna::cli
