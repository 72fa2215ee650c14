// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/downsample.h"

#include "core/linalg/resize_matrix.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/outer.h>

#include <cassert>

namespace lacuna {

Downsample::Downsample(ImageShape photo, int scale, const at::TensorOptions& options)
    : mPhoto(photo), mScale(scale) {
    assert(scale >= 2);
    const at::Tensor rows = reductionMatrix(photo[1] * scale, scale);
    const at::Tensor columns = reductionMatrix(photo[2] * scale, scale);
    const at::Tensor rowBasis = cosineBasis(photo[1]);
    const at::Tensor columnBasis = cosineBasis(photo[2]);
    const auto eigenvalues = [](const at::Tensor& basis, const at::Tensor& matrix) {
        return at::matmul(basis, matrix).square().sum(1);
    };
    mGram = at::outer(eigenvalues(rowBasis, rows), eigenvalues(columnBasis, columns)).to(options);
    mRows = BandedMatrix(rows, options);
    mRowsT = BandedMatrix(rows.t(), options);
    mColumns = BandedMatrix(columns, options);
    mColumnsT = BandedMatrix(columns.t(), options);
    mRowBasis = rowBasis.to(options);
    mColumnBasis = columnBasis.to(options);
}

ImageShape Downsample::inputShape() const {
    return {mPhoto[0], mPhoto[1] * mScale, mPhoto[2] * mScale};
}

std::string Downsample::name() const {
    return "downsampling ×" + std::to_string(mScale);
}

at::Tensor Downsample::apply(const at::Tensor& x) const {
    return mColumns.timesColumnsOf(mRows.timesRowsOf(x));
}

at::Tensor Downsample::applyAdjoint(const at::Tensor& y) const {
    return mRowsT.timesRowsOf(mColumnsT.timesColumnsOf(y));
}

at::Tensor Downsample::solveGram(const at::Tensor& y, double ratio) const {
    const at::Tensor rowBasis = mRowBasis.to(y.options());
    const at::Tensor columnBasis = mColumnBasis.to(y.options());
    const at::Tensor spectrum = at::matmul(at::matmul(rowBasis, y), columnBasis.t()).div_(mGram + ratio);
    return at::matmul(at::matmul(rowBasis.t(), spectrum), columnBasis);
}

at::Tensor Downsample::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                                double sigmaT) const {
    // v = z + Hᵀ(H Hᵀ + ρ)⁻¹(r − H z), ρ = σ_y²/σ_t²
    const double ratio = sigmaY * sigmaY / (sigmaT * sigmaT);
    return z + applyAdjoint(solveGram(r - apply(z), ratio));
}

at::Tensor Downsample::precondition(const at::Tensor& u, double sigmaY, double sigmaT) const {
    const double variance = sigmaT * sigmaT;
    return (u - applyAdjoint(solveGram(apply(u), sigmaY * sigmaY / variance))).mul_(variance);
}

}  // namespace lacuna
