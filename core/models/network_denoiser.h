// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser.h"

#include <memory>

namespace lacuna {

class Network;
class Preconditioning;

/// Makes a Denoiser from a network and its preconditioning. Pads the input by mirroring, as the network
/// requires, and crops the output. The network computes float64 input in float32; the skip connection keeps
/// the input's type.
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
