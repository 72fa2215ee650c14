// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/stepwise_solver.h"

#include <memory>
#include <vector>

namespace lacuna {

/// DPS: Chung, Kim, Mccann, Klasky, Ye, "Diffusion posterior sampling for general noisy inverse problems",
/// arXiv 2209.14687, algorithm 1: a step of DDPM, then a step of length ζ along the gradient of −‖y − H
/// D(x_t)‖ with respect to x_t (equation 16, ζ_i = ζ/‖y − H D‖). The gradient is Jᵀ Hᵀ (y − H D)/‖y − H D‖.
/// Where the authors' variance is preserved, both x are scaled by 1/√(1 + σ²), and so the step becomes ζ √((1
/// + σ_t²)(1 + σ_s²)) times that.
///
/// The noise's strength doesn't enter, and neither does the number of steps: ζ is for about 1000 of them, and
/// with few the data hardly counts. H and Jᵀ suffice, so any operator will do. The authors' code
/// (github.com/DPS2022/diffusion-posterior-sampling) has ζ = 0.5 for filling and 0.3 for blurs and upscaling.
class Dps : public StepwiseSolver {
  public:
    struct Parameters {
        int steps = 1000;       ///< N, one evaluation with a vector–Jacobian product each: 1–1000
        double guidance = 1.0;  ///< ζ ≥ 0
    };
    explicit Dps(const Parameters& parameters) : StepwiseSolver(parameters.steps), mParameters(parameters) {}

    bool needsVjp() const override { return true; }

  protected:
    std::vector<double> levels(const Problem& problem) const override;
    at::Tensor next(const Step& step) const override;

  private:
    Parameters mParameters;
};

std::unique_ptr<Solver> makeDps(const ParameterValues& values);

}  // namespace lacuna
