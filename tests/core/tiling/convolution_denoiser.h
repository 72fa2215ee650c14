// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

/// D = x + σ K₂ tanh(K₁ x) with random 5×5 kernels and zero padding: a receptive field of 4 pixels each way,
/// a Jacobian that is not symmetric, and the same effect at borders that a real network has.
class ConvolutionDenoiser : public Denoiser {
  public:
    static constexpr int kReach = 4;

    ConvolutionDenoiser();

    at::Tensor denoise(const at::Tensor& x, double sigma) override;
    double sigmaMin() const override { return 1e-3; }
    double sigmaMax() const override { return 100; }
    int context() const override { return kReach; }

    int calls = 0;  ///< of the network, with or without a graph

  protected:
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override;

  private:
    at::Tensor mFirst;
    at::Tensor mSecond;
};

}  // namespace lacuna
