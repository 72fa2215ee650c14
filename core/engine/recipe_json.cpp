// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recipe_json.h"

#include "core/base/error.h"
#include "core/engine/solver_json.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"

#include <nlohmann/json.hpp>

#include <array>
#include <set>
#include <utility>

namespace lacuna {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kVersionKey = "lacuna_recipe";
constexpr int kVersion = 1;
constexpr std::array kPrecisions = {Precision::Float32, Precision::BFloat16};
constexpr std::array<std::pair<DeviceChoice, const char*>, 3> kDevices{
    {{DeviceChoice::Auto, "auto"}, {DeviceChoice::Cpu, "cpu"}, {DeviceChoice::Cuda, "cuda"}}};

template <typename Enum, std::size_t Count>
const char* nameOf(Enum value, const std::array<std::pair<Enum, const char*>, Count>& names) {
    for (const auto& [each, name] : names)
        if (each == value) return name;
    return "";
}

Json toJson(const RecipeFile& file, const fs::path& folder) {
    const fs::path absolute = fs::absolute(file.path).lexically_normal();
    const fs::path below = absolute.lexically_relative(folder.lexically_normal());
    const bool inside = !below.empty() && *below.begin() != "..";
    return {{"file", (inside ? below : absolute).string()}, {"sha256", file.hash}};
}

Json toJson(const KernelSpec& kernel) {
    Json json{{"kind", kernel.kind.empty() ? "none" : kernel.kind}};
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

/// An object whose values are asked for by key; what wasn't asked for in the end is unknown.
class Reader {
  public:
    Reader(const Json& json, std::string place, std::string subject)
        : mJson(json), mPlace(std::move(place)), mSubject(std::move(subject)) {
        if (!json.is_object()) fail(mPlace.empty() ? "is no JSON object" : "is no object");
    }

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::Usage, mSubject, mPlace.empty() ? reason : "\"" + mPlace + "\" " + reason);
    }
    bool has(const char* key) const { return mJson.contains(key); }
    const Json& value(const char* key) {
        mAsked.insert(key);
        const auto found = mJson.find(key);
        if (found == mJson.end()) fail(std::string("lacks \"") + key + "\"");
        return *found;
    }
    Reader object(const char* key) { return {value(key), key, mSubject}; }
    std::string text(const char* key) {
        const Json& json = value(key);
        if (!json.is_string()) wrong(key, "a text");
        return json.get<std::string>();
    }
    double number(const char* key) {
        const Json& json = value(key);
        if (!json.is_number()) wrong(key, "a number");
        return json.get<double>();
    }
    bool flag(const char* key) {
        const Json& json = value(key);
        if (!json.is_boolean()) wrong(key, "true or false");
        return json.get<bool>();
    }
    template <typename Integer>
    Integer integer(const char* key, Integer least, Integer most) {
        const Json& json = value(key);
        const bool good = json.is_number_unsigned()
                              ? std::cmp_less_equal(json.get<std::uint64_t>(), most) &&
                                    std::cmp_greater_equal(json.get<std::uint64_t>(), least)
                              : json.is_number_integer() &&
                                    std::cmp_less_equal(json.get<std::int64_t>(), most) &&
                                    std::cmp_greater_equal(json.get<std::int64_t>(), least);
        if (!good) wrong(key, "a whole number within its range");
        return json.get<Integer>();
    }
    template <typename Enum, std::size_t Count>
    Enum choice(const char* key, const std::array<std::pair<Enum, const char*>, Count>& names) {
        const std::string name = text(key);
        for (const auto& [value, known] : names)
            if (name == known) return value;
        wrong(key, "one of the known words");
    }
    template <typename Enum, std::size_t Count>
    Enum choice(const char* key, const std::array<Enum, Count>& values) {
        const std::string name = text(key);
        for (const Enum value : values)
            if (name == toString(value)) return value;
        wrong(key, "one of the known words");
    }
    /// Throws where there is a key that nobody asked for.
    void finish() const {
        for (const auto& [key, value] : mJson.items())
            if (!mAsked.contains(key)) fail("has the unknown \"" + key + "\"");
    }
    const std::string& subject() const { return mSubject; }

  private:
    [[noreturn]] void wrong(const char* key, const char* expected) const {
        fail(std::string("needs ") + expected + " as \"" + key + "\"");
    }

    const Json& mJson;
    std::string mPlace;
    std::string mSubject;
    std::set<std::string> mAsked;
};

RecipeFile fileFrom(Reader reader, const fs::path& folder) {
    RecipeFile file{folder / reader.text("file"), reader.text("sha256")};
    reader.finish();
    return file;
}

