// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recipe_json.h"

#include "core/base/error.h"
#include "core/engine/framing_json.h"
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

constexpr const char* kVersionKey = "lacuna_recipe";
/// 1: a single restoration; 2: "stages" in place of "restoration"; 3: there may be "framings".
constexpr int kVersion = 3;
constexpr std::size_t kMostStages = 1000;
constexpr const char* kNoKernel = "none";
/// A kernel of 1024 × 1024 weights.
constexpr std::size_t kMostBytes = 32U << 20;
constexpr double kMostOfModel = 1e6;

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
    if (operation.inLight) json["linear_light"] = true;
    const NoiseModel& model = operation.noiseModel;
    if (!model.isWhite()) {
        Json noise{{"kind", nameOf(model.kind(), kNoiseKinds)}};
        if (!model.spectrum.empty()) noise["basis"] = model.basis;
        if (!model.spectrum.empty()) noise["spectrum"] = model.spectrum;
        if (!model.strength.empty()) noise["strength"] = model.strength;
        json["noise_model"] = noise;
    }
    return json;
}

Json toJson(const RecipeStage& stage, const fs::path& folder) {
    Json json{{"operation", toJson(stage.operation)}};
    if (stage.mask) json["mask"] = toJson(*stage.mask, folder);
    json["keep_unmasked"] = stage.keepUnmasked;
    if (stage.onlyMarked) json["only_marked"] = true;
    json["fill"] = nameOf(stage.fill, kFills);
    if (stage.hug) json["hug"] = true;
    json["grain"] = nameOf(stage.grain, kGrains);
    json["solver"] = solverToJson(stage.solver);
    json["seed"] = stage.seed;
    if (stage.depth) json["depth"] = nameOf(*stage.depth, kDepths);
    if (stage.dither) json["dither"] = true;
    json["model"] = {{"name", stage.model.nameOrPath},
                     {"sha256", stage.modelHash},
                     {"precision", nameOf(stage.model.precision, kPrecisions)},
                     {"class", stage.model.label}};
    json["compute"] = {{"device", nameOf(stage.compute.device, kDevices)},
                       {"threads", stage.compute.threads},
                       {"tile", stage.compute.tile},
                       {"memory_limit", stage.compute.memoryLimit}};
    if (stage.strength < 1) json["strength"] = stage.strength;
    return json;
}

/// Whether only version 2 or 3 can hold it.
bool isChain(const Recipe& recipe) {
    return recipe.stages.size() > 1 || recipe.stages.front().strength < 1;
}

