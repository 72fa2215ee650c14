// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/daps.h"

#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/sampling/evaluation.h"
#include "core/sampling/noise_schedule.h"
#include "core/sampling/shared_parameters.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/add.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

constexpr double kRho = 7;
/// Where each flow ends.
constexpr double kFlowEnd = 0.01;
/// The draws of one step, by stream: its own number is for the noise of the next level.
constexpr std::uint32_t kDataStream = 0x10000, kPictureStream = 0x20000, kChainStream = 0x30000;
/// Share of the rate that is left at the last level.
constexpr double kLeastRate = 0.01;

void authorsDaps(ParameterValues& values, const OperatorSpec& operation) {
    const bool isShaken = operation.task == Task::Deblur && operation.kernel.kind != "gaussian";
    if (operation.task == Task::Inpaint || isShaken) values.set("chain_rate", 5e-5);
}

/// N levels from sigmaMax towards sigmaMin, which is left out, then 0.
std::vector<double> levelsFor(const Daps::Parameters& parameters, const Denoiser& denoiser) {
    const double top = std::clamp(parameters.sigmaMax, denoiser.sigmaMin(), denoiser.sigmaMax());
    const double bottom = std::clamp(parameters.sigmaMin, denoiser.sigmaMin(), top);
    std::vector<double> sigmas = noiseSchedule(top, bottom, parameters.steps + 1, kRho);
    sigmas.erase(sigmas.end() - 2);
    return sigmas;
}

/// The levels of the flow from `sigma`: `steps` + 1 of them.
std::vector<double> flowFrom(double sigma, int steps, const Denoiser& denoiser) {
    const double end = std::min(sigma, std::max(kFlowEnd, denoiser.sigmaMin()));
    std::vector<double> sigmas = noiseSchedule(sigma, end, steps + 1, kRho);
    sigmas.pop_back();
    return sigmas;
}

}  // namespace

at::Tensor Daps::drawn(const Problem& problem, const at::Tensor& guess, double width, int step,
                       const RunControl& control) const {
    if (mParameters.draw == Draw::Chain) return endOfChain(problem, guess, width, step, control);
    const auto stream = static_cast<std::uint32_t>(step) + 1;
    const Evaluation here = evaluationAt(problem, guess, guess);
    at::Tensor residual = here.residual;
    residual.add_(problem.noise.normal(kDataStream + stream, residual), problem.sigmaY);
    const at::Tensor ofPicture = problem.noise.normal(kPictureStream + stream, guess).mul_(width);
    return guess + here.op(problem).proximal(residual, ofPicture, problem.sigmaY, width);
}

/// Undefined if it was stopped: for a large picture it may take as long as the denoiser.
at::Tensor Daps::endOfChain(const Problem& problem, const at::Tensor& guess, double width, int step,
                            const RunControl& control) const {
    const double share = 1 + static_cast<double>(step) / mParameters.steps * (kLeastRate - 1);
    const double rate = mParameters.rate * share;
    const double tau = mParameters.tau;
    at::Tensor x = guess;
    for (int k = 0; k < mParameters.chain; ++k) {
        if (control.stopRequested()) return {};
        const Evaluation here = evaluationAt(problem, x, x);
        const at::Tensor pull = here.op(problem).applyAdjoint(here.residual);
        const auto stream = kChainStream + static_cast<std::uint32_t>(step * mParameters.chain + k);
        x = x + pull * (rate / (tau * tau)) + (guess - x) * (rate / (width * width)) +
            problem.noise.normal(stream, x) * std::sqrt(2 * rate);
    }
    return x;
}

Solution Daps::solve(const Problem& problem, SolverState& state, IterateSink& sink, RunControl& control) {
    assert(problem.sigmaY > 0 && state.step >= 0);
    const int steps = mParameters.steps;
    const std::vector<double> sigmas = levelsFor(mParameters, problem.denoiser);
    Solution solution;
    if (state.x.defined()) {
        if (const int step = resumedStep(state, sigmas); step != state.step) {
            state.step = step;
            state.evaluations = step * mParameters.inner;
        }
    }
    at::Tensor x = state.x.defined() ? resumedPicture(problem, state, sigmas[state.step])
                                     : problem.noise.normal(0, shapeOfPicture(problem)).mul_(sigmas[0]);
    for (int i = state.step; i < steps; ++i) {
        const std::vector<double> flow = flowFrom(sigmas[i], mParameters.inner, problem.denoiser);
        for (int k = 0; k < mParameters.inner; ++k) {
            if (!control.proceed()) return cancelledSolution(problem, state);
            state.denoised = problem.denoiser.denoise(x, flow[k]).contiguous();
            ++state.evaluations;
            const Evaluation at = evaluationAt(problem, x, state.denoised);
            sink.iterate(
                {i, steps, k, flow[k], state.evaluations, lossAt(problem, at, flow[k]), x, state.denoised});
            x = at::add(x, at.correction, 1 - flow[k + 1] / flow[k]);  // dx = (x − D)/σ dσ
        }
        const auto stream = static_cast<std::uint32_t>(i) + 1;
        x = drawn(problem, x, sigmas[i], i, control);
        if (!x.defined()) return cancelledSolution(problem, state);
        if (sigmas[i + 1] > 0) x.add_(problem.noise.normal(stream, x), sigmas[i + 1]);
        state.step = i + 1;
        state.x = x;
        state.sigma = sigmas[i + 1];
        sink.stepDone(state);
    }
    solution.x0 = state.x;
    return solution;
}

