// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/framing.h"
#include "core/job/restoration_job.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

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

/// One restoration. The first begins from the photograph, each of the others from the result of the one
/// before.
struct RecipeStage {
    std::optional<RecipeFile> mask;  ///< of the photograph's size, also after an enlargement
    OperatorSpec operation;          ///< which the restoration assumes
    bool keepUnmasked = true;
    Fill fill = Fill::MostProbable;
    Grain grain = Grain::Auto;
    bool hug = false;  ///< whether the mask grows over the damage's rim first (core/imaging/hug_damage.h)
    bool onlyMarked = false;
    SolverSpec solver;
    std::uint64_t seed = 0;
    std::optional<Depth> depth;  ///< of the result; unset: that of what the stage begins from
    bool dither = false;
    ModelRef model;
    std::string modelHash;  ///< SHA-256 of its file; empty: not known
    ComputeSpec compute;    ///< including threads and memory limit, which the last bits depend on
    double strength = 1;    ///< share of the restoration; the rest is what the stage began from
};

/// Everything that determines a result, so that it can be computed again.
struct Recipe {
    RecipeFile photo;                        ///< clean if there is a degradation
    int page = 1;                            ///< of a photograph's file of several pages
    std::vector<Framing> framings;           ///< in this order, before everything else; masks are of the last
    std::optional<Degradation> degradation;  ///< unset: the photograph is restored as it is
    std::vector<RecipeStage> stages;         ///< at least one
    std::string resultHash;                  ///< hashOf() of the last result's pixels; empty: not known
    std::optional<double> psnr;
    std::optional<double> ssim;
};

}  // namespace lacuna
