// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace lacuna {

struct DenoisedWithVjp;

/// The F in D(x; σ) = c_skip x + c_out F(c_in x, c_noise), implemented by each family of networks. z is (N,
/// 3, H, W), float32, with H and W multiples of padding(), and not an inference tensor if a graph is built. F
/// has z's shape and type. Weights never require gradients. Any thread, several at once.
class Network {
  public:
    virtual ~Network();

    /// F(z, c), differentiable with respect to z if gradients are enabled.
    virtual at::Tensor forwardWithGraph(const at::Tensor& z, double c) = 0;
    /// F(z, c) without a graph.
    virtual at::Tensor forward(const at::Tensor& z, double c);
    /// F and v ↦ (∂F/∂z)ᵀ v, callable once; by automatic differentiation unless overridden.
    virtual DenoisedWithVjp forwardWithVjp(const at::Tensor& z, double c);

    /// Whether forwardAt() works, so that a device can record a pass (recorded_network.h).
    virtual bool isRecordable() const { return false; }
    /// F(z, c) without a graph for levels (N) on z's device: it depends on nothing that the host computes
    /// from them. The bits are those of forward(). Throws Error Internal unless isRecordable().
    virtual at::Tensor forwardAt(const at::Tensor& z, const at::Tensor& c);

    /// See Denoiser.
    virtual int stride() const = 0;
    /// Sides are padded to multiples of this before F.
    virtual int padding() const { return stride(); }
    virtual int context() const = 0;
    virtual double forwardBytes(double pixels) const = 0;
    virtual double vjpBytes(double pixels) const = 0;
    virtual double flops(double pixels) const = 0;
};

}  // namespace lacuna
