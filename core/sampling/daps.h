// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/solver.h"

#include <memory>
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
/// The authors run 100 steps of Langevin's dynamics from x̂ for the second line, and so does Draw::Chain, with
/// their published settings:
///   x ← x − h ∇[‖y − H x‖²/(2 τ²) + ‖x − x̂‖²/(2 r_t²)] + √(2 h) ε                      (algorithm 1)
/// with τ = 0.01 in place of σ_y and a rate h that falls evenly over the levels from 1e-4 to a hundredth of
/// it. At the last levels it hardly leaves x̂. With h ‖H‖² > 2 τ² it diverges. Their code
/// (github.com/zhangbingliang2019/DAPS) halves h for boxes that are missing and for motion blur.
///
/// For a linear H that line is a Gaussian's, with the covariance P = (HᵀH/σ_y² + I/r_t²)⁻¹, and Draw::Exact
/// draws from it: with ε₁, ε₂ standard normal, the minimiser of
/// ‖y + σ_y ε₁ − H x‖²/σ_y² + ‖x̂ + r_t ε₂ − x‖²/r_t² has its mean and covariance (Papandreou, Yuille,
/// "Gaussian sampling by local perturbations", NeurIPS 2010). With r_t wider than p(x₀ | x_t), the variance
/// is 2 where the prior's is 1 and nothing is measured: single pictures are much noisier than the authors'.
class Daps : public Solver {
  public:
    enum class Draw { Exact, Chain };
    struct Parameters {
        int steps = 200;        ///< N: 1–1000
        int inner = 5;          ///< K, evaluations per level: 1–100
        double sigmaMax = 100;  ///< clamped into the model's range
        double sigmaMin = 0.1;
        Draw draw = Draw::Chain;
        int chain = 100;     ///< steps of Langevin's dynamics per level: 1–1000
        double rate = 1e-4;  ///< h at the first level, on the [−1, 1] scale
        double tau = 0.01;   ///< τ, on the [−1, 1] scale
    };
    explicit Daps(const Parameters& parameters) : mParameters(parameters) {}

    int steps() const override { return mParameters.steps; }
    int evaluations() const override { return mParameters.steps * mParameters.inner; }
    Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                   RunControl& control) override;

  private:
    /// x₀ of the level at `step`, whose flow has led to `guess`.
    at::Tensor drawn(const Problem& problem, const at::Tensor& guess, double width, int step,
                     const RunControl& control) const;
    at::Tensor endOfChain(const Problem& problem, const at::Tensor& guess, double width, int step,
                          const RunControl& control) const;

    Parameters mParameters;
};

std::unique_ptr<Solver> makeDaps(const ParameterValues& values);

}  // namespace lacuna
