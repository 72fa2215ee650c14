// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/ddrm.h"

#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/sampling/shared_parameters.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>

namespace lacuna {
namespace {

/// Singular values below this share of 1 count as none: in float32 their inverse says nothing.
constexpr double kLeastSquare = 1e-8;

/// Where s > 0, `measured(s²)`, and 0 elsewhere.
template <typename F>
LinearOperator::Spectrum whereMeasured(F measured) {
    return [measured](const at::Tensor& squares) {
        const at::Tensor known = squares > kLeastSquare;
        return at::where(known, measured(squares.masked_fill(~known, 1)), at::zeros_like(squares));
    };
}

}  // namespace

std::vector<double> Ddrm::levels(const Problem& problem) const {
    return diffusionLevels(steps(), problem.denoiser.sigmaMin(), problem.denoiser.sigmaMax());
}

at::Tensor Ddrm::start(const Problem& problem, double sigma) const {
    // N(ȳ, σ² − σ_y²/s²) where that is a variance, N(0, σ²) elsewhere.
    const double noise2 = problem.sigmaY * problem.sigmaY, sigma2 = sigma * sigma;
    const auto fits = [noise2, sigma2](const at::Tensor& squares) { return squares * sigma2 >= noise2; };
    at::Tensor x = StepwiseSolver::start(problem, sigma);
    const at::Tensor data = problem.op.spectral(problem.y, whereMeasured([&](const at::Tensor& squares) {
                                                    return fits(squares).to(squares.scalar_type()) / squares;
                                                }));
    const at::Tensor less = problem.op.spectral(
        problem.op.apply(x), whereMeasured([&](const at::Tensor& squares) {
            const at::Tensor left = (1 - noise2 / sigma2 / squares).clamp_min_(0).sqrt_();
            return at::where(fits(squares), (left - 1) / squares, at::zeros_like(squares));
        }));
    return x + problem.op.applyAdjoint(data + less);
}

at::Tensor Ddrm::next(const Step& step) const {
    if (step.next == 0) return step.at.denoised;
    const LinearOperator& op = step.problem.op;
    const double c = std::sqrt(1 - mParameters.eta * mParameters.eta), etaB = mParameters.etaB;
    const double sigma2 = step.next * step.next, noise2 = step.problem.sigmaY * step.problem.sigmaY;
    const double fresh = mParameters.eta * step.next;
    const auto fits = [noise2, sigma2](const at::Tensor& squares) { return squares * sigma2 >= noise2; };

    const at::Tensor noise = step.noise();
    // The null space's part, for now of all components.
    at::Tensor moved = step.at.correction * (-c * step.next / step.sigma);
    moved.add_(noise, fresh);
    const at::Tensor data =
        op.spectral(step.at.residual, whereMeasured([&](const at::Tensor& squares) {
                        return at::where(fits(squares), etaB / squares,
                                         squares.rsqrt() * (c * step.next / step.problem.sigmaY));
                    }));
    const at::Tensor drawn = op.spectral(
        op.apply(noise), whereMeasured([&](const at::Tensor& squares) {
            const at::Tensor left = (sigma2 - etaB * etaB * noise2 / squares).clamp_min_(0).sqrt_();
            return at::where(fits(squares), left, at::zeros_like(left) + fresh) / squares;
        }));
    const at::Tensor replaced = op.spectral(
        op.apply(moved), whereMeasured([](const at::Tensor& squares) { return squares.reciprocal(); }));
    return step.at.denoised + moved + op.applyAdjoint(data + drawn - replaced);
}

SolverRow ddrmSolver() {
    return plainRow(
        "ddrm", "DDRM", "arXiv 2201.11793",
        {stepsParameter(20),
         etaParameter(0.85),
         {.name = "eta_b",
          .label = LACUNA_TEXT("Solver", "Weight of the data"),
          .help = "Eta b, how much of what is measured above its noise is taken over",
          .hint = LACUNA_TEXT(
              "Solver",
              "How much is taken from the photograph where it is more exact than the step's noise. (η_b)"),
          .initial = 1.0,
          .low = 0,
          .high = 1,
          .usual = 1,
          .step = 0.05}},
        [](const ParameterValues&) -> std::string { return "DDRM"; },
        [](const ParameterValues& values) -> std::unique_ptr<Solver> {
            return std::make_unique<Ddrm>(
                Ddrm::Parameters{values.integer("steps"), values.real("eta"), values.real("eta_b")});
        });
}

}  // namespace lacuna
