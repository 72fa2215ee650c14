// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"
#include "core/operators/operator_kind.h"
#include "core/tensors/linalg/banded_matrix.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

/// H x = A_h x A_wᵀ, the antialiased bicubic reduction of MATLAB's imresize by an integer factor
/// (resize_matrix.h). Because borders are mirrored, H Hᵀ is a convolution of the mirrored photograph and
/// diagonal in the Fourier basis of twice its sides. So P = σ_t² [I − Hᵀ(H Hᵀ + (σ_y²/σ_t²) I)⁻¹ H] is exact
/// at any size (vml-map.md).
class Downsample : public LinearOperator {
  public:
    /// `photo` is the shape of y; x is `scale` ≥ 2 times as high and as wide. `options` give the type and the
    /// device to work with.
    Downsample(ImageShape photo, int scale, const at::TensorOptions& options);

    ImageShape inputShape() const override;
    ImageShape outputShape() const override { return mPhoto; }
    std::string name() const override;
    at::Tensor apply(const at::Tensor& x) const override;
    at::Tensor applyAdjoint(const at::Tensor& y) const override;
    at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                        double sigmaT) const override;
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override;
    bool hasSpectrum() const override { return true; }
    at::Tensor spectral(const at::Tensor& r, const Spectrum& f) const override;
    std::unique_ptr<GramSolver> gramSolver(const NoiseCovariance& noise) const override;

  private:
    /// (H Hᵀ + ratio)⁻¹ y
    at::Tensor solveGram(const at::Tensor& y, double ratio) const;

    ImageShape mPhoto;
    int mScale;
    BandedMatrix mRows;     ///< A_h
    BandedMatrix mRowsT;    ///< A_hᵀ
    BandedMatrix mColumns;  ///< A_w
    BandedMatrix mColumnsT;
    at::Tensor mGram;  ///< eigenvalues of H Hᵀ, (2 · photo height, photo width + 1)
};

/// H for upscaling: the reduction by spec.scale.
const OperatorKind& downsampleOperator();

}  // namespace lacuna
