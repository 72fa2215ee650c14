// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/vml_map.h"

#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/sampling/coarse_to_fine.h"
#include "core/sampling/evaluation.h"
#include "core/sampling/flips.h"
#include "core/sampling/noise_schedule.h"
#include "core/tensors/inner_product.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/add.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/sub.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lacuna {

namespace {

/// Thin damage gains 0.1 dB by more freedom at full size; wide damage loses up to 0.4 dB by it
/// (tests/quality/holes_table.py --thin --also "--level-noise 0.5").
constexpr double kAfterOne = 2;

/// How far Anderson's mixing may extrapolate (vml-map.md, "The step").
constexpr double kAndersonLimit = 2;

std::vector<double> scheduleFor(const VmlMapParameters& spec, const Denoiser& denoiser) {
    const double top = std::clamp(spec.sigmaMax, denoiser.sigmaMin(), denoiser.sigmaMax());
    const double bottom = std::clamp(spec.sigmaMin, denoiser.sigmaMin(), top);
    return noiseSchedule(top, bottom, spec.steps, spec.rho);
}

/// Where x_t starts from, without its noise.
at::Tensor initialPicture(const Problem& problem, Initialisation initialisation, double sigmaMax) {
    const at::Tensor zero = at::zeros(shapeOfPicture(problem).sizes(), problem.y.options());
    if (initialisation == Initialisation::Zero) return zero;
    return problem.op.proximal(problem.y, zero, problem.sigmaY,
                               initialisation == Initialisation::Data ? sigmaMax : VmlMap::kInverseWidth);
}

/// What the inner loop remembers at one noise level.
class Level {
  public:
    Level(const Problem& problem, const VmlMapParameters& spec, double sigma)
        : mProblem(problem), mSpec(spec), mSigma(sigma), mGamma(spec.stepSize) {}

    /// The loss terms at an evaluation; the stationarity is that of the last move.
    LateLoss measure(const Evaluation& at);
    /// v of vml-map.md, "The step".
    at::Tensor direction(const Evaluation& at) const;
    /// Records ‖v‖ and halves γ if it grew (fixed point only). Returns ‖v‖/(σ_t √n).
    LateNumber noteDirection(const at::Tensor& v);
    /// x + γ v, with Anderson acceleration if it is on. `v` includes Jᵀ for the steps that apply it.
    at::Tensor moved(const Evaluation& at, const at::Tensor& v);

  private:
    at::Tensor accelerated(const at::Tensor& x, const at::Tensor& v);

