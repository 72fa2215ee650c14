// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/diffpir.h"

#include "core/base/discrete_schedule.h"
#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/sampling/evaluation.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lacuna {
namespace {

constexpr int kTimes = 1000;

}  // namespace

std::vector<double> DiffPir::levels(int steps, double sigmaMin, double sigmaMax) {
    assert(steps >= 1 && sigmaMin > 0 && sigmaMax >= sigmaMin);
    const std::vector<double> all = sigmasOfBetas(linearBetas(1e-4, 0.02, kTimes));
    std::vector<double> levels;
    for (int i = 0; i < steps; ++i) {
        const double share = steps > 1 ? std::sqrt(static_cast<double>(i) / (steps - 1)) : 0;
        const int time = kTimes - 1 - std::min(static_cast<int>(kTimes * share), kTimes - 1);
        levels.push_back(std::clamp(all[static_cast<std::size_t>(time)], sigmaMin, sigmaMax));
    }
    levels.push_back(0);
    return levels;
}

Solution DiffPir::solve(const Problem& problem, SolverState& state, IterateSink& sink, RunControl& control) {
    assert(problem.sigmaY > 0 && state.step >= 0);
    const int steps = mParameters.steps;
    const std::vector<double> sigmas =
        levels(steps, problem.denoiser.sigmaMin(), problem.denoiser.sigmaMax());
    const double kept = std::sqrt(1 - mParameters.zeta), fresh = std::sqrt(mParameters.zeta);

    Solution solution;
    if (state.x.defined()) {
        if (const int step = resumedStep(state, sigmas); step != state.step)
            state.step = state.evaluations = step;
    }
    at::Tensor x = state.x.defined() ? resumedPicture(problem, state, sigmas[state.step])
                                     : problem.noise.normal(0, shapeOfPicture(problem)).mul_(sigmas[0]);
    for (int i = state.step; i < steps; ++i) {
        const double sigma = sigmas[i], nextSigma = sigmas[i + 1];
        if (!control.proceed()) {
            solution.cancelled = true;
            solution.beforeFirstEstimate = !state.denoised.defined();
            solution.x0 = solution.beforeFirstEstimate
                              ? at::zeros(shapeOfPicture(problem).sizes(), problem.y.options())
                              : state.denoised;
            return solution;
        }
        state.denoised = problem.denoiser.denoise(x, sigma).contiguous();
        ++state.evaluations;
        const Evaluation at = evaluationAt(problem, x, state.denoised);
        sink.iterate({i, steps, 0, sigma, state.evaluations, lossAt(problem, at, sigma), x, state.denoised});

        if (nextSigma == 0) {
            x = at.denoised;
        } else {
            // x̂ − D solves the data's equation with σ_t/√λ in place of σ_t.
            const at::Tensor fitted =
                at.denoised + problem.op.proximal(at.residual, at::zeros_like(x), problem.sigmaY,
                                                  sigma / std::sqrt(mParameters.lambda));
            x = at::add(fitted, x - fitted, kept * nextSigma / sigma);
            if (fresh > 0)
                x.add_(problem.noise.normal(static_cast<std::uint32_t>(i) + 1, x), fresh * nextSigma);
        }
        state.step = i + 1;
        state.x = x;
        state.sigma = nextSigma;
        sink.stepDone(state);
    }
    solution.x0 = state.denoised;
    return solution;
}

SolverRow diffPirSolver() {
    return {.name = "diffpir",
            .title = "DiffPIR",
            .paper = "arXiv 2305.08995",
            .parameters = {{.name = "steps",
                            .label = LACUNA_TEXT("Solver", "Steps"),
                            .help = "N, noise levels",
                            .hint = LACUNA_TEXT("Solver",
                                                "How many noise levels the picture passes through, with one "
                                                "evaluation of the network each. (N)"),
                            .initial = std::int64_t{100},
                            .low = 1,
                            .high = 1000},
                           {.name = "lambda",
                            .label = LACUNA_TEXT("Solver", "Prior weight"),
                            .help = "Lambda, weight of the denoised picture against the data",
                            .hint = LACUNA_TEXT(
                                "Solver", "How far each step trusts the denoised picture over the data. (λ)"),
                            .initial = 3.5,
                            .low = 1e-3,
                            .high = 1000,
                            .usual = 20,
                            .step = 0.5},
                           {.name = "zeta",
                            .label = LACUNA_TEXT("Solver", "Fresh noise"),
                            .help = "Zeta, share of the noise that is drawn anew at each step: 0 none, 1 all",
                            .hint = LACUNA_TEXT(
                                "Solver",
                                "How much of the noise is replaced by fresh noise between two steps. (ζ)"),
                            .initial = 0.1,
                            .low = 0,
                            .high = 1,
                            .usual = 1,
                            .step = 0.05}},
            .label = [](const ParameterValues&) -> std::string { return "DiffPIR"; },
            .applies = [](const ParameterValues&, std::string_view) { return true; },
            .settle = [](ParameterValues&, std::string_view) {},
            .check = [](const ParameterValues&) {},
            .make = [](const ParameterValues& values) -> std::unique_ptr<Solver> {
                return std::make_unique<DiffPir>(
                    DiffPir::Parameters{values.integer("steps"), values.real("lambda"), values.real("zeta")});
            }};
}

}  // namespace lacuna
