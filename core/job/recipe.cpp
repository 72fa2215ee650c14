// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/recipe.h"

#include "core/files/file_bytes.h"
#include "core/job/recipe_json.h"
#include "core/job/report.h"

#include <array>
#include <cstring>
#include <vector>

namespace lacuna {

namespace fs = std::filesystem;

Recipe readRecipe(const fs::path& path) {
    return recipeFromJson(readText(path), path);
}

void writeRecipe(const fs::path& path, const Recipe& recipe) {
    writeText(path, recipeToJson(recipe, fs::absolute(path).parent_path()));
}

std::string hashOf(const ImageBuffer& picture) {
    const std::array<std::int32_t, 4> shape{picture.width(), picture.height(), picture.channels(),
                                            picture.depth() == Depth::UInt8 ? 8 : 16};
    std::vector<std::byte> bytes(sizeof shape + picture.byteCount());
    std::memcpy(bytes.data(), shape.data(), sizeof shape);
    std::memcpy(bytes.data() + sizeof shape, picture.data(), picture.byteCount());
    return sha256(bytes);
}

ImageBuffer referenceFor(const ImageBuffer& clean, const OperatorSpec& degradation) {
    if (degradation.task != Task::Upscale) return clean;
    return clean.cropped(0, 0, clean.width() / degradation.scale * degradation.scale,
                         clean.height() / degradation.scale * degradation.scale);
}

void noteResult(Recipe& recipe, const Report& report, const ImageBuffer& pixels) {
    recipe.modelHash = report.modelHash;
    recipe.compute.threads = report.threads;
    recipe.compute.memoryLimit = report.plan.memoryLimit;  // which the tiles follow from
    recipe.resultHash = hashOf(pixels);
    recipe.psnr = report.psnr;
    recipe.ssim = report.ssim;
}

}  // namespace lacuna
