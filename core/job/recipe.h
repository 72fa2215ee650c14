// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace lacuna {

/// A file that a recipe needs, and the SHA-256 of its contents (hashOfFile()).
struct RecipeFile {
    std::filesystem::path path;
    std::string hash;

    bool operator==(const RecipeFile&) const = default;
};

/// What was done to a clean photograph before it was restored.
struct Degradation {
    OperatorSpec operation;  ///< noise: what was added; unset or 0: none
    std::uint64_t seed = 0;
    std::optional<RecipeFile> mask;

    bool operator==(const Degradation&) const = default;
};

/// Everything that determines a result, so that it can be computed again.
struct Recipe {
    RecipeFile photo;                        ///< clean if there is a degradation
    int page = 1;                            ///< of a photograph's file of several pages
    std::optional<Degradation> degradation;  ///< unset: the photograph is restored as it is
    std::optional<RecipeFile> mask;          ///< for the restoration
    OperatorSpec operation;                  ///< which the restoration assumes
    bool keepUnmasked = true;
    SolverSpec solver;
    std::uint64_t seed = 0;
    std::optional<Depth> depth;  ///< of the result; unset: the photograph's
    bool dither = false;
    ModelRef model;
    std::string modelHash;   ///< SHA-256 of its file; empty: not known
    ComputeSpec compute;     ///< including threads and memory limit, which the last bits depend on
    std::string resultHash;  ///< hashOf() of the result's pixels; empty: not known
    std::optional<double> psnr;
    std::optional<double> ssim;
};

}  // namespace lacuna
