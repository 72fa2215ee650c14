// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/denoiser.h"

#include "core/models/autodiff.h"

namespace lacuna {

Denoiser::~Denoiser() = default;

DenoisedWithVjp Denoiser::denoiseWithVjp(const at::Tensor& x, double sigma) {
    return differentiate([&](const at::Tensor& input) { return denoiseWithGraph(input, sigma); }, x);
}

}  // namespace lacuna
