// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/dps.h"

#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/tensors/inner_product.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>

#include <cmath>

namespace lacuna {
std::vector<double> Dps::levels(const Problem& problem) const {
    return diffusionLevels(steps(), problem.denoiser.sigmaMin(), problem.denoiser.sigmaMax());
}

at::Tensor Dps::next(const Step& step) const {
    const at::Tensor x =
        renoised(step.at.denoised, step.at, step.sigma, step.next, 1.0, [&step] { return step.noise(); });
    const double norm = std::sqrt(innerProduct(step.at.residual, step.at.residual));
    if (norm == 0) return x;  // the data is explained exactly
    const at::Tensor pull = step.vjp(step.at.op(step.problem).applyAdjoint(step.at.residual));
    const double scale = std::sqrt((1 + step.sigma * step.sigma) * (1 + step.next * step.next));
    return at::add(x, pull, mParameters.guidance * scale / norm);
}

std::unique_ptr<Solver> makeDps(const ParameterValues& values) {
    return std::make_unique<Dps>(Dps::Parameters{values.integer("steps"), values.real("guidance")});
}

}  // namespace lacuna
