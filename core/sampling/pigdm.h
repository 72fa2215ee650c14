// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/stepwise_solver.h"

#include <memory>
#include <vector>

namespace lacuna {

/// ΠGDM: Song, Vahdat, Mardani, Kautz, "Pseudoinverse-guided diffusion models for inverse problems", ICLR
/// 2023, algorithm 1. It takes p(x₀ | x_t) for N(D, r_t² I) with r_t² = σ_t²/(1 + σ_t²) and guides a DDIM
/// step by
///   g = Jᵀ Hᵀ (H Hᵀ + σ_y²/r_t² I)⁻¹ (y − H D)                                     (equations 7 and 8)
/// In the authors' form, where variance is preserved, √ᾱ_s √ᾱ_t g with the Jacobian for √ᾱ_t x_t is added to
/// √ᾱ_s x_s, as their code has it. With variance exploding, that is g with the Jacobian for x_t.
///
/// The guidance doesn't shrink with the number of steps, so that the result follows the data more closely
/// than the posterior does.
class PiGdm : public StepwiseSolver {
  public:
    struct Parameters {
        int steps = 100;   ///< N, one evaluation with a vector–Jacobian product each: 1–1000
        double eta = 1.0;  ///< η: 0–1
    };
    explicit PiGdm(const Parameters& parameters)
        : StepwiseSolver(parameters.steps), mParameters(parameters) {}

    bool needsVjp() const override { return true; }

  protected:
    std::vector<double> levels(const Problem& problem) const override;
    at::Tensor next(const Step& step) const override;

  private:
    Parameters mParameters;
};

std::unique_ptr<Solver> makePiGdm(const ParameterValues& values);

}  // namespace lacuna
