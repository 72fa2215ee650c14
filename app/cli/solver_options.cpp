// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/solver_options.h"

#include "app/cli/names.h"
#include "core/base/error.h"
#include "core/base/joined.h"
#include "core/engine/presets.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace lacuna::cli {
namespace {

constexpr const char* kSolverGroup = "Solver (default: the settings that measured best for the task)";
constexpr const char* kMachineGroup = "Model and machine";

std::string optionOf(const Parameter& parameter) {
    std::string name = parameter.option ? parameter.option : parameter.name;
    std::replace(name.begin(), name.end(), '_', '-');
    return "--" + name;
}

/// "fixed-point|single|…", "N"
std::string valuesOf(const Parameter& parameter) {
    if (!parameter.words.empty()) return joined(namesOf(parameter.words), "|");
    return std::holds_alternative<std::int64_t>(parameter.initial) ? "N" : "X";
}

/// The parameter's help and range, and its solver if that isn't the default one.
std::string helpOf(const SolverRow& row, const Parameter& parameter) {
    std::string help = parameter.help;
    if (parameter.words.empty())
        help += "; " + toString(ParameterValue(parameter.low)) + " to " +
                toString(ParameterValue(parameter.high));
    if (&row != &solverRows().front()) help += std::string(" (") + row.name + ")";
    return help;
}

}  // namespace

void addSolverOptions(CLI::App& app, SolverOptions& options) {
    app.add_option("--preset", options.preset,
                   "gentle, balanced, strong, or the name of a preset saved in the studio")
        ->option_text("NAME")
        ->group(kSolverGroup);
    app.add_option("--effort", options.effort, "Half, all or twice the preset's steps")
        ->check(CLI::IsMember(namesOf(kEfforts)))
        ->option_text(joined(namesOf(kEfforts), "|"))
        ->group(kSolverGroup);
    app.add_option("--solver", options.solver, "The algorithm")
        ->check(CLI::IsMember(namesOf(solverRows())))
        ->option_text(joined(namesOf(solverRows()), "|"))
        ->group(kSolverGroup);
    for (const SolverRow& row : solverRows()) {
        for (const Parameter& parameter : row.parameters) {
            const auto [place, isNew] = options.parameters.try_emplace(parameter.name);
            if (!isNew) continue;  // an earlier solver has the same parameter
            app.add_option(optionOf(parameter), place->second, helpOf(row, parameter))
                ->option_text(valuesOf(parameter))
                ->group(kSolverGroup);
        }
    }
}

namespace {

SolverSpec presetOf(const SolverOptions& options, const OperatorSpec& operation) {
    const Effort effort = *fromName(options.effort.value_or("normal"), kEfforts);
    const std::string name = options.preset.value_or("balanced");
    if (const auto strength = fromName(name, kStrengths)) return presetSolver(operation, *strength, effort);
    for (const UserPreset& preset : readUserPresets(userPresetsPath())) {
        if (preset.name != name || preset.task != operation.task) continue;
        if (options.effort)
            throw Error(ErrorCode::Usage, "--effort", "your own presets have a number of steps of their own");
        return preset.solver;
    }
    throw Error(ErrorCode::Usage, "--preset",
                "there is none called '" + name + "' for " + toString(operation.task));
}

/// A whole number, a number, or a word.
ParameterValue parsed(const std::string& text) {
    std::int64_t whole = 0;
    double number = 0;
    const char* end = text.data() + text.size();
    if (const auto [at, fault] = std::from_chars(text.data(), end, whole); fault == std::errc{} && at == end)
        return whole;
    if (const auto [at, fault] = std::from_chars(text.data(), end, number); fault == std::errc{} && at == end)
        return number;
    return text;
}

}  // namespace

SolverSpec solverOf(const SolverOptions& options, const OperatorSpec& operation) {
    SolverSpec spec = presetOf(options, operation);
    if (options.solver && *options.solver != spec.solver) spec = authorsSolver(*options.solver, operation);
    const SolverRow& row = solverRow(spec.solver);
    std::vector<std::pair<const Parameter*, ParameterValue>> given;
    for (const Parameter& parameter : row.parameters) {
        const std::string& text = options.parameters.at(parameter.name);
        if (text.empty()) continue;
        try {
            given.emplace_back(&parameter, checked(parameter, parsed(text)));
            change(spec, parameter.name, given.back().second);
        } catch (const Error& error) {
            throw Error(ErrorCode::Usage, optionOf(parameter), error.detail());
        }
    }
    for (const auto& [name, text] : options.parameters) {
        if (!text.empty() && !spec.values.has(name))
            throw Error(ErrorCode::Usage, "--solver", "'" + spec.solver + "' has no " + name);
    }
    // An option that was given never overrides another one that was given.
    for (const auto& [parameter, value] : given)
        spec.values.setValue(parameter->name, value);
    return completed(spec);
}

void addMachineOptions(CLI::App& app, ComputeOptions& options) {
    app.add_option("--precision", options.precision,
                   "Precision of the network's arithmetic; auto: bfloat16 where the processor supports it, "
                   "else float32")
        ->check(CLI::IsMember(namesOf(kPrecisions)))
        ->option_text(joined(namesOf(kPrecisions), "|"))
        ->group(kMachineGroup);
    app.add_option("--device", options.device, "Device to run on; auto: CUDA if there is one")
        ->check(CLI::IsMember(namesOf(kDevices)))
        ->option_text(joined(namesOf(kDevices), "|"))
        ->group(kMachineGroup);
    app.add_option("--class", options.label, "Class for a class-conditional model, from 0")
        ->check(CLI::NonNegativeNumber)
        ->option_text("C")
        ->group(kMachineGroup);
    app.add_flag("--trust-program", options.trustsPrograms,
                 "Allow a model that is a program (TorchScript) to run; only if you trust its author")
        ->group(kMachineGroup);
    app.add_option("--threads", options.threads, "Number of threads; default: one per core")
        ->check(CLI::Range(0, 1024))
        ->option_text("T")
        ->group(kMachineGroup);
}

void addModelOptions(CLI::App& app, ComputeOptions& options) {
    app.add_option("--model", options.model,
                   "A model's name (see `models`) or file; default " + options.model)
        ->option_text("NAME|FILE")
        ->group(kMachineGroup);
    app.add_option("--tile", options.tile,
                   "Width and height of the network's tiles in pixels, 64 to 8192; default: as memory allows")
        ->check(CLI::Range(0, 8192))
        ->option_text("PX")
        ->group(kMachineGroup);
    const std::map<std::string, double> units = {{"k", 1024.0}, {"m", 1048576.0}, {"g", 1073741824.0}};
    app.add_option(
           "--memory-limit", options.memoryLimit,
           "Memory the run may use, in bytes or with k, m or g; default: three quarters of the free memory")
        ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::CASE_INSENSITIVE))
        ->check(CLI::NonNegativeNumber)
        ->option_text("BYTES")
        ->group(kMachineGroup);
}

ModelRef modelOf(const ComputeOptions& options) {
    return {options.model, *fromName(options.precision, kPrecisions), options.label, options.trustsPrograms};
}

ComputeSpec computeOf(const ComputeOptions& options) {
    return {*fromName(options.device, kDevices), options.threads, options.tile,
            static_cast<std::uint64_t>(options.memoryLimit)};
}

}  // namespace lacuna::cli
