// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/stepwise_solver.h"

#include <memory>
#include <vector>

namespace lacuna {

/// DPIR: Zhang, Li, Zuo, Zhang, Van Gool, Timofte, "Plug-and-play image restoration with deep denoiser
/// prior", arXiv 2008.13751, algorithm 1: half-quadratic splitting with a denoiser. For σ_1 > … > σ_N
///   x_k = argmin ‖y − H x‖²/σ_y² + λ ‖x − z_{k−1}‖²/σ_k²                              (equation 6a)
///   z_k = D(x_k; σ_k)                                                                  (equation 7)
/// and the last z is the result. The levels fall evenly in log σ from 49 grey levels to the photograph's own
/// noise (section 4.2) or to σ_N, if that is more. z_0 is mid-grey, so that x_1 is what the data says under a
/// wide prior.
///
/// The authors' settings by task are those of their code (github.com/cszn/DPIR): 8 steps for a blur; 24 for
/// upscaling, down to as many levels of noise as the factor; 40 down to 0.6 levels where pixels are missing,
/// which is their demosaicing. They also turn and mirror the picture from step to step, which is left out.
///
/// Nothing is drawn: every seed gives the same picture. A hole is only filled as far as the denoiser reaches
/// from its edges.
class Dpir : public StepwiseSolver {
  public:
    struct Parameters {
        int steps = 8;                      ///< N, one evaluation each: 1–1000
        double lambda = 0.23;               ///< λ > 0
        double sigmaMax = 2 * 49.0 / 255;   ///< σ_1, on the [−1, 1] scale
        double sigmaMin = 2 * 0.255 / 255;  ///< the least that σ_N may be
    };
    explicit Dpir(const Parameters& parameters) : StepwiseSolver(parameters.steps), mParameters(parameters) {}

  protected:
    std::vector<double> levels(const Problem& problem) const override;
    at::Tensor start(const Problem& problem, double sigma) const override;
    at::Tensor next(const Step& step) const override;

  private:
    /// argmin ‖y − H x‖²/σ_y² + λ ‖x − z‖²/σ², from the residual y − H z
    at::Tensor fitted(const Problem& problem, const LinearOperator& op, const at::Tensor& z,
                      const at::Tensor& residual, double sigma) const;

    Parameters mParameters;
};

std::unique_ptr<Solver> makeDpir(const ParameterValues& values);

}  // namespace lacuna
