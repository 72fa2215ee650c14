// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/degradation.h"

#include "core/base/error.h"
#include "core/engine/alpha.h"
#include "core/engine/light_of_job.h"
#include "core/engine/noise_of_job.h"
#include "core/engine/tone.h"
#include "core/io/degradation_mark.h"
#include "core/job/noise_model.h"
#include "core/operators/linear_operator.h"
#include "core/operators/task.h"
#include "core/tensors/mirror.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/tensor_image.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <cstdint>
#include <string>

namespace lacuna {
namespace {

/// Stream of the measurement's noise; the solver's draws have small stream numbers.
constexpr std::uint32_t kMeasurementStream = 0x80000000U;

void cropToMultiples(Photograph& photo, int factor) {
    const int width = photo.pixels.width() / factor * factor;
    const int height = photo.pixels.height() / factor * factor;
    if (width == 0 || height == 0) {
        throw Error(ErrorCode::Usage, "scale",
                    "the photograph is smaller than " + std::to_string(factor) + " pixels");
    }
    photo.pixels = photo.pixels.cropped(0, 0, width, height);
    if (!photo.alpha.isEmpty()) photo.alpha = photo.alpha.cropped(0, 0, width, height);
}

}  // namespace

Photograph degradePhotograph(const RestorationJob& job) {
    requireValid(job.operation.noiseModel);
    const c10::Device cpu(c10::kCPU);
    const OperatorSpec& spec = job.operation;
    Photograph photo = job.photo;
    const int scale = resultScale(spec);
    if (scale > 1) cropToMultiples(photo, scale);
    const int width = photo.pixels.width() / scale;
    const int height = photo.pixels.height() / scale;

    at::Tensor y = toTensor(photo.pixels, cpu);
    if (operatorOf(spec.task).changesPicture) {
        const BuiltOperator built = makeOperator(spec, {3, height, width}, {}, y.options());
        const ImageShape canvas = built.op->inputShape();
        const at::Tensor x = mirroredOnto(y, built.offsetY, built.offsetX, canvas[1], canvas[2]);
        const auto light = lightMixingOf(job, *built.op, {});
        y = light ? light->apply(x) : built.op->apply(x);
        markDegradation(photo.metadata, spec.inLight);
    }
    if (spec.noise && *spec.noise > 0) {
        // A file with one channel has the same noise in all three.
        const at::Tensor like = photo.pixels.channels() == 1 ? y.narrow(1, 0, 1) : y;
        at::Tensor noise = NoiseSource(job.seed).normal(kMeasurementStream, like);
        if (!spec.noiseModel.isWhite()) {
            const Tone tone = photo.pixels.channels() == 1 ? Tone(ToneLine()) : Tone();
            noise = noiseCovariance(spec.noiseModel, tone, tone.fromColours(y), {})->coloured(noise);
        }
        y = y + noise * (*spec.noise * 2 / 255);
    }
    if (!job.mask.isEmpty()) {
        y = y * measuredMask(job.mask, 0, 0, width, height, cpu);  // 0 is mid-grey
    }
    photo.pixels = toImage(y, photo.pixels.channels(), photo.pixels.depth());
    if (scale > 1) photo.alpha = resizedAlpha(photo.alpha, width, height);
    return photo;
}

}  // namespace lacuna
