// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/damage_options.h"
#include "app/cli/restore_options.h"

#include <string>
#include <vector>

namespace lacuna::cli {

/// The options of `batch`.
struct BatchOptions {
    /// As --mask: what `mask detect` finds.
    static constexpr const char* kDetected = "detected";

    std::vector<std::string> inputs;
    std::vector<std::string> lists;
    std::string output;  ///< a folder
    std::string name = "{name}.{ext}";
    std::string recipe;      ///< in place of restore.task.task
    RestoreOptions restore;  ///< restore.task.mask: a file, kDetected or TaskOptions::kMissing
    std::string maskFrom;
    DamageOptions damage;  ///< for kDetected
    int jobs = 1;
    std::string shard;
    bool resume = false;
    bool overwrite = false;
    bool watch = false;
    double settle = 2;  ///< seconds
    bool json = false;
    bool quiet = false;
};

}  // namespace lacuna::cli
