// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace lacuna {

/// F of D(x; σ) = c_skip x + c_out F(c_in x, c_noise): what the file of a network family implements. Weights
/// never require gradients. One thread at a time.
class Network {
  public:
    virtual ~Network() = default;

    /// F(z, c) for z of shape (N, 3, H, W), float32, H and W multiples of stride(); the result has z's shape
    /// and is float32. Differentiable with respect to z where gradients are enabled and z asks for them.
    virtual at::Tensor forward(const at::Tensor& z, double c) = 0;

    virtual int stride() const = 0;
    /// See Denoiser.
    virtual int context() const = 0;
    virtual double forwardBytes(double pixels) const = 0;
    virtual double vjpBytes(double pixels) const = 0;
    virtual double flops(double pixels) const = 0;
};

}  // namespace lacuna
