// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/io/jpeg_blocks.h"
#include "core/job/report.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {

/// What the engine's report doesn't know about a restoration.
struct RunContext {
    std::vector<Report> before;  ///< of a chain's earlier stages
    std::string input;
    std::string output;
    std::string noiseMethod;           ///< how the noise was estimated; empty: it wasn't
    std::vector<Note> losses;          ///< ResultFile::losses()
    std::optional<BlockCount> blocks;  ///< for a JPEG whose untouched blocks were kept
    std::optional<bool> sameBits;      ///< whether a recipe gave the same result again; unset: not checked
};

/// Prints to standard error, before the run, what the result's file can't hold.
void printLosses(const RunContext& context);
/// The report as a JSON object.
nlohmann::ordered_json reportToJson(const Report& report, const RunContext& context);
/// Prints to standard output: text for people, or one JSON object in which infinite and unknown values are
/// null.
void printReport(const Report& report, const RunContext& context, bool json);
/// The exit status of a run that wrote its result to `output` (empty: nowhere): not 0 if memory ran out
/// before its end, which is then also said on standard error.
int statusOf(const Report& report, const std::string& output);

}  // namespace lacuna::cli
