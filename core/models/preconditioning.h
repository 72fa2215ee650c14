// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace lacuna {

struct PreconditioningSpec;

/// The factors of D(x; σ) = c_skip x + c_out F(c_in x + shift, c_noise).
struct Scales {
    double skip = 1;
    double out = 0;
    double in = 1;
    double noise = 0;
    double shift = 0;
};

/// How a network's output becomes a denoiser, for one kind of training.
class Preconditioning {
  public:
    virtual ~Preconditioning() = default;
    /// σ > 0, on the [−1, 1] scale.
    virtual Scales at(double sigma) const = 0;
};

/// Karras et al., "Elucidating the design space of diffusion-based generative models", arXiv 2206.00364,
/// table 1. consistency_models gives the network 1000 times the noise level: noiseScale 250.
class EdmPreconditioning : public Preconditioning {
  public:
    explicit EdmPreconditioning(double sigmaData, double noiseScale = 0.25)
        : mSigmaData(sigmaData), mNoiseScale(noiseScale) {}
    Scales at(double sigma) const override;

  private:
    double mSigmaData;
    double mNoiseScale;
};

/// Throws Error ModelUnsupported for an unknown kind.
std::unique_ptr<Preconditioning> makePreconditioning(const PreconditioningSpec& spec);

}  // namespace lacuna
