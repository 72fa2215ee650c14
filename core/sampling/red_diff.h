// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/stepwise_solver.h"

#include <memory>
#include <vector>

namespace lacuna {

/// RED-diff: Mardani, Song, Kautz, Vahdat, "A variational perspective on solving inverse problems with
/// diffusion models", arXiv 2305.04391, algorithm 1. One picture μ is optimised by Adam: at falling noise
/// levels, with x_t = μ + σ ε, the loss is
///   ‖y − H μ‖²/(2m) + w ⟨ε̂(x_t) − ε, μ⟩/n,   w = λ σ, the weight that the authors found best
/// and its gradient, ε̂ and ε taken as constants, λ(μ − D)/n − Hᵀ(y − H μ)/m. (m numbers were measured, of n.)
/// Adam has the authors' β of 0.9 and 0.99. μ starts at Hᵀ(H Hᵀ + σ_y²)⁻¹ y and is the result.
///
/// Its result is no mode: for a Gaussian prior with covariance C the prior's pull is λσ²(C + σ²I)⁻¹(μ −
/// mean), which vanishes with σ, so that what is measured follows the data in the end. As Adam moves no
/// number further than about the rate, it needs some 100 steps. The authors' code
/// (github.com/NVlabs/RED-diff) has a rate of 0.1, and its example for filling 0.5 with 100 steps.
class RedDiff : public StepwiseSolver {
  public:
    struct Parameters {
        int steps = 1000;         ///< N, one evaluation each: 1–1000
        double priorPull = 0.25;  ///< λ ≥ 0
        double rate = 0.1;        ///< Adam's, > 0, on the [−1, 1] scale
    };
    explicit RedDiff(const Parameters& parameters)
        : StepwiseSolver(parameters.steps), mParameters(parameters) {}

  protected:
    std::vector<double> levels(const Problem& problem) const override;
    at::Tensor start(const Problem& problem, double sigma) const override;
    at::Tensor noisy(const Problem& problem, const at::Tensor& state, int index, double sigma) const override;
    at::Tensor resumed(const Problem& problem, const SolverState& state, double sigma) const override;
    at::Tensor next(const Step& step) const override;

  private:
    Parameters mParameters;
};

std::unique_ptr<Solver> makeRedDiff(const ParameterValues& values);

}  // namespace lacuna
