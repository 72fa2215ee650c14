// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/ddnm.h"

#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/sampling/shared_parameters.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

/// Squares of singular values below this count as 0: in float32 their inverse says nothing.
constexpr double kLeastSquare = 1e-8;

/// In 8-bit levels: what rounding leaves.
constexpr double kNoNoise = 1;

void authorsDdnm(ParameterValues& values, const OperatorSpec& operation) {
    values.set("variant", operation.noise.value_or(0) <= kNoNoise ? "exact" : "plus");
}

/// H⁺ r = Hᵀ (H Hᵀ)⁺ r
at::Tensor pseudoInverse(const LinearOperator& op, const at::Tensor& r) {
    return op.applyAdjoint(op.spectral(r, [](const at::Tensor& squares) {
        const at::Tensor known = squares > kLeastSquare;
        return at::where(known, squares.masked_fill(~known, 1).reciprocal_(), at::zeros_like(squares));
    }));
}

}  // namespace

std::vector<double> Ddnm::levels(const Problem& problem) const {
    return diffusionLevels(steps(), problem.denoiser.sigmaMin(), problem.denoiser.sigmaMax());
}

at::Tensor Ddnm::next(const Step& step) const {
    const double ratio = step.next * step.next / (step.sigma * step.sigma);  // b
    const double estimate = 1 - ratio;                                       // a
    const double deviation = step.next * std::sqrt(std::max(0.0, estimate));
    double lambda = 1, variance = deviation * deviation;
    if (mParameters.plus && estimate > 0) {
        const double brought = estimate * step.problem.sigmaY;
        lambda = std::min(1.0, deviation / brought);
        variance = std::max(0.0, variance - lambda * lambda * brought * brought);
    }
    at::Tensor x = step.at.x * ratio + step.at.denoised * estimate;
    if (lambda > 0) x.add_(pseudoInverse(step.problem.op, step.at.residual), estimate * lambda);
    if (variance > 0) x.add_(step.noise(), std::sqrt(variance));
    return x;
}

SolverRow ddnmSolver() {
    SolverRow row = plainRow(
        "ddnm", "DDNM", "arXiv 2212.00490",
        {stepsParameter(100),
         {.name = "variant",
          .label = LACUNA_TEXT("Solver", "Variant"),
          .help = "Whether the photograph's noise is accounted for",
          .hint =
              LACUNA_TEXT("Solver", "DDNM treats the measurements as exact; DDNM+ accounts for their noise."),
          .initial = "plus",
          .words = {{"plus", LACUNA_TEXT("Solver", "DDNM+, with noise")},
                    {"exact", LACUNA_TEXT("Solver", "DDNM, exact")}}}},
        [](const ParameterValues& values) -> std::string {
            return values.word("variant") == "plus" ? "DDNM+" : "DDNM";
        },
        [](const ParameterValues& values) -> std::unique_ptr<Solver> {
            return std::make_unique<Ddnm>(
                Ddnm::Parameters{values.integer("steps"), values.word("variant") == "plus"});
        });
    row.authors = authorsDdnm;
    return row;
}

}  // namespace lacuna
