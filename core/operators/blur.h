// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

struct Kernel;

/// H = crop ∘ blur (vml-map.md, "Photographs do not wrap around"): x lives on a canvas larger than the
/// photograph by what the kernel reaches beyond each side, and y is the part of the convolution that needs
/// nothing from outside the canvas:
///   y[i] = Σ_j kernel[j] x[i + reach − j],  reach = size − 1 in canvas coordinates.
/// P by conjugate gradients in the Fourier domain of a torus that holds the canvas, where the circular closed
/// form is a diagonal preconditioner and one iteration costs two transforms.
class Blur : public LinearOperator {
  public:
    /// `photo` is the shape of y. `options` say the type and the device it works on.
    Blur(ImageShape photo, const Kernel& kernel, const at::TensorOptions& options,
         double tolerance = kTolerance, int iterations = kIterations);

    static constexpr double kTolerance = 1e-3;
    static constexpr int kIterations = 12;

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
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override;

  protected:
    double cgTolerance() const override { return mTolerance; }
    int cgIterations() const override { return mIterations; }

  private:
    at::Tensor forward(const at::Tensor& x) const;
    at::Tensor inverse(const at::Tensor& spectrum) const;
    at::Tensor measured(const at::Tensor& torus) const;

    ImageShape mPhoto;
    ImageShape mCanvas;
    std::int64_t mOffsetX;
    std::int64_t mOffsetY;
    std::int64_t mHeight;  ///< of the torus
    std::int64_t mWidth;
    std::string mName;
    double mTolerance;
    int mIterations;
    at::Tensor mTransfer;       ///< (mHeight, mWidth / 2 + 1), complex; kernel[0] stands for no shift
    at::Tensor mTransferPower;  ///< its squared magnitude, real
    at::Tensor mToIsometric;    ///< (mWidth / 2 + 1): √2 for columns that stand for two, 1 for the others
};

}  // namespace lacuna
