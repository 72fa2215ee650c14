// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/stepwise_solver.h"

#include <memory>
#include <vector>

namespace lacuna {

/// DiffPIR: Zhu, Zhang, Liang, Cao, Wen, Timofte, Van Gool, "Denoising diffusion models for plug-and-play
/// image restoration", arXiv 2305.08995, algorithm 1, in the form where variance explodes. At each noise
/// level
///   D = D(x_t; σ_t)                                                                   (denoise)
///   x̂ = argmin ‖y − H x‖²/σ_y² + λ ‖x − D‖²/σ_t²                                     (data, equation 12)
///   x ← x̂ + σ_{t−1} (√(1 − ζ) (x_t − x̂)/σ_t + √ζ noise)                             (renoise, equation 15)
/// and the last D is the result. It draws a sample of the posterior: its noise is part of the method.
///
/// The levels are those of the diffusion that its authors use (β from 1e-4 to 0.02 in 1000 times), with times
/// that are dense where the noise is weak: t_i = 999 − 1000 √(i/(N − 1)), within the model's range.
///
/// The authors' settings by task are those of their code (github.com/yuanzhi-zhu/DiffPIR): λ = 1 in units
/// where σ_y counts on [0, 1] and σ_t on [−1, 1], which is a quarter here; ζ = 1 and 20 steps for filling,
/// 0.1 and 100 for upscaling. Theirs for a blur, 0.25 too, lets the noise through where there is less of it
/// than their 12.75 levels; 20 was found here for blurs and noise (tests/quality/solvers.md).
class DiffPir : public StepwiseSolver {
  public:
    struct Parameters {
        int steps = 100;      ///< N, one evaluation each: 1–1000
        double lambda = 3.5;  ///< λ > 0, weight of the denoised picture against the data
        double zeta = 0.1;    ///< ζ, share of fresh noise: 0–1
    };
    explicit DiffPir(const Parameters& parameters)
        : StepwiseSolver(parameters.steps), mParameters(parameters) {}

    /// N falling levels within [sigmaMin, sigmaMax], then 0.
    static std::vector<double> levels(int steps, double sigmaMin, double sigmaMax);

  protected:
    std::vector<double> levels(const Problem& problem) const override;
    at::Tensor next(const Step& step) const override;

  private:
    Parameters mParameters;
};

/// The registry row of DiffPIR.
std::unique_ptr<Solver> makeDiffPir(const ParameterValues& values);

}  // namespace lacuna
