// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/dpir.h"

#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/sampling/shared_parameters.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

/// A grey level on the [−1, 1] scale.
constexpr double kLevel = 2.0 / 255;

void authorsDpir(ParameterValues& values, const OperatorSpec& operation) {
    if (operation.task == Task::Upscale) {
        values.set("steps", 24);
        values.set("sigma_min", operation.scale * kLevel);
    }
    if (operation.task == Task::Inpaint) {
        values.set("steps", 40);
        values.set("sigma_min", 0.6 * kLevel);
    }
}

}  // namespace

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

SolverRow dpirSolver() {
    SolverRow row = plainRow(
        "dpir", "DPIR", "arXiv 2008.13751",
        {stepsParameter(8),
         {.name = "lambda",
          .label = LACUNA_TEXT("Solver", "Prior weight"),
          .help = "Lambda, weight of the denoised picture against the data",
          .hint = LACUNA_TEXT("Solver", "How far each step trusts the denoised picture over the data. (λ)"),
          .initial = 0.23,
          .low = 1e-3,
          .high = 1000,
          .usual = 2,
          .step = 0.05},
         {.name = "sigma_max",
          .label = LACUNA_TEXT("Solver", "Start noise"),
          .help = "First noise level; black to white is 2",
          .hint = LACUNA_TEXT("Solver",
                              "The noise that the first step removes; from black to white is 2. The levels "
                              "fall from here to the photograph's own noise. (σ)"),
          .initial = 2 * 49.0 / 255,
          .low = 1e-6,
          .high = 1e4,
          .step = 0},
         {.name = "sigma_min",
          .label = LACUNA_TEXT("Solver", "End noise"),
          .help = "Last noise level, unless the photograph has more noise",
          .hint = LACUNA_TEXT("Solver",
                              "The noise that the last step removes, unless the photograph has more noise; "
                              "from black to white is 2. (σ min)"),
          .initial = 0.255 * kLevel,
          .low = 1e-6,
          .high = 1e4,
          .step = 0}},
        [](const ParameterValues&) -> std::string { return "DPIR"; },
        [](const ParameterValues& values) -> std::unique_ptr<Solver> {
            return std::make_unique<Dpir>(Dpir::Parameters{values.integer("steps"), values.real("lambda"),
                                                           values.real("sigma_max"),
                                                           values.real("sigma_min")});
        });
    row.authors = authorsDpir;
    return row;
}

}  // namespace lacuna
