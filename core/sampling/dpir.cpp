// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/dpir.h"

#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>

namespace lacuna {
std::vector<double> Dpir::levels(const Problem& problem) const {
    const Denoiser& denoiser = problem.denoiser;
    const double first = std::clamp(mParameters.sigmaMax, denoiser.sigmaMin(), denoiser.sigmaMax());
    const double last =
        std::min(first, std::max({problem.sigmaY, mParameters.sigmaMin, denoiser.sigmaMin()}));
    std::vector<double> levels;
    for (int i = 0; i < steps(); ++i) {
        const double share = steps() > 1 ? static_cast<double>(i) / (steps() - 1) : 1;
        levels.push_back(first * std::pow(last / first, share));
    }
    levels.push_back(0);
    return levels;
}

at::Tensor Dpir::fitted(const Problem& problem, const LinearOperator& op, const at::Tensor& z,
                        const at::Tensor& residual, double sigma) const {
    return z +
           op.proximal(residual, at::zeros_like(z), problem.sigmaY, sigma / std::sqrt(mParameters.lambda));
}

at::Tensor Dpir::start(const Problem& problem, double sigma) const {
    const at::Tensor grey = at::zeros(shapeOfPicture(problem).sizes(), problem.y.options());
    return fitted(problem, problem.op, grey, problem.y, sigma);
}

at::Tensor Dpir::next(const Step& step) const {
    if (step.next == 0) return step.at.denoised;
    return fitted(step.problem, step.at.op(step.problem), step.at.denoised, step.at.residual, step.next);
}

std::unique_ptr<Solver> makeDpir(const ParameterValues& values) {
    return std::make_unique<Dpir>(Dpir::Parameters{values.integer("steps"), values.real("lambda"),
                                                   values.real("sigma_max"), values.real("sigma_min")});
}

}  // namespace lacuna
