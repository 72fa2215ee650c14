// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/image_shape.h"

#include <c10/core/ScalarType.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace at {
class Tensor;
}

namespace lacuna {

class GramSolver;
class NoiseCovariance;

/// H of y = H x + σ_y ε (vml-map.md, "Setting"). Tensors are (N, C, height, width), float32 or float64, of
/// any memory format; results have the input's type and device. Immutable after construction; may be shared
/// by threads.
class LinearOperator {
  public:
    virtual ~LinearOperator();

    virtual ImageShape inputShape() const = 0;
    virtual ImageShape outputShape() const = 0;
    /// m, the number of values that were measured: fewer than outputShape() holds if a mask zeroes some.
    virtual std::int64_t measurements() const;
    /// For reports, such as "blur (gaussian 1.6 px)".
    virtual std::string name() const = 0;

    /// H x
    virtual at::Tensor apply(const at::Tensor& x) const = 0;
    /// Hᵀ y
    virtual at::Tensor applyAdjoint(const at::Tensor& y) const = 0;
    /// The v that solves (HᵀH/σ_y² + I/σ_t²) v = Hᵀ r/σ_y² + z/σ_t². `r` has the output's shape, `z` the
    /// input's. σ_y, σ_t > 0. The default runs conjugate gradients for v − z, preconditioned by
    /// precondition(), from a cold start until the preconditioned residual has fallen to cgTolerance()
    /// (relative) or for cgIterations(). Builds no graph for gradients.
    ///
    /// An iterative solve (the default, and Blur) in float32 takes σ_y to be at least kLeastNoiseRatio σ_t.
    /// With less, the rounding error of Hᵀ(…) would be amplified beyond σ_t itself.
    virtual at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY, double sigmaT) const;
    /// An approximation of P u = (HᵀH/σ_y² + I/σ_t²)⁻¹ u, linear and symmetric positive definite; the default
    /// scales by σ_t². Operators whose P has a closed form return P u itself.
    virtual at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const;
    /// Solves with H Hᵀ and the stationary part of a noise that isn't white. Null, the default: there is no
    /// quick way.
    virtual std::unique_ptr<GramSolver> gramSolver(const NoiseCovariance& noise) const;

    static constexpr double kLeastNoiseRatio = 4e-4;

    /// A function of eigenvalues: takes a tensor of them and returns one of the same shape.
    using Spectrum = std::function<at::Tensor(const at::Tensor&)>;
    /// Whether H's singular values are known, so that spectral() can be called.
    virtual bool hasSpectrum() const { return false; }
    /// f(H Hᵀ) r: `f` acts on the eigenvalues of H Hᵀ, the squares s² ≥ 0 of the singular values. `r` has the
    /// output's shape. Throws Error Usage if the singular values aren't known.
    virtual at::Tensor spectral(const at::Tensor& r, const Spectrum& f) const;

  protected:
    /// The σ_y that an iterative solve in `type` uses.
    static double resolvableNoise(double sigmaY, double sigmaT, c10::ScalarType type);

    virtual double cgTolerance(double, double) const { return 1e-6; }
    virtual int cgIterations() const { return 100; }
};

}  // namespace lacuna
