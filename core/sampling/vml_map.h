// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/parameter.h"
#include "core/sampling/solver.h"

#include <memory>

namespace lacuna {

enum class StepKind { FixedPoint, SingleEvaluation, Gradient, Plain, Splitting };
enum class Initialisation { Zero, Data, Inverse };

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
    int flips = 1;     ///< each D is a mean over so many mirror images (flips.h), one evaluation each: 1–4
    Initialisation initialisation = Initialisation::Zero;

    /// `values` must be complete.
    static VmlMapParameters from(const ParameterValues& values);
};

/// Whether a step takes K inner steps and one more denoiser call to close each σ.
constexpr bool closesLevels(StepKind step) {
    return step != StepKind::SingleEvaluation && step != StepKind::Splitting;
}

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
///   Splitting         x ← D + γ v + √(1−η²) (σ_{i+1}/σ_i)² (x − D) + η σ_{i+1} noise, K = 1, with λ in P,
///   too:
///                     P = (HᵀH/σ_y² + λ I/σ_t²)⁻¹, so that the step solves the weighted problem exactly.
/// The first three close each σ with one more denoiser call and x ← D + σ_{i+1}(√(1−η²)(x − D)/σ_i + η
/// noise).
///
/// Where the gradient is zero, λ(x − D)/σ_t² = Hᵀ(y − HD)/σ_y²: what the data demands, whatever σ_t. So if x
/// holds no noise, x − D goes with σ_t² from level to level, and Splitting is the alternating direction
/// method of multipliers with that as its multiplier (λ = γ = 1 and a constant σ: the fixed point). It starts
/// best from Inverse. λ below kLeastPull counts as that.
///
/// Zero and Data begin with noise of σ_max, on nothing or on P Hᵀy/σ_y² at σ_max. Inverse begins with
/// P Hᵀy/σ_y² at kInverseWidth, a prior so wide that it says next to nothing, and no noise; with η = 0 every
/// seed then gives the same picture.
///
/// FixedPoint watches ‖v‖: each time it grows from one inner step to the next, γ is halved for the rest of
/// that σ. With K = 1 this can't happen. Anderson acceleration of depth 1 acts from the second inner step of
/// a σ on.
///
/// Memory: besides y, the solver holds three tensors of the picture's size during a denoiser call (x, its
/// last move, the last D) and at most four more between calls. Anderson acceleration adds two in either case.
class VmlMap : public Solver {
  public:
    static constexpr double kLeastPull = 0.01;
    static constexpr double kInverseWidth = 4;  ///< black to white is 2

    /// Anderson acceleration requires FixedPoint; SingleEvaluation and Splitting require one inner step
    /// (asserted).
    explicit VmlMap(const VmlMapParameters& parameters);

    int steps() const override { return mSpec.steps; }
    /// N (K + 1), or N for SingleEvaluation and Splitting, times the number of flips.
    int evaluations() const override;
    bool needsVjp() const override;
    Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                   RunControl& control) override;

  private:
    VmlMapParameters mSpec;
};

/// Coarse to fine if `levels` says so.
std::unique_ptr<Solver> makeVmlMap(const ParameterValues& values);

}  // namespace lacuna
