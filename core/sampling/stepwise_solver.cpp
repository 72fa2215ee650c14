// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/stepwise_solver.h"

#include "core/base/discrete_schedule.h"
#include "core/base/run_control.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <utility>

namespace lacuna {

namespace {

constexpr int kTimes = 1000;

}  // namespace

at::Tensor StepwiseSolver::Step::noise() const {
    return problem.noise.normal(static_cast<std::uint32_t>(index) + 1, at.x);
}

at::Tensor StepwiseSolver::start(const Problem& problem, double sigma) const {
    return problem.noise.normal(0, shapeOfPicture(problem)).mul_(sigma);
}

at::Tensor StepwiseSolver::noisy(const Problem&, const at::Tensor& state, int, double) const {
    return state;
}

at::Tensor StepwiseSolver::resumed(const Problem& problem, const SolverState& state, double sigma) const {
    return resumedPicture(problem, state, sigma);
}

Solution StepwiseSolver::solve(const Problem& problem, SolverState& state, IterateSink& sink,
                               RunControl& control) {
    assert(problem.sigmaY > 0 && state.step >= 0);
    const std::vector<double> sigmas = levels(problem);
    if (state.x.defined()) {
        if (const int step = resumedStep(state, sigmas); step != state.step)
            state.step = state.evaluations = step;
    }
    at::Tensor x =
        state.x.defined() ? resumed(problem, state, sigmas[state.step]) : start(problem, sigmas[0]);
    for (int i = state.step; i < mSteps; ++i) {
        const double sigma = sigmas[i], nextSigma = sigmas[i + 1];
        if (!control.proceed()) return cancelledSolution(problem, state);
        const at::Tensor shown = noisy(problem, x, i, sigma);
        DenoisedWithVjp d;
        if (needsVjp())
            d = problem.denoiser.denoiseWithVjp(shown, sigma);
        else
            d.denoised = problem.denoiser.denoise(shown, sigma);
        state.denoised = d.denoised.contiguous();
        ++state.evaluations;
        const Evaluation at = evaluationAt(problem, shown, state.denoised);
        sink.iterate(
            {i, mSteps, 0, sigma, state.evaluations, lossAt(problem, at, sigma), shown, state.denoised});
        x = next({problem, at, i, sigma, nextSigma, std::move(d.vjp), state.memory, x});
        state.step = i + 1;
        state.x = x;
        state.sigma = nextSigma;
        sink.stepDone(state);
    }
    Solution solution;
    solution.x0 = state.x;
    return solution;
}

std::vector<double> diffusionLevels(int steps, double sigmaMin, double sigmaMax) {
    assert(steps >= 1 && sigmaMin > 0 && sigmaMax >= sigmaMin);
    const std::vector<double> all = sigmasOfBetas(linearBetas(1e-4, 0.02, kTimes));
    std::vector<double> levels;
    for (int i = 0; i < steps; ++i) {
        const double left = steps > 1 ? 1 - static_cast<double>(i) / (steps - 1) : 1;
        const auto time = static_cast<std::size_t>(std::lround((kTimes - 1) * left));
        levels.push_back(std::clamp(all[time], sigmaMin, sigmaMax));
    }
    levels.push_back(0);
    return levels;
}

at::Tensor renoised(const at::Tensor& mean, const Evaluation& at, double sigma, double next, double eta,
                    const std::function<at::Tensor()>& noise) {
    if (next == 0) return mean;
    const double fresh = eta * next * std::sqrt(std::max(0.0, sigma * sigma - next * next)) / sigma;
    const double kept = std::sqrt(std::max(0.0, next * next - fresh * fresh));
    at::Tensor x = at::add(mean, at.correction, -kept / sigma);  // correction = D − x
    if (fresh > 0) x.add_(noise(), fresh);
    return x;
}

}  // namespace lacuna
