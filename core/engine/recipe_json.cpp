// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recipe_json.h"

#include "core/base/error.h"
#include "core/engine/solver_json.h"
#include "core/files/json_reader.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <vector>

namespace lacuna {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr auto kDepths = std::to_array<Named<Depth>>({{Depth::UInt8, "8"}, {Depth::UInt16, "16"}});
constexpr const char* kVersionKey = "lacuna_recipe";
constexpr int kVersion = 1;
constexpr const char* kNoKernel = "none";
/// A kernel of 1024 × 1024 weights.
constexpr std::size_t kMostBytes = 32U << 20;

Json toJson(const RecipeFile& file, const fs::path& folder) {
    const fs::path absolute = fs::absolute(file.path).lexically_normal();
    const fs::path below = absolute.lexically_relative(folder.lexically_normal());
    const bool inside = !below.empty() && *below.begin() != "..";
    return {{"file", (inside ? below : absolute).string()}, {"sha256", file.hash}};
}

Json toJson(const KernelSpec& kernel) {
    Json json{{"kind", kernel.kind.empty() ? kNoKernel : kernel.kind}};
    if (const KernelKind* kind = findKernelKind(kernel.kind)) {
        for (const Parameter& parameter : kind->parameters)
            json[parameter.name] = kernel.values.real(parameter.name);
    }
    if (kernel.isWeights()) {
        json["width"] = kernel.width;
        json["height"] = kernel.height;
        json["weights"] = kernel.weights;
    }
    return json;
}

Json toJson(const OperatorSpec& operation) {
    Json json{{"task", toString(operation.task)}};
    const TaskRow& task = taskRow(operation.task);
    if (task.takesKernel) json["kernel"] = toJson(operation.kernel);
    if (task.takesScale) json["scale"] = operation.scale;
    if (operation.noise) json["noise"] = *operation.noise;
    return json;
}

RecipeFile fileFrom(const JsonReader& reader, const fs::path& folder) {
    RecipeFile file{folder / reader.text("file"), reader.text("sha256")};
    reader.requireNoOthers();
    return file;
}

KernelSpec kernelFrom(const JsonReader& reader) {
    constexpr int kMostSide = 4096;
    constexpr double kMostWeight = 1e30;
    KernelSpec kernel;
    kernel.kind = reader.text("kind");
    if (kernel.kind == kNoKernel) kernel.kind.clear();
    if (const KernelKind* kind = findKernelKind(kernel.kind)) {
        for (const Parameter& parameter : kind->parameters)
            kernel.values.set(parameter.name, reader.number(parameter.name));
    } else if (kernel.isWeights()) {
        kernel.width = reader.integer("width", 1, kMostSide);
        kernel.height = reader.integer("height", 1, kMostSide);
        const std::size_t count = std::size_t(kernel.width) * std::size_t(kernel.height);
        const std::vector<double> weights = reader.numbers("weights", 0, kMostWeight, count);
        if (weights.size() != count) reader.failAt("weights", "must have width × height numbers");
        kernel.weights.assign(weights.begin(), weights.end());
    } else if (!kernel.kind.empty()) {
        reader.failAt("kind", "is not known");
    }
    reader.requireNoOthers();
    return kernel;
}

OperatorSpec operationFrom(const JsonReader& reader) {
    OperatorSpec operation;
    const TaskRow* task = findTask(reader.text("task"));
    if (!task) reader.failAt("task", "is not known");
    operation.task = task->task;
    if (task->takesKernel) operation.kernel = kernelFrom(reader.object("kernel"));
    if (task->takesScale) operation.scale = reader.integer("scale", 2, 8);
    if (reader.has("noise")) operation.noise = reader.number("noise");
    reader.requireNoOthers();
    return operation;
}

Degradation degradationFrom(const JsonReader& reader, const fs::path& folder) {
    Degradation degradation;
    degradation.operation = operationFrom(reader.object("operation"));
    degradation.seed = reader.unsigned64("seed");
    if (reader.has("mask")) degradation.mask = fileFrom(reader.object("mask"), folder);
    reader.requireNoOthers();
    return degradation;
}

void readModel(const JsonReader& reader, Recipe& recipe) {
    recipe.model.nameOrPath = reader.text("name");
    recipe.modelHash = reader.text("sha256");
    recipe.model.precision = reader.choice("precision", kPrecisions);
    recipe.model.label = reader.integer<std::int64_t>("class", -1, INT32_MAX);
    reader.requireNoOthers();
}

void readCompute(const JsonReader& reader, ComputeSpec& compute) {
    compute.device = reader.choice("device", kDevices);
    compute.threads = reader.integer("threads", 0, 4096);
    compute.tile = reader.integer("tile", 0, INT32_MAX);
    compute.memoryLimit = reader.unsigned64("memory_limit");
    reader.requireNoOthers();
}

void readRestoration(const JsonReader& reader, Recipe& recipe, const fs::path& folder) {
    recipe.operation = operationFrom(reader.object("operation"));
    if (reader.has("mask")) recipe.mask = fileFrom(reader.object("mask"), folder);
    recipe.keepUnmasked = reader.flag("keep_unmasked");
    recipe.solver = solverFrom(reader.object("solver"));
    recipe.seed = reader.unsigned64("seed");
    if (reader.has("depth")) recipe.depth = reader.choice("depth", kDepths);
    if (reader.has("dither")) recipe.dither = reader.flag("dither");
    readModel(reader.object("model"), recipe);
    readCompute(reader.object("compute"), recipe.compute);
    reader.requireNoOthers();
}

void readResult(const JsonReader& reader, Recipe& recipe) {
    recipe.resultHash = reader.text("sha256");
    if (reader.has("psnr")) recipe.psnr = reader.number("psnr");
    if (reader.has("ssim")) recipe.ssim = reader.number("ssim");
    reader.requireNoOthers();
}

}  // namespace

