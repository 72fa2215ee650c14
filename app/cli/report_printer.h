// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
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
    std::vector<Note> losses;          ///< ResultFile::losses()
    std::optional<BlockCount> blocks;  ///< of a JPEG whose untouched blocks were kept
    std::optional<bool> sameBits;      ///< whether a recipe's result came out again; empty: nobody asked
};

/// To standard error, before the run: what the result's file can't hold.
void printLosses(const RunContext& context);
/// To standard output, for people, or as one JSON object in which what is infinite or unknown is null.
void printReport(const Report& report, const RunContext& context, bool json);

}  // namespace lacuna::cli
