// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/sha256.h"
#include "core/job/recipe.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

class Error;
struct Report;

/// Reads a file that writeRecipe() wrote. Relative paths are relative to its folder. Throws Error: Usage,
/// naming the file and what is wrong in it; InputFile if it can't be read.
Recipe readRecipe(const std::filesystem::path& path);
/// Replaces the file atomically. Paths in or below its folder become relative. Throws Error OutputFile or
/// DiskFull.
void writeRecipe(const std::filesystem::path& path, const Recipe& recipe);

/// SHA-256 of a picture's size, depth, channels and samples (little-endian).
std::string hashOf(const ImageBuffer& picture);

/// Adds what only a run knows: the model's hash, and the precision, threads and memory limit that determined
/// the result's last bits. `stage.compute` must be set before.
void noteRun(RecipeStage& stage, const Report& report);
/// Adds the last result's hash and, if that is the restoration at its full strength, its measures.
void noteResult(Recipe& recipe, const Report& report, const ImageBuffer& pixels);

/// The part of a clean photograph that a result can be compared with: for Upscale, multiples of the factor.
ImageBuffer referenceFor(const ImageBuffer& clean, const OperatorSpec& degradation);

/// The photograph in the frame that these changes give it, one after the other. Throws Error InputFile, about
/// `name`, if one doesn't fit.
Photograph framed(Photograph photo, const std::vector<Framing>& framings, const std::string& name);

/// What the first stage begins from.
struct RecipeStart {
    Photograph photo;
    ImageBuffer clean;  ///< the photograph before it was degraded; empty: it wasn't
};

/// Reads the photograph, gives it its frame, degrades it if the recipe says so, and checks every file and
/// model that any stage names, so that nothing is found missing half-way. Throws Error: InputFile or
/// ModelFile if a file has changed since the recipe was written; else what the readers and Session::degrade()
/// throw.
RecipeStart startOf(const Recipe& recipe);
/// The job of the stage `index` on what it begins from: start.photo, or the result of the stage before. Reads
/// its mask, and enlarges it if an earlier stage has enlarged the photograph. The clean photograph becomes
/// the job's reference if the result has its size. Throws what the readers throw.
RestorationJob jobOf(const Recipe& recipe, std::size_t index, Photograph input, const ImageBuffer& clean);
/// The same with a mask in place of the stage's own; it has the size of what the first stage begins from, or
/// is empty.
RestorationJob jobWithMask(const Recipe& recipe, std::size_t index, Photograph input, ImageBuffer mask);
/// The job of a stage with this photograph and mask. The mask may be empty, and is grown if the stage hugs
/// the damage.
RestorationJob jobOf(const RecipeStage& stage, Photograph input, ImageBuffer mask);
/// Throws Error InputFile or ModelFile if the mask or the model of a stage has changed since the recipe was
/// written; and what ModelCatalog::find() throws.
void requireSameFiles(const Recipe& recipe);
/// "stage 2 of 3 (denoise)"; empty if there is only one.
std::string stageName(const Recipe& recipe, std::size_t index);
/// The same error with the stage's name before its subject; unchanged if the name is empty.
Error inStage(const Error& error, const std::string& stage);

}  // namespace lacuna
