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
    Unmeasured,  ///< a mask may mark pixels whose values don't count as measured
    Restored     ///< the task needs a mask: marked pixels are restored, the others may be kept
};

/// A task: one row of the registry. Texts are English; the studio translates them (context "Task").
struct TaskRow {
    Task task;
    const char* name;   ///< in JSON, on the command line and for the icon: "inpaint"
    const char* title;  ///< in the studio: "Inpaint"
    const char* hint;   ///< one sentence
    /// Label of a result: %1 is the title, %2 the kernel, scale or noise. Null: the title alone.
    const char* label;
    MaskUse mask;
    /// Whether a mask may say instead which part to restore (RestorationJob::onlyMarked).
    bool takesPart;
    bool takesKernel;
    bool takesScale;
    bool mixesLight;  ///< whether OperatorSpec::inLight applies
    /// σ_y in 8-bit levels if the user gives none. Unset: the user must give it.
    std::optional<double> defaultNoise;
    double startNoise;  ///< 8-bit levels; the studio's first setting
    /// The settings that measured best (table in models/photo-v1.md), as differences from the solver's
    /// defaults. `noise` is in 8-bit levels.
    SolverSpec (*solver)(double noise);
    /// What the quick effort changes besides the number of steps.
    void (*hurry)(SolverSpec& solver);
};

/// All tasks, in the studio's order.
std::span<const TaskRow> taskRows();
const TaskRow& taskRow(Task task);
/// Null for an unknown name.
const TaskRow* findTask(std::string_view name);
/// "inpaint", "deblur", "upscale", "denoise".
const char* toString(Task task);

/// The noise that is assumed, in 8-bit levels. Throws Error Usage if it is unset and the task has no default.
double assumedNoise(const OperatorSpec& spec);
/// The result's width divided by the photograph's.
int resultScale(const OperatorSpec& spec);
/// Whether pixels that aren't marked stay as they are.
bool keepsUnmarked(const RestorationJob& job);
/// The mask of the pixels that don't count as measured: the job's, or none if that says only what to restore.
const ImageBuffer& unmeasuredPixels(const RestorationJob& job);

/// What the task undoes. Like all below, it is in task_operator.cpp, with LibTorch.
const OperatorKind& operatorOf(Task task);
/// Whether only regions around the marked pixels have to be computed, because all others are kept.
bool restoresRegions(const RestorationJob& job);
/// Shape of the x of makeOperator()'s H, without the cost of building H. Throws as makeOperator() does.
ImageShape canvasShape(const OperatorSpec& spec, const ImageShape& photo);
/// The H of `spec` for photographs (y) of that shape. `measured` is (1, 1, height, width), non-zero for
/// pixels that count as measured. Undefined: all do; a task with MaskUse::Restored needs it (asserted). The
/// canvas of a blur is larger than the photograph by the kernel's reach, that of an upscaling is spec.scale
/// times as large. `options` give the type (float32 or float64) and the device. Throws Error: KernelInvalid
/// (also if the kernel is larger than the photograph), MaskMismatch.
BuiltOperator makeOperator(const OperatorSpec& spec, const ImageShape& photo, const at::Tensor& measured,
                           const c10::TensorOptions& options);

}  // namespace lacuna
