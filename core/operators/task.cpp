// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/task.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace lacuna {
namespace {

/// In 8-bit levels.
constexpr double kHardlyAnyNoise = 1.0;

/// In 8-bit levels; the [−1, 1] scale has 127.5 of them to 1.
constexpr double kLeastNoise = 0.5, kLevels = 127.5;

/// Every pixel is measured, so the run begins with the damage undone, without noise, and each noise level
/// gets one evaluation of each of two mirror images (tests/quality/solvers.md has the tables).
SolverSpec splitting(double sigmaMax, double sigmaMin) {
    SolverSpec spec;
    spec.values = {{"step", "splitting"},      {"initialisation", "inverse"}, {"steps", std::int64_t{10}},
                   {"flips", std::int64_t{2}}, {"sigma_max", sigmaMax},       {"sigma_min", sigmaMin}};
    return spec;
}

/// With σ_t = σ_y the loss is least where x_t is the photograph itself, and D is then its most exact
/// estimate.
SolverSpec atItsNoise(double noise) {
    const double sigma = std::max(noise, kLeastNoise) / kLevels;
    SolverSpec spec = splitting(sigma, sigma);
    spec.values.set("steps", 4);
    spec.values.set("flips", 4);
    spec.values.set("step_size", 2.0);  // comes to that x_t in one step where nothing is clipped
    return spec;
}

SolverSpec unblurred(double noise, double priorPull) {
    const double sigma = noise / kLevels;
    SolverSpec spec = splitting(2.0, std::clamp(4 * sigma, 0.01, std::max(0.08, sigma)));
    spec.values.set("prior_pull", priorPull);
    return spec;
}

/// A lower weight of the prior keeps more of what a blur hides. Where a blur hides much, less would come
/// nearer still, but in linear light the steps then diverge (tests/quality/solvers.md).
SolverSpec sharp(double noise) {
    return unblurred(noise, 0.53);
}

/// With one evaluation per step, small σ fit the data below its noise. With hardly any noise this does no
/// harm, and twice the steps for the same work are a gain.
SolverSpec exact(double noise) {
    SolverSpec spec;
    if (noise > kHardlyAnyNoise) return spec;
    spec.values.set("step", "single");
    spec.values.set("steps", 20);
    return spec;
}

/// What is missing begins with noise. With noise in what is there, the levels end near it.
SolverSpec amongNoise(double noise) {
    const double sigma = noise / kLevels;
    SolverSpec spec = splitting(2.0, std::clamp(1.3 * sigma, 0.01, std::max(0.05, sigma / 2)));
    spec.values.set("initialisation", "zero");
    spec.values.set("prior_pull", 0.7);
    spec.values.set("level_noise", std::max(0.25, spec.values.real("sigma_min")));
    return spec;
}

/// Wide holes are filled coarse to fine, thin ones as above (tests/quality/holes_table.py measures it).
SolverSpec coarseToFine(double noise) {
    SolverSpec spec = noise <= kHardlyAnyNoise ? exact(noise) : amongNoise(noise);
    spec.values.set("levels", 4);
    spec.values.set("level_steps", noise <= kHardlyAnyNoise ? 9 : 5);  // of one and of two evaluations
    return spec;
}

/// Among noise a blurred or a small photograph is much the same problem: every pixel is measured.
SolverSpec larger(double noise) {
    if (noise <= kHardlyAnyNoise) return exact(noise);
    return unblurred(noise, 0.4);
}

void nothing(SolverSpec&) {}

/// A few steps from σ = 5 leave a wide gap nearly as grey as it began; from σ = 10 they fill most of it.
void startHigher(SolverSpec& spec) {
    if (spec.values.has("step") && spec.values.word("step") == "single") spec.values.set("sigma_max", 10.0);
}

const std::array kRows{
    TaskRow{.task = Task::Inpaint,
            .name = "inpaint",
            .title = LACUNA_TEXT("Task", "Inpaint"),
            .hint = LACUNA_TEXT("Task", "Fill in scratches, dust, tears and writing that you paint over"),
            .label = nullptr,
            .mask = MaskUse::Restored,
            .takesPart = false,
            .takesKernel = false,
            .takesScale = false,
            .mixesLight = false,
            .defaultNoise = 0.5,
            .startNoise = 0.5,
            .solver = coarseToFine,
            .hurry = startHigher},
    TaskRow{
        .task = Task::Deblur,
        .name = "deblur",
        .title = LACUNA_TEXT("Task", "Deblur"),
        .hint = LACUNA_TEXT("Task", "Sharpen a photograph that is out of focus or blurred by camera shake"),
        .label = LACUNA_TEXT("Task", "%1, %2"),
        .mask = MaskUse::Unmeasured,
        .takesPart = true,
        .takesKernel = true,
        .takesScale = false,
        .mixesLight = true,
        .defaultNoise = 2.55,
        .startNoise = 2.55,
        .solver = sharp,
        .hurry = nothing},
    TaskRow{.task = Task::Upscale,
            .name = "upscale",
            .title = LACUNA_TEXT("Task", "Upscale"),
            .hint = LACUNA_TEXT("Task", "Enlarge a small photograph"),
            .label = LACUNA_TEXT("Task", "%1, ×%2"),
            .mask = MaskUse::Unmeasured,
            .takesPart = false,
            .takesKernel = false,
            .takesScale = true,
            .mixesLight = true,
            .defaultNoise = 0.5,
            .startNoise = 0.5,
            .solver = larger,
            .hurry = nothing},
    TaskRow{.task = Task::Denoise,
            .name = "denoise",
            .title = LACUNA_TEXT("Task", "Denoise"),
            .hint = LACUNA_TEXT("Task", "Remove grain and sensor noise"),
            .label = LACUNA_TEXT("Task", "%1, noise %2"),
            .mask = MaskUse::None,
            .takesPart = true,
            .takesKernel = false,
            .takesScale = false,
            .mixesLight = false,
            .defaultNoise = std::nullopt,
            .startNoise = 15,  // a visibly noisy photograph
            .solver = atItsNoise,
            .hurry = nothing},
};

}  // namespace

std::span<const TaskRow> taskRows() {
    return kRows;
}

const TaskRow& taskRow(Task task) {
    const TaskRow& row = kRows[static_cast<std::size_t>(task)];
    assert(row.task == task);  // the rows are in the order of the enumeration: others index by it, too
    return row;
}

const TaskRow* findTask(std::string_view name) {
    const auto found =
        std::find_if(kRows.begin(), kRows.end(), [name](const TaskRow& row) { return name == row.name; });
    return found == kRows.end() ? nullptr : &*found;
}

const char* toString(Task task) {
    return taskRow(task).name;
}

double assumedNoise(const OperatorSpec& spec) {
    if (spec.noise) return *spec.noise;
    const TaskRow& row = taskRow(spec.task);
    if (row.defaultNoise) return *row.defaultNoise;
    throw Error(ErrorCode::Usage, "noise",
                std::string("the task ") + row.name + " needs to know how much noise there is");
}

int resultScale(const OperatorSpec& spec) {
    return taskRow(spec.task).takesScale ? spec.scale : 1;
}

bool keepsUnmarked(const RestorationJob& job) {
    return job.onlyMarked || (taskRow(job.operation.task).mask == MaskUse::Restored && job.keepUnmasked);
}

const ImageBuffer& unmeasuredPixels(const RestorationJob& job) {
    static const ImageBuffer none;
    return job.onlyMarked ? none : job.mask;
}

}  // namespace lacuna
