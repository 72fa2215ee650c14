// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/presets.h"

#include "core/base/error.h"
#include "core/engine/solver_json.h"
#include "core/files/file_bytes.h"
#include "core/files/json_reader.h"
#include "core/files/xdg_folder.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace lacuna {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

UserPreset presetFrom(const JsonReader& reader) {
    UserPreset preset;
    preset.name = reader.text("name");
    if (preset.name.empty()) reader.failAt("name", "is empty");
    const TaskRow* task = findTask(reader.text("task"));
    if (!task) reader.failAt("task", "is not known");
    preset.task = task->task;
    preset.solver = solverFrom(reader.object("solver"));
    return preset;
}

/// A single noise level suits white noise only; the components of other noise are of many strengths, so the
/// levels begin well above the strongest of them, where what was cut off at black can still be made up for.
/// Farther up, a few steps would lie too far apart to find back to the photograph
/// (tests/quality/grain.md has the measurements).
SolverSpec amongUnevenNoise(double noise) {
    constexpr double kAbove = 8, kLevels = 127.5;  // 8-bit levels to 1 on the scale of [−1, 1]
    SolverSpec spec = completed({});
    spec.values.set("initialisation", "inverse");
    spec.values.set("sigma_max", std::clamp(kAbove * noise / kLevels, 0.1, spec.values.real("sigma_max")));
    return spec;
}

}  // namespace

SolverSpec defaultSolver(const OperatorSpec& operation) {
    const double noise = assumedNoise(operation);
    if (operation.task == Task::Denoise && !operation.noiseModel.isWhite()) return amongUnevenNoise(noise);
    return completed(taskRow(operation.task).solver(noise));
}

SolverSpec defaultSolver(Task task, double noise) {
    OperatorSpec operation;
    operation.task = task;
    operation.noise = noise;
    return defaultSolver(operation);
}

SolverSpec presetSolver(const OperatorSpec& operation, Strength strength, Effort effort) {
    SolverSpec spec = defaultSolver(operation);
    ParameterValues& values = spec.values;
    if (strength != Strength::Balanced && values.has("prior_pull"))
        values.set("prior_pull", values.real("prior_pull") * (strength == Strength::Gentle ? 0.7 : 1.5));
    for (const char* name : {"steps", "level_steps"}) {
        if (!values.has(name)) continue;
        const int steps = values.integer(name);
        if (effort == Effort::Quick) values.set(name, std::max(2, steps / 2));
        if (effort == Effort::Thorough) values.set(name, steps * 2);
    }
    if (effort == Effort::Quick) taskRow(operation.task).hurry(spec);
    return spec;
}

const char* toString(Strength strength) {
    return nameOf(strength, kStrengths);
}

const char* toString(Effort effort) {
    return nameOf(effort, kEfforts);
}

fs::path userPresetsPath() {
    const fs::path folder = xdgFolder("XDG_CONFIG_HOME", ".config");
    return folder.empty() ? folder : folder / "lacuna/presets.json";
}

std::vector<UserPreset> readUserPresets(const fs::path& path) {
    std::error_code error;
    if (path.empty() || !fs::exists(path, error)) return {};
    const JsonReader reader(readText(path), path.string(), ErrorCode::Usage);
    if (!reader.has("presets")) reader.fail("is no file of presets");
    std::vector<UserPreset> presets;
    std::set<std::pair<Task, std::string>> names;
    for (const JsonReader& each : reader.objects("presets")) {
        presets.push_back(presetFrom(each));
        if (!names.emplace(presets.back().task, presets.back().name).second)
            throw Error(ErrorCode::Usage, path.string(), "has two presets \"" + presets.back().name + "\"");
    }
    return presets;
}

void writeUserPresets(const fs::path& path, const std::vector<UserPreset>& presets) {
    Json list = Json::array();
    for (const UserPreset& preset : presets) {
        list.push_back({{"name", preset.name},
                        {"task", toString(preset.task)},
                        {"solver", solverToJson(preset.solver)}});
    }
    const std::string text = Json{{"presets", list}}.dump(2) + "\n";
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) throw Error(ErrorCode::OutputFile, path.parent_path().string(), error.message());
    writeText(path, text);
}

}  // namespace lacuna
