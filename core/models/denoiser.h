// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace at {
class Tensor;
}

namespace lacuna {

struct DenoisedWithVjp;

/// D(x; σ) = E[x₀ | x₀ + σ ε = x], by any network. This is all that solvers see of a network. x is (N, 3, H,
/// W), float32 or float64, on the [−1, 1] scale plus noise, of any H, W ≥ 1 (padded internally). The result
/// has x's type, shape and device. Any thread, several at once.
class Denoiser {
  public:
    virtual ~Denoiser();

    /// No gradient graph is kept.
    virtual at::Tensor denoise(const at::Tensor& x, double sigma) = 0;
    /// D and v ↦ Jᵀ v with J = ∂D/∂x, by automatic differentiation of denoiseWithGraph() unless overridden.
    /// The function may be called once.
    virtual DenoisedWithVjp denoiseWithVjp(const at::Tensor& x, double sigma);

    /// D of the picture mirrored, mirrored back: left to right if bit 0 of `mirror` is set, upside down if
    /// bit 1 is. The exact denoiser of photographs would hardly care; a network's errors differ.
    virtual at::Tensor denoiseMirrored(const at::Tensor& x, double sigma, int mirror);
    /// The same with its product, as denoiseWithVjp().
    virtual DenoisedWithVjp denoiseMirroredWithVjp(const at::Tensor& x, double sigma, int mirror);

    /// The noise levels it was trained on; solvers stay inside.
    virtual double sigmaMin() const = 0;
    virtual double sigmaMax() const = 0;
    /// Sides should be multiples of this; other sizes are padded.
    virtual int stride() const { return 1; }
    /// Side of the pictures it was trained on; 0: any size will do.
    virtual int preferredSize() const { return 0; }
    /// The distance in pixels over which D depends noticeably on x; tiles need this much context.
    virtual int context() const { return 0; }
    /// Peak bytes of one forward pass over `pixels` pixels, and of forward + vector–Jacobian product.
    virtual double forwardBytes(double pixels) const { return pixels * 24; }
    virtual double vjpBytes(double pixels) const { return pixels * 48; }
    /// Floating point operations of one forward pass over `pixels` pixels; 0 if unknown.
    virtual double flops(double pixels) const { return pixels * 0; }

  protected:
    /// Like denoise(), but differentiable with respect to x. The default denoiseWithVjp() needs it.
    virtual at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) = 0;
};

}  // namespace lacuna
