// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser.h"

#include <memory>

namespace lacuna {

class Network;
class Preconditioning;

/// A network with its preconditioning as a Denoiser: pads as the network wants it by mirroring and crops
/// afterwards. float64 input is denoised in float32 inside the network; the skip connection stays in the
/// input's type.
class NetworkDenoiser : public Denoiser {
  public:
    NetworkDenoiser(std::unique_ptr<Network> network, std::unique_ptr<Preconditioning> preconditioning,
                    double sigmaMin, double sigmaMax, int preferredSize = 0);
    ~NetworkDenoiser() override;

    at::Tensor denoise(const at::Tensor& x, double sigma) override;
    DenoisedWithVjp denoiseWithVjp(const at::Tensor& x, double sigma) override;
    double sigmaMin() const override { return mSigmaMin; }
    double sigmaMax() const override { return mSigmaMax; }
    int preferredSize() const override { return mPreferredSize; }
    int stride() const override;
    int context() const override;
    double forwardBytes(double pixels) const override;
    double vjpBytes(double pixels) const override;
    double flops(double pixels) const override;

  protected:
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override;

  private:
    std::unique_ptr<Network> mNetwork;
    std::unique_ptr<Preconditioning> mPreconditioning;
    double mSigmaMin;
    double mSigmaMax;
    int mPreferredSize;
};

}  // namespace lacuna
