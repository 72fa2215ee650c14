// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/downsample.h"

#include "core/job/restoration_job.h"
#include "core/operators/gram_solver.h"
#include "core/operators/noise_covariance.h"
#include "core/tensors/linalg/fourier.h"
#include "core/tensors/linalg/resize_matrix.h"
#include "core/tensors/mirror.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/outer.h>

#include <cassert>

namespace lacuna {

Downsample::Downsample(ImageShape photo, int scale, const at::TensorOptions& options)
    : mPhoto(photo), mScale(scale) {
    assert(scale >= 2);
    const SparseMatrix rows = reductionMatrix(photo[1] * scale, scale);
    const SparseMatrix columns = reductionMatrix(photo[2] * scale, scale);
    mRows = BandedMatrix(rows, options);
    mRowsT = BandedMatrix(rows.transposed(), options);
    mColumns = BandedMatrix(columns, options);
    mColumnsT = BandedMatrix(columns.transposed(), options);
    const at::Tensor down = gramTransfer(photo[1], scale);
    const at::Tensor up = down.narrow(0, 1, photo[1] - 1).flip({0});  // the negative frequencies
    mGram = at::outer(at::cat({down, up}), gramTransfer(photo[2], scale)).to(options);
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

at::Tensor Downsample::spectral(const at::Tensor& r, const Spectrum& f) const {
    const at::Tensor mirrored = withMirrorImages(r);
    const std::int64_t height = mirrored.size(2);
    const std::int64_t width = mirrored.size(3);
    const at::Tensor spectrum = realFft(mirrored, height, width).mul_(f(mGram.to(r.options())));
    return inverseRealFft(spectrum, height, width).narrow(2, 0, r.size(2)).narrow(3, 0, r.size(3));
}

at::Tensor Downsample::solveGram(const at::Tensor& y, double ratio) const {
    return spectral(y, [ratio](const at::Tensor& gram) { return (gram + ratio).reciprocal_(); });
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

std::unique_ptr<GramSolver> Downsample::gramSolver(const NoiseCovariance& noise) const {
    return std::make_unique<MirroredGram>(noise.power(), mGram);
}

const OperatorKind& downsampleOperator() {
    static const OperatorKind kind{
        .name = "downsampling",
        .isLocal = false,
        .changesPicture = true,
        .workingPictures = 10,
        .hasSpectrum = true,
        .canvas =
            [](const OperatorSpec& spec, const ImageShape& photo) {
                return ImageShape{photo[0], photo[1] * spec.scale, photo[2] * spec.scale};
            },
        .reach = [](const OperatorSpec&) { return 0; },
        .proximalBytes = [](const ImageShape&, const ImageShape&) { return ProximalBytes{}; },
        .make =
            [](const OperatorSpec& spec, const ImageShape& photo, const c10::TensorOptions& options) {
                BuiltOperator built;
                built.op = std::make_unique<Downsample>(photo, spec.scale, options);
                built.height = photo[1] * spec.scale;
                built.width = photo[2] * spec.scale;
                return built;
            },
    };
    return kind;
}

}  // namespace lacuna
