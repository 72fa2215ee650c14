// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/solver_options.h"

#include "app/cli/names.h"
#include "core/base/error.h"
#include "core/job/presets.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace lacuna::cli {
namespace {

constexpr std::array kSteps = {StepKind::FixedPoint, StepKind::SingleEvaluation, StepKind::Gradient,
                               StepKind::Plain};
constexpr std::array kPrecisions = {Precision::Float32, Precision::BFloat16};

constexpr std::array kStrengths = {Strength::Gentle, Strength::Balanced, Strength::Strong};
constexpr std::array kEfforts = {Effort::Quick, Effort::Normal, Effort::Thorough};

constexpr const char* kSolverGroup = "Solver (default: what measured best for the task)";
constexpr const char* kMachineGroup = "Model and machine";

DeviceChoice deviceOf(const std::string& name) {
    if (name == "cpu") return DeviceChoice::Cpu;
    return name == "cuda" ? DeviceChoice::Cuda : DeviceChoice::Auto;
}

}  // namespace

void addSolverOptions(CLI::App& app, SolverOptions& options) {
    app.add_option("--preset", options.preset,
                   "gentle, balanced, strong, or the name of one that was kept in the studio")
        ->option_text("NAME")
        ->group(kSolverGroup);
    app.add_option("--effort", options.effort, "Half, all or twice the steps of the preset")
        ->check(CLI::IsMember(namesOf(kEfforts)))
        ->option_text("quick|normal|thorough")
        ->group(kSolverGroup);
    app.add_option("--solver", options.solver, "The method")
        ->check(CLI::IsMember({"vml-map"}))
        ->option_text("vml-map")
        ->group(kSolverGroup);
    app.add_option("--steps", options.steps,
                   "N, outer steps: noise levels from --sigma-max to --sigma-min; 1 to 1000")
        ->check(CLI::Range(1, 1000))
        ->option_text("N")
        ->group(kSolverGroup);
    app.add_option("--inner", options.inner, "K, inner steps at each noise level; 1 to 100")
        ->check(CLI::Range(1, 100))
        ->option_text("K")
        ->group(kSolverGroup);
    app.add_option("--step", options.step, "How a step is made")
        ->check(CLI::IsMember(namesOf(kSteps)))
        ->option_text("fixed-point|single|gradient|plain")
        ->group(kSolverGroup);
    app.add_option("--prior-pull", options.priorPull, "Lambda, weight of the prior; 1: the loss as it stands")
        ->check(CLI::Range(0.0, 100.0))
        ->option_text("L")
        ->group(kSolverGroup);
    app.add_option("--step-size", options.stepSize, "Gamma, length of an inner step")
        ->check(CLI::Range(1e-6, 100.0))
        ->option_text("G")
        ->group(kSolverGroup);
    app.add_option("--eta", options.eta, "Share of fresh noise between noise levels: 0 none, 1 all")
        ->check(CLI::Range(0.0, 1.0))
        ->option_text("E")
        ->group(kSolverGroup);
    app.add_option("--sigma-max", options.sigmaMax, "First noise level; black to white is 2")
        ->check(CLI::Range(1e-6, 1e4))
        ->option_text("S")
        ->group(kSolverGroup);
    app.add_option("--sigma-min", options.sigmaMin, "Last noise level")
        ->check(CLI::Range(1e-6, 1e4))
        ->option_text("S")
        ->group(kSolverGroup);
    app.add_option("--anderson", options.anderson, "Depth of Anderson acceleration (fixed point only)")
        ->check(CLI::IsMember({0, 1}))
        ->option_text("0|1")
        ->group(kSolverGroup);
    app.add_option("--init", options.initialisation, "What the start is made of")
        ->check(CLI::IsMember({"zero", "data"}))
        ->option_text("zero|data")
        ->group(kSolverGroup);
}