    const Problem& mProblem;
    const VmlMapParameters& mSpec;
    double mSigma;
    double mGamma;
    std::optional<LateNumber> mStationarity;
    // The last move is mMoveScale · mMove; mMoveAlong is ⟨e, move⟩ at the move's start.
    at::Tensor mMove;
    double mMoveScale = 0;
    LateNumber mMoveAlong;
    at::Tensor mLastV;  // with Anderson only
    // For ΔVML_S: the change of −log p so far, and the other terms at the level's first evaluation.
    LateNumber mNegLogP;
    LateNumber mFirstTerms;
    bool mMeasured = false;
};

LateLoss Level::measure(const Evaluation& at) {
    LateLoss loss = lossAt(mProblem, at, mSigma);
    const double sigma2 = mSigma * mSigma;
    // ∇(−log p) = −e/σ_t², summed along the move by the trapezoid rule.
    if (mMove.defined())
        mNegLogP =
            mNegLogP - (mMoveAlong + mMoveScale * lateInnerProduct(at.correction, mMove)) / (2 * sigma2);
    const LateNumber terms = loss.misfit * static_cast<double>(mProblem.op.measurements()) / 2 -
                             loss.prior * static_cast<double>(at.x.numel()) / 2;
    if (!std::exchange(mMeasured, true)) mFirstTerms = terms;
    loss.stationarity = mStationarity.value_or(0.0);
    loss.deltaLoss = mNegLogP + terms - mFirstTerms;
    return loss;
}

at::Tensor Level::direction(const Evaluation& at) const {
    const double lambda = mSpec.priorPull, sigmaY = mProblem.sigmaY;
    if (mSpec.step == StepKind::Plain) {
        const double ratio = sigmaY / mSigma;
        return at::add(at.op(mProblem).applyAdjoint(at.residual), at.correction, lambda * ratio * ratio);
    }
    if (mSpec.step == StepKind::Splitting)
        return at.op(mProblem).proximal(at.residual, at.correction, sigmaY,
                                        mSigma / std::sqrt(std::max(lambda, VmlMap::kLeastPull)));
    const at::Tensor pull = lambda == 1 ? at.correction : lambda * at.correction;
    return at.op(mProblem).proximal(at.residual, pull, sigmaY, mSigma);
}

LateNumber Level::noteDirection(const at::Tensor& v) {
    const LateNumber square = lateInnerProduct(v, v);
    if (square.isKnown()) requireFinite(square.value(), mSigma);
    const LateNumber stationarity =
        square.squareRoot() / (mSigma * std::sqrt(static_cast<double>(v.numel())));
    // The only decision that a step takes by it, and so the only one that waits for it.
    if (mSpec.step == StepKind::FixedPoint && mStationarity && stationarity.value() > mStationarity->value())
        mGamma /= 2;
    mStationarity = stationarity;
    return stationarity;
}

at::Tensor Level::moved(const Evaluation& at, const at::Tensor& v) {
    at::Tensor next;
    if (mSpec.anderson > 0 && mMove.defined()) {
        next = accelerated(at.x, v);
        mMove = next - at.x;
        mMoveScale = 1;
    } else {
        next = at::add(at.x, v, mGamma);
        mMove = v;
        mMoveScale = mGamma;
    }
    if (mSpec.anderson > 0) mLastV = v;
    mMoveAlong = mMoveScale * lateInnerProduct(at.correction, mMove);
    return next;
}

/// x + γv − θ(Δx + γΔv) with θ = ⟨Δv, v⟩/⟨Δv, Δv⟩: the mixture of the last two points that would have the
/// smallest v if v were linear.
at::Tensor Level::accelerated(const at::Tensor& x, const at::Tensor& v) {
    const at::Tensor change = v - mLastV;
    const double square = innerProduct(change, change);
    const double theta =
        square > 0 ? std::clamp(innerProduct(change, v) / square, -kAndersonLimit, kAndersonLimit) : 0;
    at::Tensor next = at::add(x, v, mGamma);
    next.add_(mMove, -theta * mMoveScale);
    next.add_(change, -theta * mGamma);
    return next;
}

}  // namespace

VmlMap::VmlMap(const VmlMapParameters& parameters) : mSpec(parameters) {
    assert(mSpec.anderson == 0 || mSpec.step == StepKind::FixedPoint);
    assert(mSpec.inner == 1 || closesLevels(mSpec.step));
}

bool VmlMap::needsVjp() const {
    return mSpec.step == StepKind::Gradient || mSpec.step == StepKind::Plain;
}

int VmlMap::evaluations() const {
    return mSpec.flips * mSpec.steps * (closesLevels(mSpec.step) ? mSpec.inner + 1 : 1);
}

