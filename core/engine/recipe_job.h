// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/sha256.h"
#include "core/job/recipe.h"

#include <filesystem>
#include <string>

namespace lacuna {

struct Report;

/// Reads a file that writeRecipe() wrote; relative names count from its folder. Throws Error Usage naming the
/// file and what is wrong in it, InputFile where it can't be read.
Recipe readRecipe(const std::filesystem::path& path);
/// Replaces the file atomically. Names of files at or below its folder become relative. Throws Error
/// OutputFile or DiskFull.
void writeRecipe(const std::filesystem::path& path, const Recipe& recipe);

/// SHA-256 of a picture's size, depth, channels and samples (little-endian).
std::string hashOf(const ImageBuffer& picture);

/// What only a run knows: its result, and how the machine came to its last bits (the precision, threads and
/// memory limit that it took). `recipe.compute` is set before.
void noteResult(Recipe& recipe, const Report& report, const ImageBuffer& pixels);

/// What of a clean photograph a result can be compared with: Upscale takes multiples of its factor.
ImageBuffer referenceFor(const ImageBuffer& clean, const OperatorSpec& degradation);

/// Reads what the recipe names, checks the hashes, and degrades: the job whose result it describes, with the
/// clean photograph as its reference where there is one. Throws Error: InputFile or ModelFile for a file that
/// isn't the recipe's any more, and what the readers and Session::degrade() throw.
RestorationJob jobOf(const Recipe& recipe);

}  // namespace lacuna
