// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/red_diff.h"

#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

constexpr double kBeta1 = 0.9, kBeta2 = 0.99;
constexpr double kEpsilon = 1e-8;

}  // namespace

std::vector<double> RedDiff::levels(const Problem& problem) const {
    return diffusionLevels(steps(), problem.denoiser.sigmaMin(), problem.denoiser.sigmaMax());
}

at::Tensor RedDiff::start(const Problem& problem, double) const {
    const at::Tensor zero = at::zeros(shapeOfPicture(problem).sizes(), problem.y.options());
    return problem.op.proximal(problem.y, zero, problem.sigmaY, 1);
}

at::Tensor RedDiff::noisy(const Problem& problem, const at::Tensor& state, int index, double sigma) const {
    return at::add(state, problem.noise.normal(static_cast<std::uint32_t>(index) + 1, state), sigma);
}

at::Tensor RedDiff::resumed(const Problem&, const SolverState& state, double) const {
    return state.x;  // μ holds no noise
}

at::Tensor RedDiff::next(const Step& step) const {
    const at::Tensor& mu = step.state;
    const Evaluation here = evaluationAt(step.problem, mu, mu);
    const double measured = static_cast<double>(step.problem.op.measurements());
    const double share = static_cast<double>(mu.numel()) / measured;  // n/m
    // n times the loss's gradient: Adam takes no notice of the factor, but for its ε.
    at::Tensor gradient = (mu - step.at.denoised) * mParameters.priorPull;
    gradient.add_(here.op(step.problem).applyAdjoint(here.residual), -share);

    if (step.memory.empty()) step.memory = {at::zeros_like(mu), at::zeros_like(mu)};
    // New tensors: others may hold the old ones.
    const at::Tensor mean = at::add(step.memory[0] * kBeta1, gradient, 1 - kBeta1);
    const at::Tensor square = at::add(step.memory[1] * kBeta2, gradient * gradient, 1 - kBeta2);
    step.memory = {mean, square};
    const int count = step.index + 1;
    const double first = 1 - std::pow(kBeta1, count), second = 1 - std::pow(kBeta2, count);
    const at::Tensor divisor = (square / second).sqrt_().add_(kEpsilon);
    return at::add(mu, mean / divisor, -mParameters.rate / first);
}

std::unique_ptr<Solver> makeRedDiff(const ParameterValues& values) {
    return std::make_unique<RedDiff>(
        RedDiff::Parameters{values.integer("steps"), values.real("prior_pull"), values.real("rate")});
}

}  // namespace lacuna