SolverSpec presetOf(const SolverOptions& options, Task task, double noise) {
    const Effort effort = fromName(options.effort.value_or("normal"), kEfforts);
    const std::string name = options.preset.value_or("balanced");
    for (const Strength strength : kStrengths) {
        if (name == toString(strength)) return presetSolver(task, noise, strength, effort);
    }
    for (const UserPreset& preset : readUserPresets(userPresetsPath())) {
        if (preset.name != name || preset.task != task) continue;
        if (options.effort)
            throw Error(ErrorCode::Usage, "--effort", "a preset of your own has its own number of steps");
        return preset.solver;
    }
    throw Error(ErrorCode::Usage, "--preset", "there is none called '" + name + "' for " + toString(task));
}

SolverSpec applied(const SolverOptions& options, SolverSpec spec) {
    StepKind step = spec.step;
    if (options.step) {
        step = fromName(*options.step, kSteps);
    } else if (options.inner.value_or(1) > 1 || options.anderson.value_or(0) > 0) {
        step = StepKind::FixedPoint;  // the single form has neither
    }
    if (step != spec.step) {
        spec = SolverSpec{};  // a task's defaults belong to its own kind of step
        spec.step = step;
    }
    spec.solver = options.solver.value_or(spec.solver);
    spec.steps = options.steps.value_or(spec.steps);
    spec.inner = options.inner.value_or(spec.inner);
    spec.priorPull = options.priorPull.value_or(spec.priorPull);
    spec.stepSize = options.stepSize.value_or(spec.stepSize);
    spec.eta = options.eta.value_or(spec.eta);
    spec.sigmaMax = options.sigmaMax.value_or(spec.sigmaMax);
    spec.sigmaMin = options.sigmaMin.value_or(spec.sigmaMin);
    spec.anderson = options.anderson.value_or(spec.anderson);
    if (options.initialisation) {
        spec.initialisation = *options.initialisation == "data" ? Initialisation::Data : Initialisation::Zero;
    }
    return spec;
}

void addMachineOptions(CLI::App& app, ComputeOptions& options) {
    app.add_option("--precision", options.precision, "Of the network's arithmetic; default float32")
        ->check(CLI::IsMember(namesOf(kPrecisions)))
        ->option_text("float32|bfloat16")
        ->group(kMachineGroup);
    app.add_option("--device", options.device, "Where it runs; auto: CUDA where there is one")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
        ->option_text("auto|cpu|cuda")
        ->group(kMachineGroup);
    app.add_option("--class", options.label, "Which class, from 0, a class-conditional model is to think of")
        ->check(CLI::NonNegativeNumber)
        ->option_text("C")
        ->group(kMachineGroup);
    app.add_flag("--trust-program", options.trustsPrograms,
                 "Run a model that is a program (TorchScript): only where you trust who made it")
        ->group(kMachineGroup);
    app.add_option("--threads", options.threads, "Of the processor; default one per core")
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
                   "Side of the network's tiles in pixels, 64 to 8192; default by the memory")
        ->check(CLI::Range(0, 8192))
        ->option_text("PX")
        ->group(kMachineGroup);
    const std::map<std::string, double> units = {{"k", 1024.0}, {"m", 1048576.0}, {"g", 1073741824.0}};
    app.add_option("--memory-limit", options.memoryLimit,
                   "Bytes the run may take, with k, m or g; default: three quarters of what is free")
        ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::CASE_INSENSITIVE))
        ->check(CLI::NonNegativeNumber)
        ->option_text("BYTES")
        ->group(kMachineGroup);
}

ModelRef modelOf(const ComputeOptions& options) {
    return {options.model, fromName(options.precision, kPrecisions), options.label, options.trustsPrograms};
}

ComputeSpec computeOf(const ComputeOptions& options) {
    return {deviceOf(options.device), options.threads, options.tile,
            static_cast<std::uint64_t>(options.memoryLimit)};
}

}  // namespace lacuna::cli
