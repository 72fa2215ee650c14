// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/restoration_settings.h"

#include "core/engine/uses_light.h"
#include "core/imaging/dither.h"
#include "core/imaging/hug_damage.h"
#include "core/imaging/mask_operations.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"
#include "ui/base/thread_guard.h"
#include "ui/document/mask_image.h"

#include <utility>

namespace lacuna::ui {

RestorationSettings::RestorationSettings() {
    for (const TaskRow& row : taskRows())
        noise.push_back(row.startNoise);
    for (const KernelKind& kind : kernelKinds())
        kernel.values = completed(kind.parameters, kernel.values);
    kernel.kind = kernelKinds().front().id;
    custom = defaultSolver(task, taskNoise());
}

SolverSpec RestorationSettings::solver() const {
    if (!isCustom) return presetSolver(operationOf(*this), strength, effort);
    return fillsHoles() ? custom : withoutHoles(custom);
}

bool RestorationSettings::fillsHoles() const {
    return taskRow(task).mask == MaskUse::Restored;
}

bool RestorationSettings::restoresPart() const {
    return onlyMarked && taskRow(task).takesPart;
}

bool RestorationSettings::takesMask() const {
    return restoresPart() || taskRow(task).mask != MaskUse::None;
}

bool RestorationSettings::keepsUnmarked() const {
    return restoresPart() || (fillsHoles() && keepUnmasked);
}

bool RestorationSettings::needsMask() const {
    return restoresPart() || fillsHoles();
}

bool RestorationSettings::dithers() const {
    return dither.value_or(dithersByDefault(task));
}

void takeKernel(KernelSpec& into, const KernelSpec& kernel) {
    ParameterValues values = std::move(into.values);
    for (const auto& [name, value] : kernel.values.all())
        values.setValue(name, value);
    into = kernel;
    into.values = std::move(values);
}

OperatorSpec operationOf(const RestorationSettings& settings) {
    OperatorSpec operation;
    operation.task = settings.task;
    if (taskRow(settings.task).takesKernel) operation.kernel = settings.kernel;
    operation.scale = settings.scale;
    operation.noise = settings.taskNoise();
    operation.noiseModel = settings.noiseModel();
    operation.inLight = settings.linearLight == LinearLight::On && taskRow(settings.task).mixesLight;
    return operation;
}

RestorationJob makeJob(const RunRequest& request, Photograph photo) {
    mustNotBlockGui("makeJob");
    const RestorationSettings& settings = request.settings;
    RestorationJob job;
    job.photo = std::move(photo);
    const int photoScale = request.photoScale;
    job.mask = enlarged(toMaskBuffer(request.mask), photoScale);
    job.keepUnmasked = settings.keepUnmasked;
    job.onlyMarked = settings.restoresPart();
    if (settings.fillsHoles()) {
        job.fill = settings.fill;
        if (settings.hug) job.mask = hugDamage(job.photo.pixels, job.mask);
    }
    if (settings.takesGrain()) job.grain = settings.grain;
    job.operation = operationOf(settings);
    job.solver = settings.solver();
    job.operation.inLight = usesLight(settings.linearLight, job.operation, job.solver, job.photo.metadata);
    job.model = settings.model;
    job.model.trustedProgram = request.trustedProgram;
    job.compute = settings.compute;
    job.seed = settings.seed;
    job.depth = settings.depth;
    job.dither = settings.dithers();
    const QRect view = request.view;
    job.focus = {view.x() * photoScale, view.y() * photoScale, view.width() * photoScale,
                 view.height() * photoScale};
    if (request.reference) {
        const int scale = resultScale(job.operation);
        const ImageBuffer& clean = request.reference->pixels;
        if (clean.width() == job.photo.pixels.width() * scale &&
            clean.height() == job.photo.pixels.height() * scale)
            job.reference = clean;
    }
    return job;
}

}  // namespace lacuna::ui
