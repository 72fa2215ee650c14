// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/evaluation.h"

#include "core/base/error.h"
#include "core/operators/light_mixing.h"
#include "core/operators/linear_operator.h"
#include "core/operators/whitened.h"
#include "core/sampling/clipped_residual.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace lacuna {

Evaluation evaluationAt(const Problem& problem, const at::Tensor& x, const at::Tensor& denoised) {
    if (problem.light) {
        const LightMixing::Linearised light = problem.light->at(denoised);
        at::Tensor residual = problem.y - light.seen;
        if (problem.clipped.defined()) residual = clippedResidual(residual, problem.clipped, problem.sigmaY);
        return {x, denoised, residual, denoised - x, light.op};
    }
    at::Tensor residual = problem.y - problem.op.apply(denoised);
    if (problem.clipped.defined() && problem.whitened) {
        const Whitened& whitened = *problem.whitened;
        const at::Tensor deviation = whitened.noise().deviation().to(residual.options()) * problem.sigmaY;
        residual =
            whitened.measurement(clippedResidual(whitened.unwhitened(residual), problem.clipped, deviation));
    } else if (problem.clipped.defined()) {
        residual = clippedResidual(residual, problem.clipped, problem.sigmaY);
    }
    return {x, denoised, residual, denoised - x, nullptr};
}

LateLoss lossAt(const Problem& problem, const Evaluation& at, double sigma) {
    const LateNumber r2 = lateInnerProduct(at.residual, at.residual);
    const LateNumber e2 = lateInnerProduct(at.correction, at.correction);
    if (r2.isKnown() && e2.isKnown()) requireFinite(r2.value() + e2.value(), sigma);
    LateLoss loss;
    loss.misfit = r2 / (static_cast<double>(problem.op.measurements()) * problem.sigmaY * problem.sigmaY);
    loss.prior = e2 / (static_cast<double>(at.x.numel()) * sigma * sigma);
    return loss;
}

std::vector<LossTerms> valuesOf(const std::vector<LateLoss>& losses) {
    std::vector<LateNumber> numbers;
    for (const LateLoss& loss : losses)
        numbers.insert(numbers.end(), {loss.misfit, loss.prior, loss.stationarity, loss.deltaLoss});
    const std::vector<double> values = LateNumber::valuesOf(numbers);
    std::vector<LossTerms> terms;
    for (std::size_t i = 0; i < values.size(); i += 4)
        terms.push_back({values[i], values[i + 1], values[i + 2], values[i + 3]});
    return terms;
}

double requireFinite(double value, double sigma) {
    if (std::isfinite(value)) return value;
    throw Error(ErrorCode::Numerical, "solver",
                "a value stopped being finite at noise level " + std::to_string(sigma));
}

at::Tensor shapeOfPicture(const Problem& problem) {
    const ImageShape shape = problem.op.inputShape();
    return at::empty({1}, problem.y.options()).expand({1, shape[0], shape[1], shape[2]});
}

Solution cancelledSolution(const Problem& problem, const SolverState& state) {
    Solution solution;
    solution.cancelled = true;
    solution.beforeFirstEstimate = !state.denoised.defined();
    solution.x0 = solution.beforeFirstEstimate
                      ? at::zeros(shapeOfPicture(problem).sizes(), problem.y.options())
                      : state.denoised;
    return solution;
}

int resumedStep(const SolverState& state, const std::vector<double>& sigmas) {
    const int steps = static_cast<int>(sigmas.size()) - 1;
    if (state.sigma == 0) return std::min(state.step, steps);
    if (state.step < steps && sigmas[static_cast<std::size_t>(state.step)] == state.sigma) return state.step;
    const auto found =
        std::find_if(sigmas.begin(), sigmas.end(), [&state](double sigma) { return sigma <= state.sigma; });
    return std::min(static_cast<int>(found - sigmas.begin()), steps - 1);
}

at::Tensor resumedPicture(const Problem& problem, const SolverState& state, double sigma) {
    if (state.sigma == sigma || !state.denoised.defined()) return state.x;
    if (state.sigma > 0) return at::add(state.denoised, state.x - state.denoised, sigma / state.sigma);
    return at::add(state.x, problem.noise.normal(static_cast<std::uint32_t>(state.step), state.x), sigma);
}

}  // namespace lacuna
