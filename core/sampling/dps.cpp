// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/dps.h"

#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/sampling/shared_parameters.h"
#include "core/tensors/inner_product.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>

#include <cmath>

namespace lacuna {
namespace {

void authorsDps(ParameterValues& values, const OperatorSpec& operation) {
    if (operation.task != Task::Denoise) values.set("guidance", operation.task == Task::Inpaint ? 0.5 : 0.3);
}

}  // namespace

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

SolverRow dpsSolver() {
    SolverRow row = plainRow(
        "dps", "DPS", "arXiv 2209.14687",
        {stepsParameter(1000),
         {.name = "guidance",
          .label = LACUNA_TEXT("Solver", "Guidance"),
          .help = "Zeta, length of each step towards the data",
          .hint = LACUNA_TEXT("Solver",
                              "How far each step goes towards what was measured. The fewer steps there are, "
                              "the more of it they need. (ζ)"),
          .initial = 1.0,
          .low = 0,
          .high = 1000,
          .usual = 10,
          .step = 0.1}},
        [](const ParameterValues&) -> std::string { return "DPS"; },
        [](const ParameterValues& values) -> std::unique_ptr<Solver> {
            return std::make_unique<Dps>(Dps::Parameters{values.integer("steps"), values.real("guidance")});
        });
    row.authors = authorsDps;
    return row;
}

}  // namespace lacuna
