// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"

#include <vector>

namespace lacuna {

/// DAPS: Zhang, Chu, Berner, Meng, Anandkumar, Song, "Improving diffusion inverse problem solving with
/// decoupled noise annealing", arXiv 2407.01521, algorithm 1. At each of N falling levels
///   x̂ = the end of K Euler steps of the probability flow from x_t at σ_t               (a guess at x₀)
///   x₀ ~ N(x̂, r_t² I) p(y | x₀), r_t = σ_t                                             (equation 6)
///   x ← x₀ + σ_{t−1} noise                                                             (proposition 1)
/// and the last x₀ is the result, a sample. The levels fall from 100 to 0.1, with ρ = 7; each flow ends at
/// 0.01.
///
/// For a linear H the second line is a Gaussian's, with the covariance P = (HᵀH/σ_y² + I/r_t²)⁻¹. Where the
/// authors run 100 steps of Langevin's dynamics, it is drawn from exactly: with ε₁, ε₂ standard normal, the
/// minimiser of ‖y + σ_y ε₁ − H x‖²/σ_y² + ‖x̂ + r_t ε₂ − x‖²/r_t² has its mean and covariance (Papandreou,
/// Yuille, "Gaussian sampling by local perturbations", NeurIPS 2010).
///
/// So this is not the authors' sampler to the letter: their chain's rate falls to a hundredth, and at the
/// last levels it hardly leaves x̂. Exact draws have all of the noise that r_t allows, and single pictures are
/// noisier than the authors'. With r_t wider than p(x₀ | x_t), the variance is 2 where the prior's is 1 and
/// nothing is measured.
class Daps : public Solver {
  public:
    struct Parameters {
        int steps = 200;        ///< N: 1–1000
        int inner = 5;          ///< K, evaluations per level: 1–100
        double sigmaMax = 100;  ///< clamped into the model's range
        double sigmaMin = 0.1;
    };
    explicit Daps(const Parameters& parameters) : mParameters(parameters) {}

    int steps() const override { return mParameters.steps; }
    int evaluations() const override { return mParameters.steps * mParameters.inner; }
    Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                   RunControl& control) override;

  private:
    Parameters mParameters;
};

SolverRow dapsSolver();

}  // namespace lacuna
