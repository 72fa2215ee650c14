// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/preconditioning.h"

#include "core/base/discrete_schedule.h"
#include "core/base/error.h"
#include "core/checkpoints/preconditioning_spec.h"
#include "core/files/in_quotes.h"

#include <cmath>

namespace lacuna {

Scales EdmPreconditioning::at(double sigma) const {
    const double length = std::hypot(sigma, mSigmaData);
    const double share = mSigmaData / length;
    return {share * share, sigma * share, 1 / length, mNoiseScale * std::log(sigma)};
}

namespace {

/// Table 1, column VP: continuous time t ∈ [0, 1], of which the network is given (M − 1) t.
class VariancePreserving : public Preconditioning {
  public:
    explicit VariancePreserving(const PreconditioningSpec& spec) : mSpec(spec) {}
    Scales at(double sigma) const override {
        const double logTerm = std::log1p(sigma * sigma);
        const double time =
            (std::sqrt(mSpec.betaMin * mSpec.betaMin + 2 * mSpec.betaSlope * logTerm) - mSpec.betaMin) /
            mSpec.betaSlope;
        return {1, -sigma, 1 / std::hypot(sigma, 1), (mSpec.steps - 1) * time};
    }

  private:
    PreconditioningSpec mSpec;
};

/// Table 1, column VE.
class VarianceExploding : public Preconditioning {
  public:
    Scales at(double sigma) const override { return {1, sigma, 1, std::log(sigma / 2)}; }
};

/// A network trained on steps: x = x₀ + σ ε is scaled to its x_t = x/√(1+σ²), and t interpolated between the
/// steps (k-diffusion's DiscreteEpsDDPMDenoiser and DiscreteVDDPMDenoiser).
class DiscreteSteps : public Preconditioning {
  public:
    explicit DiscreteSteps(const PreconditioningSpec& spec) : mSpec(spec) {}
    Scales at(double sigma) const override {
        const double length = std::hypot(sigma, 1);
        const double time =
            mSpec.isLogarithmic ? std::log(sigma) / 4 : mSpec.timeScale * (mSpec.firstTime + placeOf(sigma));
        switch (mSpec.prediction) {
            case Prediction::Sample:
                return {0, 1, 1 / length, time};
            case Prediction::Velocity:
                return {1 / (length * length), -sigma / length, 1 / length, time};
            case Prediction::Epsilon:
                break;
        }
        return {1, -sigma, 1 / length, time};
    }

  private:
    /// The position of `sigma` among the steps' noise levels.
    double placeOf(double sigma) const {
        return mSpec.isNearest ? nearestTime(mSpec.sigmas, sigma) : timeOfSigma(mSpec.sigmas, sigma);
    }

    PreconditioningSpec mSpec;
};

/// The network is the score of pictures u = (x + 1)/2 with noise of s = σ/2; by Tweedie's formula the mean of
/// what they were is u + s² F, and D twice that less 1 (Song et al., arXiv 2011.13456, its VE SDE).
class ScoreOfUnitRange : public Preconditioning {
  public:
    Scales at(double sigma) const override { return {1, sigma * sigma / 2, 0.5, sigma / 2, 0.5}; }
};

/// The network is D.
class NoPreconditioning : public Preconditioning {
  public:
    Scales at(double sigma) const override { return {0, 1, 1, sigma}; }
};

}  // namespace

std::unique_ptr<Preconditioning> makePreconditioning(const PreconditioningSpec& spec) {
    if (spec.kind == "edm") return std::make_unique<EdmPreconditioning>(spec.sigmaData, spec.noiseScale);
    if (spec.kind == "vp") return std::make_unique<VariancePreserving>(spec);
    if (spec.kind == "ve") return std::make_unique<VarianceExploding>();
    if (spec.kind == "discrete") return std::make_unique<DiscreteSteps>(spec);
    if (spec.kind == "score") return std::make_unique<ScoreOfUnitRange>();
    if (spec.kind == "none") return std::make_unique<NoPreconditioning>();
    throw Error(ErrorCode::ModelUnsupported, "",
                "the preconditioning " + inQuotes(spec.kind) + " is not known");
}

}  // namespace lacuna
