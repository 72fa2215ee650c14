// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/evaluation.h"
#include "core/sampling/solver.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace lacuna {

/// The loop of all solvers that call the denoiser once at each of N falling noise levels: evaluate D(x; σ),
/// report, make the next x. What is left to a method is its levels, its start and that step.
class StepwiseSolver : public Solver {
  public:
    int steps() const override { return mSteps; }
    int evaluations() const override { return mSteps; }
    Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                   RunControl& control) override;

  protected:
    /// `steps` ≥ 1.
    explicit StepwiseSolver(int steps) : mSteps(steps) {}

    /// One step, between the denoiser call at `sigma` and the next at `next`.
    struct Step {
        const Problem& problem;
        const Evaluation& at;
        int index;
        double sigma;
        double next;  ///< 0 after the last call; the next x is then the result
        std::function<at::Tensor(const at::Tensor&)> vjp;  ///< v ↦ Jᵀ v; empty unless needsVjp()
        std::vector<at::Tensor>& memory;                   ///< SolverState::memory
        at::Tensor state;                                  ///< what noisy() was made from

        /// This step's draw: standard normal, of x's shape.
        at::Tensor noise() const;
    };

    /// N falling levels within the denoiser's range, then 0.
    virtual std::vector<double> levels(const Problem& problem) const = 0;
    /// The first x, at levels()[0]. The default is noise of that level (stream 0).
    virtual at::Tensor start(const Problem& problem, double sigma) const;
    /// What the denoiser is given in place of the state at step `index`. The default is the state itself.
    virtual at::Tensor noisy(const Problem& problem, const at::Tensor& state, int index, double sigma) const;
    /// The state that a resumed run goes on from; the default rescales its noise to `sigma`.
    virtual at::Tensor resumed(const Problem& problem, const SolverState& state, double sigma) const;
    virtual at::Tensor next(const Step& step) const = 0;

  private:
    int mSteps;
};

/// The levels of the diffusion with 1000 times and β from 1e-4 to 0.02 (Ho, Jain, Abbeel, "Denoising
/// diffusion probabilistic models", arXiv 2006.11239) at `steps` times spaced evenly from the last to the
/// first, within [sigmaMin, sigmaMax], then 0. One step takes the last time.
std::vector<double> diffusionLevels(int steps, double sigmaMin, double sigmaMax);

/// A DDIM step in the form where variance explodes (Song, Meng, Ermon, "Denoising diffusion implicit models",
/// arXiv 2010.02502, equations 12 and 16): mean + √(σ_s² − c²) ε̂ + c ε with ε̂ = (x − D)/σ and
/// c = η σ_s √(σ² − σ_s²)/σ. With η = 1 it is a step of DDPM.
at::Tensor renoised(const at::Tensor& mean, const Evaluation& at, double sigma, double next, double eta,
                    const std::function<at::Tensor()>& noise);

}  // namespace lacuna