std::string recipeToJson(const Recipe& recipe, const fs::path& folder) {
    Json json{{kVersionKey, kVersion}, {"photo", toJson(recipe.photo, folder)}};
    if (recipe.page != 1) json["page"] = recipe.page;
    if (recipe.degradation) {
        Json degradation{{"operation", toJson(recipe.degradation->operation)},
                         {"seed", recipe.degradation->seed}};
        if (recipe.degradation->mask) degradation["mask"] = toJson(*recipe.degradation->mask, folder);
        json["degradation"] = degradation;
    }
    Json restoration{{"operation", toJson(recipe.operation)}};
    if (recipe.mask) restoration["mask"] = toJson(*recipe.mask, folder);
    restoration["keep_unmasked"] = recipe.keepUnmasked;
    restoration["solver"] = solverToJson(recipe.solver);
    restoration["seed"] = recipe.seed;
    if (recipe.depth) restoration["depth"] = nameOf(*recipe.depth, kDepths);
    if (recipe.dither) restoration["dither"] = true;
    restoration["model"] = {{"name", recipe.model.nameOrPath},
                            {"sha256", recipe.modelHash},
                            {"precision", nameOf(recipe.model.precision, kPrecisions)},
                            {"class", recipe.model.label}};
    restoration["compute"] = {{"device", nameOf(recipe.compute.device, kDevices)},
                              {"threads", recipe.compute.threads},
                              {"tile", recipe.compute.tile},
                              {"memory_limit", recipe.compute.memoryLimit}};
    json["restoration"] = restoration;
    if (!recipe.resultHash.empty()) {
        Json result{{"sha256", recipe.resultHash}};
        if (recipe.psnr) result["psnr"] = *recipe.psnr;
        if (recipe.ssim) result["ssim"] = *recipe.ssim;
        json["result"] = result;
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Recipe recipeFromJson(const std::string& text, const fs::path& file) {
    const JsonReader reader(text, file.string(), ErrorCode::Usage, kMostBytes);
    if (!reader.has(kVersionKey)) reader.fail("is no recipe of Lacuna");
    if (reader.integer(kVersionKey, 1, INT32_MAX) > kVersion)
        reader.fail("is a recipe of a newer version of Lacuna");
    const fs::path folder = file.parent_path();
    Recipe recipe;
    recipe.photo = fileFrom(reader.object("photo"), folder);
    if (reader.has("degradation")) recipe.degradation = degradationFrom(reader.object("degradation"), folder);
    if (reader.has("page")) recipe.page = reader.integer("page", 1, INT32_MAX);
    readRestoration(reader.object("restoration"), recipe, folder);
    if (reader.has("result")) readResult(reader.object("result"), recipe);
    reader.requireNoOthers();
    return recipe;
}

}  // namespace lacuna
