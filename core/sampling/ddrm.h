// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/stepwise_solver.h"

#include <memory>
#include <vector>

namespace lacuna {

/// DDRM: Kawar, Elad, Ermon, Song, "Denoising diffusion restoration models", arXiv 2201.11793, equations 7
/// and 8, which the authors state with variance exploding. In the basis of H = U Σ Vᵀ, with c = √(1 − η²) and
/// s = σ_i, component i of the next x at σ_s is drawn from
///   s = 0:           N(D_i + c σ_s (x − D)_i/σ_t, η² σ_s²)
///   σ_s < σ_y/s:     N(D_i + c σ_s (ȳ − D)_i/(σ_y/s), η² σ_s²)           ȳ = Σ⁺ Uᵀ y
///   σ_s ≥ σ_y/s:     N((1 − η_b) D_i + η_b ȳ_i, σ_s² − η_b² σ_y²/s²)
/// No basis is needed to compute it: all three are D plus the null space's part of noise plus
/// Hᵀ f(H Hᵀ) of y − H D and of the noise's image.
///
/// It samples; where the prior is a Gaussian with the basis V its posterior's mean is nearly met. Needs the
/// singular values of H, which a blur of a photograph that doesn't wrap around doesn't offer.
class Ddrm : public StepwiseSolver {
  public:
    struct Parameters {
        int steps = 20;     ///< N, one evaluation each: 1–1000
        double eta = 0.85;  ///< η: 0–1
        double etaB = 1.0;  ///< η_b: 0–1
    };
    explicit Ddrm(const Parameters& parameters) : StepwiseSolver(parameters.steps), mParameters(parameters) {}

  protected:
    std::vector<double> levels(const Problem& problem) const override;
    at::Tensor start(const Problem& problem, double sigma) const override;
    at::Tensor next(const Step& step) const override;

  private:
    Parameters mParameters;
};

std::unique_ptr<Solver> makeDdrm(const ParameterValues& values);

}  // namespace lacuna