SolverRow dapsSolver() {
    SolverRow row = plainRow(
        "daps", "DAPS", "arXiv 2407.01521",
        {{.name = "steps",
          .label = LACUNA_TEXT("Solver", "Steps"),
          .help = "N, noise levels",
          .hint = LACUNA_TEXT("Solver",
                              "How many noise levels the picture passes through. More take longer and bring "
                              "out finer detail. (N)"),
          .initial = std::int64_t{200},
          .low = 1,
          .high = 1000},
         {.name = "inner",
          .label = LACUNA_TEXT("Solver", "Inner steps"),
          .help = "Evaluations of the network at each noise level",
          .hint = LACUNA_TEXT("Solver",
                              "How many evaluations of the network lead from each noise level to a guess at "
                              "the picture. (K)"),
          .initial = std::int64_t{5},
          .low = 1,
          .high = 100},
         {.name = "sigma_max",
          .label = LACUNA_TEXT("Solver", "Start noise"),
          .help = "First noise level; black to white is 2",
          .hint = LACUNA_TEXT("Solver",
                              "How much noise the first step starts with; from black to white is 2. Values "
                              "beyond what the network was trained on are reduced to that. (σ max)"),
          .initial = 100.0,
          .low = 1e-6,
          .high = 1e4,
          .step = 0},
         {.name = "draw",
          .label = LACUNA_TEXT("Solver", "Draw"),
          .help = "How a picture that explains the data is drawn at each noise level",
          .hint =
              LACUNA_TEXT("Solver",
                          "Exact draws have the data's own noise. The authors' chain follows the data more "
                          "closely, and single pictures of it are less noisy."),
          .initial = "chain",
          .words = {{"chain", LACUNA_TEXT("Solver", "Langevin chain, as in the paper")},
                    {"exact", LACUNA_TEXT("Solver", "Exact")}}},
         {.name = "chain_steps",
          .label = LACUNA_TEXT("Solver", "Chain steps"),
          .help = "Steps of Langevin's dynamics at each noise level, without the network",
          .hint = LACUNA_TEXT("Solver", "How many steps the chain takes at each noise level."),
          .initial = std::int64_t{100},
          .low = 1,
          .high = 1000},
         {.name = "chain_rate",
          .label = LACUNA_TEXT("Solver", "Chain rate"),
          .help = "Rate of the chain at the first level; it falls to a hundredth",
          .hint = LACUNA_TEXT(
              "Solver", "How far each step of the chain goes; if it is too far, the picture breaks up."),
          .initial = 1e-4,
          .low = 1e-9,
          .high = 1,
          .step = 0},
         {.name = "chain_tau",
          .label = LACUNA_TEXT("Solver", "Chain noise"),
          .help = "Tau, the noise that the chain takes the data to have; black to white is 2",
          .hint =
              LACUNA_TEXT("Solver",
                          "How closely the chain follows the data, as if this were its noise; from black to "
                          "white is 2. (τ)"),
          .initial = 0.01,
          .low = 1e-6,
          .high = 10,
          .step = 0}},
        [](const ParameterValues& values) -> std::string {
            return values.word("draw") == "chain" ? "DAPS (Langevin chain)" : "DAPS (exact draws)";
        },
        [](const ParameterValues& values) -> std::unique_ptr<Solver> {
            Daps::Parameters parameters;
            parameters.steps = values.integer("steps");
            parameters.inner = values.integer("inner");
            parameters.sigmaMax = values.real("sigma_max");
            parameters.draw = values.word("draw") == "chain" ? Daps::Draw::Chain : Daps::Draw::Exact;
            parameters.chain = values.integer("chain_steps");
            parameters.rate = values.real("chain_rate");
            parameters.tau = values.real("chain_tau");
            return std::make_unique<Daps>(parameters);
        });
    row.authors = authorsDaps;
    row.applies = [](const ParameterValues& values, std::string_view parameter) {
        const bool isOfChain = parameter.substr(0, 6) == "chain_";
        return !isOfChain || values.word("draw") == "chain";
    };
    return row;
}

}  // namespace lacuna
