// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/degradation.h"
#include "core/engine/standard_damage.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/tensor_image.h"
#include "core/tensors/translate_errors.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <cmath>
#include <cstdint>
#include <utility>

namespace lacuna {
namespace {

/// A stream of its own, beside the measurement's.
constexpr std::uint32_t kGrainStream = 0x80000001U;

Photograph withGrain(Photograph photo, double level, std::uint64_t seed) {
    const at::Tensor y = toTensor(photo.pixels, c10::Device(c10::kCPU));
    at::Tensor grain =
        NoiseSource(seed).normal(kGrainStream, photo.pixels.channels() == 1 ? y.narrow(1, 0, 1) : y);
    double squares = 1;
    for (const std::int64_t dimension : {2, 3}) {
        grain = 0.25 * grain.roll({1}, {dimension}) + 0.5 * grain + 0.25 * grain.roll({-1}, {dimension});
        squares *= 0.25 * 0.25 + 0.5 * 0.5 + 0.25 * 0.25;
    }
    photo.pixels = toImage(y + grain * (level * 2 / 255 / std::sqrt(squares)), photo.pixels.channels(),
                           photo.pixels.depth());
    return photo;
}

}  // namespace

Photograph damaged(const Photograph& photo, const Damage& damage, std::uint64_t seed) {
    RestorationJob job;
    job.photo = photo;
    job.operation = damage.operation;
    job.mask = damage.mask;
    job.seed = seed;
    if (damage.isGrain) {
        job.operation.noise.reset();
        job.operation.noiseModel = {};
    }
    Photograph out;
    translatingErrors([&] {
        out = degradePhotograph(job);
        if (damage.isGrain) out = withGrain(std::move(out), damage.operation.noise.value_or(0), seed);
    });
    return out;
}

}  // namespace lacuna
