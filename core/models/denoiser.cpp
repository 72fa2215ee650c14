// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/denoiser.h"

#include "core/models/denoised_with_vjp.h"

#include <ATen/core/Tensor.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

namespace lacuna {

Denoiser::~Denoiser() = default;

DenoisedWithVjp Denoiser::denoiseWithVjp(const at::Tensor& x, double sigma) {
    // The caller may have switched gradients off; a tensor made in inference mode can't carry them, so it is
    // copied.
    const c10::InferenceMode ordinary(false);
    const c10::AutoGradMode withGraph(true);
    const at::Tensor input = (x.is_inference() ? x.clone() : x.detach()).requires_grad_(true);
    const at::Tensor output = denoiseWithGraph(input, sigma);
    return {output.detach(), [input, output](const at::Tensor& v) {
                return torch::autograd::grad({output}, {input}, {v})[0];
            }};
}

}  // namespace lacuna