KernelSpec kernelFrom(Reader reader) {
    constexpr int kMostSide = 4096;
    KernelSpec kernel;
    kernel.kind = reader.text("kind");
    if (kernel.kind == "none") kernel.kind.clear();
    const KernelKind* kind = findKernelKind(kernel.kind);
    if (kind) {
        for (const Parameter& parameter : kind->parameters)
            kernel.values.set(parameter.name, reader.number(parameter.name));
    } else if (!kernel.kind.empty() && !kernel.isWeights()) {
        reader.fail("has a kernel of an unknown \"kind\"");
    }
    if (kernel.isWeights()) {
        kernel.width = reader.integer("width", 1, kMostSide);
        kernel.height = reader.integer("height", 1, kMostSide);
        const Json& weights = reader.value("weights");
        if (!weights.is_array() || weights.size() != std::size_t(kernel.width) * std::size_t(kernel.height))
            reader.fail("needs width × height numbers as \"weights\"");
        for (const Json& weight : weights) {
            if (!weight.is_number()) reader.fail("has a weight that is no number");
            kernel.weights.push_back(weight.get<float>());
        }
    }
    reader.finish();
    return kernel;
}

OperatorSpec operationFrom(Reader reader) {
    OperatorSpec operation;
    const TaskRow* task = findTask(reader.text("task"));
    if (!task) reader.fail("has an unknown \"task\"");
    operation.task = task->task;
    if (task->takesKernel) operation.kernel = kernelFrom(reader.object("kernel"));
    if (task->takesScale) operation.scale = reader.integer("scale", 2, 8);
    if (reader.has("noise")) operation.noise = reader.number("noise");
    reader.finish();
    return operation;
}

Degradation degradationFrom(Reader reader, const fs::path& folder) {
    Degradation degradation;
    degradation.operation = operationFrom(reader.object("operation"));
    degradation.seed = reader.integer<std::uint64_t>("seed", 0, UINT64_MAX);
    if (reader.has("mask")) degradation.mask = fileFrom(reader.object("mask"), folder);
    reader.finish();
    return degradation;
}

void readModel(Reader reader, Recipe& recipe) {
    recipe.model.nameOrPath = reader.text("name");
    recipe.modelHash = reader.text("sha256");
    recipe.model.precision = reader.choice("precision", kPrecisions);
    recipe.model.label = reader.integer<std::int64_t>("class", -1, INT32_MAX);
    reader.finish();
}

void readCompute(Reader reader, ComputeSpec& compute) {
    compute.device = reader.choice("device", kDevices);
    compute.threads = reader.integer("threads", 0, 4096);
    compute.tile = reader.integer("tile", 0, INT32_MAX);
    compute.memoryLimit = reader.integer<std::uint64_t>("memory_limit", 0, UINT64_MAX);
    reader.finish();
}

void readRestoration(Reader reader, Recipe& recipe, const fs::path& folder) {
    recipe.operation = operationFrom(reader.object("operation"));
    if (reader.has("mask")) recipe.mask = fileFrom(reader.object("mask"), folder);
    recipe.keepUnmasked = reader.flag("keep_unmasked");
    recipe.solver = solverFromJson(reader.value("solver"), reader.subject());
    recipe.seed = reader.integer<std::uint64_t>("seed", 0, UINT64_MAX);
    readModel(reader.object("model"), recipe);
    readCompute(reader.object("compute"), recipe.compute);
    reader.finish();
}

void readResult(Reader reader, Recipe& recipe) {
    recipe.resultHash = reader.text("sha256");
    if (reader.has("psnr")) recipe.psnr = reader.number("psnr");
    if (reader.has("ssim")) recipe.ssim = reader.number("ssim");
    reader.finish();
}

}  // namespace

std::string recipeToJson(const Recipe& recipe, const fs::path& folder) {
    Json json{{kVersionKey, kVersion}, {"photo", toJson(recipe.photo, folder)}};
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
    restoration["model"] = {{"name", recipe.model.nameOrPath},
                            {"sha256", recipe.modelHash},
                            {"precision", toString(recipe.model.precision)},
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
    const Json json = Json::parse(text, nullptr, false);
    Reader reader(json, "", file.string());
    if (!reader.has(kVersionKey)) reader.fail("is no recipe of Lacuna");
    if (reader.integer(kVersionKey, 1, INT32_MAX) > kVersion)
        reader.fail("is a recipe of a newer version of Lacuna");
    const fs::path folder = file.parent_path();
    Recipe recipe;
    recipe.photo = fileFrom(reader.object("photo"), folder);
    if (reader.has("degradation")) recipe.degradation = degradationFrom(reader.object("degradation"), folder);
    readRestoration(reader.object("restoration"), recipe, folder);
    if (reader.has("result")) readResult(reader.object("result"), recipe);
    reader.finish();
    return recipe;
}

}  // namespace lacuna
