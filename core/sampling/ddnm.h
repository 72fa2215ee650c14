// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/stepwise_solver.h"

#include <memory>
#include <vector>

namespace lacuna {

/// DDNM and DDNM+: Wang, Yu, Zhang, "Zero-shot image restoration using denoising diffusion null-space model",
/// arXiv 2212.00490. Every estimate's measured part is replaced by the data's,
///   x̂ = D + λ_t H⁺ (y − H D)                                                      (equations 13 and 17)
/// and x_s is drawn from a x̂ + b x_t + √γ ε, the step of DDPM with the noise that y brings along taken off
/// its own (equation 19). With variance exploding, a = 1 − σ_s²/σ_t², b = σ_s²/σ_t², and with the step's
/// deviation τ = σ_s √a
///   λ_t = min(1, τ/(a σ_y)),   γ = τ² − (a λ_t σ_y)².
/// That is DDNM+. DDNM takes the data for exact: λ_t = 1, γ = τ².
///
/// The authors take DDNM for data without noise, and so does the task's setting where there is at most one
/// level.
///
/// H⁺ comes from the singular values. (The authors' variant with a λ for each of them is DDRM at η_b = 1.)
/// λ_t takes H⁺ ε for as strong as ε, as it is where the singular values are 0 or 1.
class Ddnm : public StepwiseSolver {
  public:
    struct Parameters {
        int steps = 100;   ///< N, one evaluation each: 1–1000
        bool plus = true;  ///< DDNM+: y has noise
    };
    explicit Ddnm(const Parameters& parameters) : StepwiseSolver(parameters.steps), mParameters(parameters) {}

  protected:
    std::vector<double> levels(const Problem& problem) const override;
    at::Tensor next(const Step& step) const override;

  private:
    Parameters mParameters;
};

std::unique_ptr<Solver> makeDdnm(const ParameterValues& values);

}  // namespace lacuna