Solution VmlMap::solve(const Problem& problem, SolverState& state, IterateSink& sink, RunControl& control) {
    assert(problem.sigmaY > 0 && state.step >= 0);
    const std::vector<double> sigmas = scheduleFor(mSpec, problem.denoiser);
    const bool single = mSpec.step == StepKind::SingleEvaluation;
    const bool transposed = needsVjp();
    const double gamma = mSpec.stepSize, lambda = mSpec.priorPull;

    Solution solution;
    LateNumber stationarity;
    at::Tensor x;
    if (state.x.defined()) {
        if (const int step = resumedStep(state, sigmas); step != state.step) {
            state.step = step;
            state.evaluations = step * (evaluations() / mSpec.steps);
        }
        x = resumedPicture(problem, state, sigmas[state.step]);
    } else {
        x = initialPicture(problem, mSpec.initialisation, sigmas[0]);
        if (mSpec.initialisation != Initialisation::Inverse)
            x = problem.noise.normal(0, shapeOfPicture(problem)).mul_(sigmas[0]).add_(x);
    }
    for (int i = state.step; i < mSpec.steps; ++i) {
        const double sigma = sigmas[i], nextSigma = sigmas[i + 1];
        const double kept = nextSigma / sigma * std::sqrt(1 - mSpec.eta * mSpec.eta);
        Level level(problem, mSpec, sigma);
        const int calls = closesLevels(mSpec.step) ? mSpec.inner + 1 : 1;
        for (int k = 0; k < calls; ++k) {
            const bool closing = k == mSpec.inner;
            const std::optional<DenoisedWithVjp> d =
                denoisedOverFlips(problem.denoiser, x, sigma, mSpec.flips, transposed && !closing, control);
            if (!d) {
                solution.cancelled = true;
                solution.beforeFirstEstimate = !state.denoised.defined();
                solution.x0 = solution.beforeFirstEstimate
                                  ? initialPicture(problem, mSpec.initialisation, sigmas[0])
                                  : state.denoised;
                solution.stationarity = stationarity.value();
                return solution;
            }
            state.evaluations += mSpec.flips;
            state.denoised = d->denoised.contiguous();

            const Evaluation at = evaluationAt(problem, x, state.denoised);
            Iterate iterate{i, mSpec.steps,   k, sigma, state.evaluations, level.measure(at),
                            x, state.denoised};
            if (single) {
                const LinearOperator& op = at.op(problem);
                const at::Tensor a = op.proximal(at.residual, at::zeros_like(x), problem.sigmaY, sigma);
                const at::Tensor b = op.proximal(at::zeros_like(problem.y), at.correction, problem.sigmaY,
                                                 sigma);  // −b of the formula
                stationarity = level.noteDirection(at::add(a, b, lambda));
                x = at::add(at.denoised, a, gamma);
                x.add_(at.correction, -kept).add_(b, kept * gamma * lambda);
            } else if (mSpec.step == StepKind::Splitting) {
                const at::Tensor v = level.direction(at);
                stationarity = level.noteDirection(v);
                x = at::add(at.denoised, v, gamma);
                x.add_(at.correction, -kept * nextSigma / sigma);
            } else if (closing) {
                x = at::sub(at.denoised, at.correction, kept);
            } else {
                at::Tensor v = level.direction(at);
                stationarity = level.noteDirection(v);
                if (transposed) v = d->vjp(v);
                x = level.moved(at, v);
            }
            iterate.loss.stationarity = stationarity;
            sink.iterate(iterate);
        }
        if (mSpec.eta > 0 && nextSigma > 0)
            x.add_(problem.noise.normal(static_cast<std::uint32_t>(i) + 1, x), nextSigma * mSpec.eta);
        state.step = i + 1;
        state.x = x;
        state.sigma = nextSigma;
        sink.stepDone(state);
    }
    solution.x0 = state.denoised;
    solution.stationarity = stationarity.value();
    return solution;
}

std::unique_ptr<Solver> makeVmlMap(const ParameterValues& values) {
    const VmlMapParameters parameters = VmlMapParameters::from(values);
    auto alone = std::make_unique<VmlMap>(parameters);
    if (values.integer("levels") == 0) return alone;
    VmlMapParameters finer = parameters;
    finer.steps = values.integer("level_steps");
    finer.sigmaMax = values.real("level_noise");
    VmlMapParameters afterOne = finer;
    afterOne.sigmaMax = kAfterOne * finer.sigmaMax;
    return std::make_unique<CoarseToFine>(std::move(alone), std::make_unique<VmlMap>(finer),
                                          values.integer("levels"), std::make_unique<VmlMap>(afterOne));
}

}  // namespace lacuna
