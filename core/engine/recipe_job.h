// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/sha256.h"
#include "core/job/recipe.h"

#include <filesystem>
#include <string>

namespace lacuna {

struct Report;

/// Reads a file that writeRecipe() wrote. Relative paths are relative to its folder. Throws Error: Usage,
/// naming the file and what is wrong in it; InputFile if it can't be read.
Recipe readRecipe(const std::filesystem::path& path);
/// Replaces the file atomically. Paths in or below its folder become relative. Throws Error OutputFile or
/// DiskFull.
void writeRecipe(const std::filesystem::path& path, const Recipe& recipe);

/// SHA-256 of a picture's size, depth, channels and samples (little-endian).
std::string hashOf(const ImageBuffer& picture);

/// Adds what only a run knows: the hash of its result, its measures, and the precision, threads and memory
/// limit that determined the result's last bits. `recipe.compute` must be set before.
void noteResult(Recipe& recipe, const Report& report, const ImageBuffer& pixels);

/// The part of a clean photograph that a result can be compared with: for Upscale, multiples of the factor.
ImageBuffer referenceFor(const ImageBuffer& clean, const OperatorSpec& degradation);

/// The job whose result the recipe describes. Reads the files that the recipe names, checks their hashes and
/// degrades the photograph if the recipe says so; the clean photograph is then the job's reference. Throws
/// Error: InputFile or ModelFile if a file has changed since the recipe was written; else what the readers
/// and Session::degrade() throw.
RestorationJob jobOf(const Recipe& recipe);

}  // namespace lacuna
