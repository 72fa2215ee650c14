// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/bench_table.h"
#include "core/engine/perceptual_distance.h"
#include "core/job/restoration_job.h"
#include "core/session.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace lacuna::cli {

/// What all rows of a benchmark share.
struct BenchSettings {
    std::filesystem::path photos;
    std::filesystem::path pictures;  ///< folder for the results as JPEG
    int side = 256;                  ///< of the square that is cut out of the middle of each photograph
    Precision precision = Precision::Float32;
    ComputeSpec compute;
    std::shared_ptr<PerceptualDistance> lpips;  ///< null: not measured
};

/// The file in BenchSettings::pictures of a result.
std::string pictureName(const BenchKey& key);
/// The same of the clean and of the damaged photograph.
std::string cleanName(const BenchKey& key);
std::string damagedName(const BenchKey& key);

/// Damages a photograph, restores it and compares. A solver that refuses the task, or whose numbers stop
/// being finite, gives a row that says so. Nothing if `control` asked for a stop. Throws Error.
std::optional<BenchRow> runBench(Session& session, const BenchKey& key, const BenchSettings& settings,
                                 RunControl& control);

}  // namespace lacuna::cli
