// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/restoration_settings.h"

#include "ui/document/mask_image.h"
#include "ui/worker/thread_guard.h"

#include <utility>

namespace lacuna::ui {

namespace {
constexpr double kDenoiseStart = 15;  ///< a visibly noisy photograph; the engine has no default for this task
}  // namespace

RestorationSettings::RestorationSettings() {
    for (const Task each : {Task::Inpaint, Task::Deblur, Task::Upscale})
        noise[std::size_t(each)] = defaultNoise(each);
    noise[std::size_t(Task::Denoise)] = kDenoiseStart;
    kernel.kind = KernelSpec::Kind::Gaussian;
    custom = defaultSolver(task, taskNoise());
}

SolverSpec RestorationSettings::solver() const {
    return isCustom ? custom : presetSolver(task, taskNoise(), strength, effort);
}

OperatorSpec operationOf(const RestorationSettings& settings) {
    OperatorSpec operation;
    operation.task = settings.task;
    if (settings.task == Task::Deblur) operation.kernel = settings.kernel;
    operation.scale = settings.scale;
    operation.noise = settings.taskNoise();
    return operation;
}

RestorationJob makeJob(const RunRequest& request, Photograph photo) {
    mustNotBlockGui("makeJob");
    const RestorationSettings& settings = request.settings;
    RestorationJob job;
    job.photo = std::move(photo);
    job.mask = toMaskBuffer(request.mask);
    job.keepUnmasked = settings.keepUnmasked;
    job.operation = operationOf(settings);
    job.solver = settings.solver();
    job.model = settings.model;
    job.model.trustedProgram = request.trustedProgram;
    job.compute = settings.compute;
    job.seed = settings.seed;
    const QRect view = request.view;
    job.focus = {view.x(), view.y(), view.width(), view.height()};
    if (request.reference) {
        const int scale = settings.task == Task::Upscale ? settings.scale : 1;
        const ImageBuffer& clean = request.reference->pixels;
        if (clean.width() == job.photo.pixels.width() * scale &&
            clean.height() == job.photo.pixels.height() * scale)
            job.reference = clean;
    }
    return job;
}

}  // namespace lacuna::ui
