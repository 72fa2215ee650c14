// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/pigdm.h"

#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>

namespace lacuna {

std::vector<double> PiGdm::levels(const Problem& problem) const {
    return diffusionLevels(steps(), problem.denoiser.sigmaMin(), problem.denoiser.sigmaMax());
}

at::Tensor PiGdm::next(const Step& step) const {
    const double sigma = step.sigma;
    const double width = sigma / std::sqrt(1 + sigma * sigma);  // r_t
    const at::Tensor pull =
        step.vjp(step.at.op(step.problem)
                     .proximal(step.at.residual, at::zeros_like(step.at.x), step.problem.sigmaY, width));
    return renoised(step.at.denoised, step.at, sigma, step.next, mParameters.eta,
                    [&step] { return step.noise(); }) +
           pull;
}

std::unique_ptr<Solver> makePiGdm(const ParameterValues& values) {
    return std::make_unique<PiGdm>(PiGdm::Parameters{values.integer("steps"), values.real("eta")});
}

}  // namespace lacuna
