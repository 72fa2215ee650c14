// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/sha256.h"
#include "core/job/restoration_job.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace lacuna {

struct Report;

/// A file that a recipe needs, and the SHA-256 of what it held: hashOfFile().
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

/// All that a result follows from, so that it can be computed again.
struct Recipe {
    RecipeFile photo;                        ///< clean where there is a degradation
    std::optional<Degradation> degradation;  ///< none: the photograph is restored as it is
    std::optional<RecipeFile> mask;          ///< of the restoration
    OperatorSpec operation;                  ///< that the restoration assumes
    bool keepUnmasked = true;
    SolverSpec solver;
    std::uint64_t seed = 0;
    ModelRef model;
    std::string modelHash;   ///< SHA-256 of its file; empty: not known
    ComputeSpec compute;     ///< with the threads and the memory: the last bits hang on both
    std::string resultHash;  ///< hashOf() of the result's pixels; empty: not known
    std::optional<double> psnr;
    std::optional<double> ssim;
};

/// Reads a file that writeRecipe() wrote; relative names count from its folder. Throws Error Usage naming the
/// file and what is wrong in it, InputFile where it can't be read.
Recipe readRecipe(const std::filesystem::path& path);
/// Replaces the file atomically. Names of files at or below its folder become relative. Throws Error
/// OutputFile or DiskFull.
void writeRecipe(const std::filesystem::path& path, const Recipe& recipe);

/// SHA-256 of a picture's size, depth, channels and samples (little-endian).
std::string hashOf(const ImageBuffer& picture);

/// What only a run knows: its result, and how the machine came to its last bits. `recipe.compute` is set
/// before.
void noteResult(Recipe& recipe, const Report& report, const ImageBuffer& pixels);

/// What of a clean photograph a result can be compared with: Upscale takes multiples of its factor.
ImageBuffer referenceFor(const ImageBuffer& clean, const OperatorSpec& degradation);

}  // namespace lacuna
