// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"
#include "core/sampling/solver.h"

namespace lacuna {

/// VML-MAP: seeks a mode of p(x₀ | y) by minimising the simplified variational mode-seeking loss
///   VML_S(x_t) = −log p(x_t) − ‖x_t − D‖²/(2σ_t²) + ‖y − H D‖²/(2σ_y²)
/// at falling noise levels. Gutha, Vinuesa, Azizpour, "Mode-seeking for inverse problems with diffusion
/// models", arXiv 2512.10524. Its gradient is Jᵀ[(x_t − D)/σ_t² − Hᵀ(y − H D)/σ_y²].
///
/// With v = P [Hᵀ(y − H D)/σ_y² − λ(x_t − D)/σ_t²] and P = (HᵀH/σ_y² + I/σ_t²)⁻¹, the steps are
///   Gradient          x ← x + γ Jᵀ v           (the paper's, preconditioned)
///   FixedPoint        x ← x + γ v              (Douglas–Rachford; zero exactly where the gradient is)
///   Plain             x ← x + γ Jᵀ v with v = σ_y² [Hᵀ(y − H D)/σ_y² − λ(x_t − D)/σ_t²], without P
///   SingleEvaluation  x ← D + γ a + (σ_{i+1}/σ_i)((x − D) − γλ b) with a = P Hᵀ(y − H D)/σ_y², b = P (x −
///   D)/σ_t²:
///                     step and renoising in one, K = 1.
/// The others close each σ with a denoiser call of its own and x ← D + σ_{i+1}(√(1−η²)(x − D)/σ_i + η noise).
///
/// FixedPoint watches ‖v‖: each time it grows from one inner step to the next, γ is halved for the rest of
/// that σ. With K = 1 this can't happen. Anderson acceleration of depth 1 acts from the second inner step of
/// a σ on.
///
/// Beside y, the solver holds three tensors of the picture's size during a denoiser call (x, its last move,
/// the last D) and at most four more between calls; two more of each with Anderson acceleration.
class VmlMap : public Solver {
  public:
    /// Throws Error Usage for Anderson acceleration of another step than FixedPoint, and for inner steps of
    /// SingleEvaluation.
    explicit VmlMap(const SolverSpec& spec);

    /// N (K + 1), or N for SingleEvaluation.
    int evaluations() const override;
    Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                   RunControl& control) override;

  private:
    SolverSpec mSpec;
};

}  // namespace lacuna
