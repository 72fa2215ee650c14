// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"
#include "core/operators/operator_kind.h"

#include <optional>
#include <span>
#include <string_view>

namespace at {
class Tensor;
}

namespace lacuna {

/// What a marked pixel means.
enum class MaskUse {
    None,        ///< the task takes no mask
    Unmeasured,  ///< a mask may mark pixels that are not to be believed
    Restored     ///< the mask is what the task is about: marked pixels are restored, the others may be kept
};

/// A task: a row of the registry. Texts are English and translated by the studio (context "Task").
struct TaskRow {
    Task task;
    const char* name;   ///< in JSON, on the command line and of its icon: "inpaint"
    const char* title;  ///< in the studio: "Inpaint"
    const char* hint;   ///< a sentence
    /// Of a result: %1 the title, %2 kernel, scale or noise; null: the title alone.
    const char* label;
    const OperatorKind& (*operation)();
    MaskUse mask;
    bool takesKernel;
    bool takesScale;
    /// σ_y in 8-bit levels where the user doesn't say; none: it has to be said.
    std::optional<double> defaultNoise;
    double startNoise;  ///< what the studio starts from
    /// What measured best (models/photo-v1.md has the table), as differences from the solver's defaults.
    /// `noise` is in 8-bit levels.
    SolverSpec (*solver)(double noise);
    /// What the quick effort changes beside the number of steps.
    void (*hurry)(SolverSpec& solver);
};

/// All tasks, in the studio's order.
std::span<const TaskRow> taskRows();
const TaskRow& taskRow(Task task);
/// Null for a name that is none.
const TaskRow* findTask(std::string_view name);
/// "inpaint", "deblur", "upscale", "denoise".
const char* toString(Task task);

/// The noise that is assumed, in 8-bit levels. Throws Error Usage where the task has to be told.
double assumedNoise(const OperatorSpec& spec);
/// How many times as wide as the photograph the result is.
int resultScale(const OperatorSpec& spec);
/// Restoring what a mask marks and keeping the rest needs to look at the damage and its surroundings only.
bool restoresRegions(const RestorationJob& job);

/// Shape of the x that makeOperator()'s H acts on, without the cost of building it. Throws as it does.
ImageShape canvasShape(const OperatorSpec& spec, const ImageShape& photo);
/// The H of `spec` for photographs (y) of that shape. `measured` is (1, 1, height, width), non-zero where the
/// photograph is to be believed, or undefined where all of it is; it must be defined for a task that restores
/// what is marked (asserted). A blur's canvas is larger than the photograph by the kernel's reach, an
/// upscaling's spec.scale times as large. `options` say the type (float32 or float64) and the device. Throws
/// Error: KernelInvalid (also where the kernel is larger than the photograph), MaskMismatch.
BuiltOperator makeOperator(const OperatorSpec& spec, const ImageShape& photo, const at::Tensor& measured,
                           const c10::TensorOptions& options);

}  // namespace lacuna
