// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"

namespace lacuna {

enum class StepKind { FixedPoint, SingleEvaluation, Gradient, Plain };
enum class Initialisation { Zero, Data };

/// The parameters of VML-MAP. Symbols are those of the paper.
struct VmlMapParameters {
    StepKind step = StepKind::FixedPoint;
    int steps = 10;          ///< N, outer steps: 1–1000
    int inner = 1;           ///< K, inner steps per σ: 1–100
    double priorPull = 1.0;  ///< λ ≥ 0; 1 is the paper's loss, unweighted
    double stepSize = 1.0;   ///< γ > 0
    double eta = 0.0;        ///< η, share of fresh noise between steps: 0–1
    double sigmaMax = 5.0;   ///< on the [−1, 1] scale, clamped into the model's range
    double sigmaMin = 0.01;
    double rho = 7.0;  ///< Karras schedule
    int anderson = 0;  ///< depth of Anderson acceleration: 0 or 1; fixed point only
    Initialisation initialisation = Initialisation::Zero;

    /// `values` must be complete.
    static VmlMapParameters from(const ParameterValues& values);
};

/// VML-MAP: seeks a mode of p(x₀ | y) by minimising the simplified variational mode-seeking loss
///   VML_S(x_t) = −log p(x_t) − ‖x_t − D‖²/(2σ_t²) + ‖y − H D‖²/(2σ_y²)
/// at falling noise levels. Gutha, Vinuesa, Azizpour, "Mode-seeking for inverse problems with diffusion
/// models", arXiv 2512.10524. Its gradient is Jᵀ[(x_t − D)/σ_t² − Hᵀ(y − H D)/σ_y²].
///
/// With v = P [Hᵀ(y − H D)/σ_y² − λ(x_t − D)/σ_t²] and P = (HᵀH/σ_y² + I/σ_t²)⁻¹, the steps are
///   Gradient          x ← x + γ Jᵀ v           (the paper's, preconditioned)
///   FixedPoint        x ← x + γ v              (Douglas–Rachford; v is zero exactly where the gradient is)
///   Plain             x ← x + γ Jᵀ v with v = σ_y² [Hᵀ(y − H D)/σ_y² − λ(x_t − D)/σ_t²], without P
///   SingleEvaluation  x ← D + γ a + (σ_{i+1}/σ_i)((x − D) − γλ b), a = P Hᵀ(y − H D)/σ_y²,
///                     b = P (x − D)/σ_t²: step and renoising in one, K = 1.
/// The other three close each σ with one more denoiser call and x ← D + σ_{i+1}(√(1−η²)(x − D)/σ_i + η
/// noise).
///
/// FixedPoint watches ‖v‖: each time it grows from one inner step to the next, γ is halved for the rest of
/// that σ. With K = 1 this can't happen. Anderson acceleration of depth 1 acts from the second inner step of
/// a σ on.
///
/// Memory: besides y, the solver holds three tensors of the picture's size during a denoiser call (x, its
/// last move, the last D) and at most four more between calls. Anderson acceleration adds two in either case.
class VmlMap : public Solver {
  public:
    /// Anderson acceleration requires FixedPoint, and SingleEvaluation requires one inner step (asserted).
    explicit VmlMap(const VmlMapParameters& parameters);

    int steps() const override { return mSpec.steps; }
    /// N (K + 1), or N for SingleEvaluation.
    int evaluations() const override;
    bool needsVjp() const override;
    Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                   RunControl& control) override;

  private:
    VmlMapParameters mSpec;
};

/// VML-MAP's row of the registry.
SolverRow vmlMapSolver();

}  // namespace lacuna
