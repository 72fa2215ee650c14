// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/evaluation.h"
#include "core/sampling/solver.h"

#include <memory>
#include <vector>

namespace lacuna {

/// MAP-GA: Gutha, Vinuesa, Azizpour, "Inverse problems with diffusion models: a MAP estimation perspective",
/// WACV 2025, arXiv 2407.20784, algorithms 2 and 3, with the denoiser in the place of their consistency model
/// (their variant "D"). z starts as noise of σ_n. At each of N falling levels, K times
///   x̂ = D(z; σ_t)
///   z ← z + h (σ_y² + σ_ε²) Jᵀ [Hᵀ(σ_y² I + σ_ε² H Hᵀ)⁻¹(y − H x̂) + w (D(x̂; σ_ε) − x̂)/σ_ε²]
/// which is gradient ascent on log p(y | x) + w log p(x) at x = x̂, both at a small level σ_ε (equations 16
/// and 17), with the authors' learning rate σ_y² + σ_ε². Then z ← D(z; σ_t) + √(σ_s² − σ_0²) noise, where σ_s
/// is the next level and σ_0 the last, and the last z is the result. w is 1 with the prior and 0 without it;
/// the authors' figures are better without it, and so it is off unless asked for.
///
/// For noisy data they end otherwise (algorithm 3): the levels above end at σ_0 = σ_y, and M steps of ΠGDM
/// follow from there to σ_ε, each with its noise drawn anew:
///   z ← D + σ_t² Jᵀ Hᵀ(σ_y² I + r_t² H Hᵀ)⁻¹(y − H D) + √(σ_s² − σ_ε²) noise,   r_t² = σ_t²/(1 + σ_t²)
/// M = 0 is algorithm 2, with σ_0 = σ_ε.
///
/// The levels are those of Karras et al. with ρ = 7 between 80 and 0.002, as the authors' models have them.
/// Their budget is N K = 1000, split as suits the task, and M = 20. For a Gaussian prior it ends at the mode
/// with the prior, fits the data without it, and after ΠGDM's steps has the posterior's mean and half of its
/// variance.
class MapGa : public Solver {
  public:
    struct Parameters {
        int steps = 100;          ///< N: 1–1000
        int inner = 10;           ///< K: 1–100
        int pigdmSteps = 20;      ///< M: 0–1000
        bool hasPrior = false;    ///< w
        double rate = 1;          ///< h, in units of σ_y² + σ_ε²
        double sigmaMax = 80;     ///< clamped into the model's range, like σ_ε
        double sigmaMin = 0.002;  ///< σ_ε
    };
    explicit MapGa(const Parameters& parameters) : mParameters(parameters) {}

    int steps() const override { return mParameters.steps + mParameters.pigdmSteps; }
    /// N (K (1 + w) + 1) + M
    int evaluations() const override;
    bool needsVjp() const override { return true; }
    Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                   RunControl& control) override;

  private:
    class Run;

    int evaluationsPerStep() const;

    Parameters mParameters;
};

std::unique_ptr<Solver> makeMapGa(const ParameterValues& values);

}  // namespace lacuna
