// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/autodiff.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

namespace lacuna {

DenoisedWithVjp differentiate(const std::function<at::Tensor(const at::Tensor&)>& f, const at::Tensor& x) {
    const c10::InferenceMode ordinary(false);
    const c10::AutoGradMode withGraph(true);
    // A tensor made in inference mode can't take part in a graph, so it is copied.
    const at::Tensor input = (x.is_inference() ? x.clone() : x.detach()).requires_grad_(true);
    const at::Tensor output = f(input);
    return {output.detach(), [input, output](const at::Tensor& v) {
                const c10::InferenceMode ordinaryToo(false);
                return torch::autograd::grad({output}, {input}, {v.is_inference() ? v.clone() : v})[0];
            }};
}

}  // namespace lacuna
