// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/denoiser.h"

#include "core/models/autodiff.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace lacuna {
namespace {

/// Its own inverse, and symmetric.
at::Tensor mirrored(const at::Tensor& x, int mirror) {
    std::vector<std::int64_t> sides;
    if (mirror & 1) sides.push_back(3);
    if (mirror & 2) sides.push_back(2);
    return sides.empty() ? x : x.flip(sides);
}

}  // namespace

Denoiser::~Denoiser() = default;

DenoisedWithVjp Denoiser::denoiseWithVjp(const at::Tensor& x, double sigma) {
    return differentiate([&](const at::Tensor& input) { return denoiseWithGraph(input, sigma); }, x);
}

at::Tensor Denoiser::denoiseMirrored(const at::Tensor& x, double sigma, int mirror) {
    return mirrored(denoise(mirrored(x, mirror), sigma), mirror);
}

DenoisedWithVjp Denoiser::denoiseMirroredWithVjp(const at::Tensor& x, double sigma, int mirror) {
    if (mirror == 0) return denoiseWithVjp(x, sigma);
    const DenoisedWithVjp d = denoiseWithVjp(mirrored(x, mirror), sigma);
    return {mirrored(d.denoised, mirror), [vjp = d.vjp, mirror](const at::Tensor& v) {
                return mirrored(vjp(mirrored(v, mirror)), mirror);
            }};
}

}  // namespace lacuna
