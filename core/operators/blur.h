// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"
#include "core/operators/margin_system.h"
#include "core/operators/operator_kind.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

struct Kernel;

/// H = crop ∘ blur (vml-map.md, "Photographs do not wrap around"): x lives on a canvas that extends beyond
/// the photograph by the kernel's reach on each side. y is the valid part of the convolution, which needs no
/// pixel from outside the canvas:
///   y[i] = Σ_j kernel[j] x[i + size − 1 − j], x in coordinates of the canvas.
/// P = σ_t² [I − Hᵀ(H Hᵀ + ρ I)⁻¹ H], ρ = σ_y²/σ_t², by Fourier transforms on a torus that holds the canvas,
/// with conjugate gradients for the torus's margin, which the photograph doesn't cover (MarginSystem).
class Blur : public LinearOperator {
  public:
    /// `photo` is the shape of y. `options` give the type and the device to work with.
    Blur(ImageShape photo, const Kernel& kernel, const at::TensorOptions& options,
         double tolerance = kTolerance, int iterations = kIterations);

    static constexpr double kTolerance = 0.01;
    static constexpr int kIterations = 20;

    /// Shape of x for a photograph of shape `photo`.
    static ImageShape canvasFor(const ImageShape& photo, const Kernel& kernel);

    /// Memory of proximal() in float32 besides pictures, at its peak and between calls, for a photograph on
    /// that canvas.
    static ProximalBytes proximalBytes(const ImageShape& photo, const ImageShape& canvas);

    /// Where the photograph's top left corner lies on the canvas.
    std::int64_t offsetX() const { return mOffsetX; }
    std::int64_t offsetY() const { return mOffsetY; }

    ImageShape inputShape() const override { return mCanvas; }
    ImageShape outputShape() const override { return mPhoto; }
    std::string name() const override { return mName; }
    at::Tensor apply(const at::Tensor& x) const override;
    at::Tensor applyAdjoint(const at::Tensor& y) const override;
    at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                        double sigmaT) const override;
    /// P as it would be if the whole torus were measured.
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override;
    std::unique_ptr<GramSolver> gramSolver(const NoiseCovariance& noise) const override;

  private:
    at::Tensor forward(const at::Tensor& x) const;
    at::Tensor inverse(const at::Tensor& spectrum) const;
    at::Tensor canvasOf(const at::Tensor& torus) const;

    ImageShape mPhoto;
    ImageShape mCanvas;
    std::int64_t mOffsetX;
    std::int64_t mOffsetY;
    std::int64_t mHeight;  ///< the torus's; canvas and photograph both start at its (0, 0)
    std::int64_t mWidth;
    std::string mName;
    double mTolerance;
    int mIterations;
    at::Tensor mTransfer;  ///< (mHeight, mWidth / 2 + 1), complex
    at::Tensor mAdjoint;   ///< its conjugate
    at::Tensor mPower;     ///< its squared magnitude
    MarginSystem mMargin;
};

/// H for deblurring: the blur by spec.kernel.
const OperatorKind& blurOperator();

}  // namespace lacuna