/// The lowest one, so that older programs read whatever they can repeat.
int versionOf(const Recipe& recipe) {
    if (!recipe.framings.empty()) return 3;
    return isChain(recipe) ? 2 : 1;
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

NoiseModel noiseModelFrom(const JsonReader& reader) {
    const auto values = [&reader](const char* key) {
        const std::vector<double> read = reader.numbers(key, -kMostOfModel, kMostOfModel);
        return std::vector<float>(read.begin(), read.end());
    };
    NoiseModel model;
    const NoiseKind kind = reader.choice("kind", kNoiseKinds);
    model.basis = values("basis");
    model.spectrum = values("spectrum");
    model.strength = values("strength");
    reader.requireNoOthers();
    try {
        requireValid(model);
    } catch (const Error& error) {
        reader.fail(error.detail());
    }
    if (model.kind() != kind) reader.failAt("kind", "doesn't fit what it holds");
    return model;
}

OperatorSpec operationFrom(const JsonReader& reader) {
    OperatorSpec operation;
    const TaskRow* task = findTask(reader.text("task"));
    if (!task) reader.failAt("task", "is not known");
    operation.task = task->task;
    if (task->takesKernel) operation.kernel = kernelFrom(reader.object("kernel"));
    if (task->takesScale) operation.scale = reader.integer("scale", 2, 8);
    if (reader.has("noise")) operation.noise = reader.number("noise");
    // Recipes that don't say mixed encoded values.
    operation.inLight = reader.flag("linear_light", false);
    if (reader.has("noise_model")) operation.noiseModel = noiseModelFrom(reader.object("noise_model"));
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

void readModel(const JsonReader& reader, RecipeStage& stage) {
    stage.model.nameOrPath = reader.text("name");
    stage.modelHash = reader.text("sha256");
    stage.model.precision = reader.choice("precision", kPrecisions);
    stage.model.label = reader.integer<std::int64_t>("class", -1, INT32_MAX);
    reader.requireNoOthers();
}

void readCompute(const JsonReader& reader, ComputeSpec& compute) {
    compute.device = reader.choice("device", kDevices);
    compute.threads = reader.integer("threads", 0, 4096);
    compute.tile = reader.integer("tile", 0, INT32_MAX);
    compute.memoryLimit = reader.unsigned64("memory_limit");
    reader.requireNoOthers();
}

RecipeStage stageFrom(const JsonReader& reader, const fs::path& folder) {
    RecipeStage stage;
    stage.operation = operationFrom(reader.object("operation"));
    if (reader.has("mask")) stage.mask = fileFrom(reader.object("mask"), folder);
    stage.keepUnmasked = reader.flag("keep_unmasked");
    stage.onlyMarked = reader.flag("only_marked", false);
    if (reader.has("fill")) stage.fill = reader.choice("fill", kFills);
    stage.hug = reader.flag("hug", false);
    // Recipes of version 0.1 have no grain.
    stage.grain = reader.has("grain") ? reader.choice("grain", kGrains) : Grain::Off;
    stage.solver = solverFrom(reader.object("solver"));
    stage.seed = reader.unsigned64("seed");
    if (reader.has("depth")) stage.depth = reader.choice("depth", kDepths);
    stage.dither = reader.flag("dither", false);
    readModel(reader.object("model"), stage);
    readCompute(reader.object("compute"), stage.compute);
    stage.strength = reader.number("strength", 1, 0, 1);
    reader.requireNoOthers();
    return stage;
}

void readResult(const JsonReader& reader, Recipe& recipe) {
    recipe.resultHash = reader.text("sha256");
    if (reader.has("psnr")) recipe.psnr = reader.number("psnr");
    if (reader.has("ssim")) recipe.ssim = reader.number("ssim");
    reader.requireNoOthers();
}

}  // namespace

std::string recipeToJson(const Recipe& recipe, const fs::path& folder) {
    Json json{{kVersionKey, versionOf(recipe)}, {"photo", toJson(recipe.photo, folder)}};
    if (recipe.page != 1) json["page"] = recipe.page;
    if (!recipe.framings.empty()) json["framings"] = framingsToJson(recipe.framings);
    if (recipe.degradation) {
        Json degradation{{"operation", toJson(recipe.degradation->operation)},
                         {"seed", recipe.degradation->seed}};
        if (recipe.degradation->mask) degradation["mask"] = toJson(*recipe.degradation->mask, folder);
        json["degradation"] = degradation;
    }
    if (isChain(recipe)) {
        json["stages"] = Json::array();
        for (const RecipeStage& stage : recipe.stages)
            json["stages"].push_back(toJson(stage, folder));
    } else {
        json["restoration"] = toJson(recipe.stages.front(), folder);
    }
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
    recipe.framings = framingsFrom(reader, "framings");
    if (reader.has("page")) recipe.page = reader.integer("page", 1, INT32_MAX);
    if (reader.has("stages")) {
        for (const JsonReader& stage : reader.objects("stages"))
            recipe.stages.push_back(stageFrom(stage, folder));
        if (recipe.stages.empty() || recipe.stages.size() > kMostStages)
            reader.failAt("stages", "must hold 1 to 1000 restorations");
    } else {
        recipe.stages.push_back(stageFrom(reader.object("restoration"), folder));
    }
    if (reader.has("result")) readResult(reader.object("result"), recipe);
    reader.requireNoOthers();
    return recipe;
}

}  // namespace lacuna
