// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/noise_covariance.h"

#include "core/tensors/linalg/conjugate_gradient.h"
#include "core/tensors/linalg/fourier.h"
#include "core/tensors/mirror.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/ones.h>

#include <cassert>
#include <utility>
#include <vector>

namespace lacuna {
namespace {

constexpr double kTolerance = 1e-4;
constexpr double kExactTolerance = 1e-14;  ///< in double precision
constexpr int kIterations = 200;

/// Each of the C channels is a mixture of them all: (1, C, h, w).
at::Tensor mixed(const at::Tensor& basis, const at::Tensor& y) {
    return at::matmul(basis.to(y.options()), y.flatten(2)).view(y.sizes());
}

/// Where the frequencies 0 … count − 1 of a line of `size` lie among k samples from 0 to 1/2: the sample
/// below, and the share of the next one.
std::pair<at::Tensor, at::Tensor> placesOf(std::int64_t count, std::int64_t size, std::int64_t k) {
    const at::Tensor index = at::arange(count, at::kDouble);
    const at::Tensor folded = at::minimum(index, static_cast<double>(size) - index);
    const at::Tensor place = folded * (2.0 * static_cast<double>(k - 1) / static_cast<double>(size));
    const at::Tensor below = place.floor().clamp(0, static_cast<double>(k - 2));
    return {below.to(at::kLong), place - below};
}

}  // namespace

NoiseCovariance::NoiseCovariance(const at::Tensor& basis, const at::Tensor& spectra,
                                 const at::Tensor& strength, const ImageShape& shape,
                                 const at::TensorOptions& options)
    : mBasis(basis), mStrength(strength), mHeight(shape[1]), mWidth(shape[2]) {
    assert(basis.defined() == spectra.defined());
    assert(!strength.defined() || (strength.size(2) == mHeight && strength.size(3) == mWidth));
    mPower = at::ones({shape[0], 1, 1}, options);
    if (!spectra.defined()) return;
    assert(spectra.size(0) == shape[0] && basis.size(0) == shape[0] && basis.size(1) == shape[0]);
    const at::Tensor powers = spectra.to(at::kCPU, at::kDouble);
    mSpectra = powers.clamp_min(kLeastPower * powers.mean().item<double>());
    mPower = at::empty({shape[0], 2 * mHeight, mWidth + 1}, options);
    for (std::int64_t c = 0; c < shape[0]; ++c)
        mPower[c].copy_(spectrumOn(c, 2 * mHeight, 2 * mWidth));
}

at::Tensor NoiseCovariance::spectrumOn(std::int64_t channel, std::int64_t height, std::int64_t width) const {
    if (!hasSpectrum()) return at::ones({height, width / 2 + 1}, at::kDouble);
    const at::Tensor powers = mSpectra[channel];
    const auto [row, down] = placesOf(height, height, powers.size(0));
    const auto [column, across] = placesOf(width / 2 + 1, width, powers.size(1));
    const at::Tensor upper = powers.index_select(0, row), lower = powers.index_select(0, row + 1);
    const at::Tensor rows = upper + (lower - upper) * down.unsqueeze(1);
    const at::Tensor left = rows.index_select(1, column), right = rows.index_select(1, column + 1);
    return left + (right - left) * across;
}

at::Tensor NoiseCovariance::strength(const at::Tensor& like) const {
    return hasStrength() ? mStrength.to(like.options()) : at::ones({1, 1, 1, 1}, like.options());
}

at::Tensor NoiseCovariance::filtered(const at::Tensor& y, double power) const {
    if (!hasSpectrum()) return y;
    // One channel after the other, for the sake of memory.
    std::vector<at::Tensor> channels;
    for (std::int64_t c = 0; c < y.size(1); ++c) {
        const at::Tensor spectrum = realFft(withMirrorImages(y.narrow(1, c, 1)), 2 * mHeight, 2 * mWidth)
                                        .mul_(mPower[c].to(y.options()).pow(power));
        channels.push_back(
            inverseRealFft(spectrum, 2 * mHeight, 2 * mWidth).narrow(2, 0, mHeight).narrow(3, 0, mWidth));
    }
    return at::cat(channels, 1);
}

at::Tensor NoiseCovariance::decorrelated(const at::Tensor& y) const {
    return mBasis.defined() ? mixed(mBasis, y) : y;
}

at::Tensor NoiseCovariance::correlated(const at::Tensor& y) const {
    return mBasis.defined() ? mixed(mBasis.t(), y) : y;
}

at::Tensor NoiseCovariance::whitened(const at::Tensor& y) const {
    return filtered(decorrelated(y / strength(y)), -0.5);
}

at::Tensor NoiseCovariance::coloured(const at::Tensor& e) const {
    return correlated(filtered(e, 0.5)) * strength(e);
}

at::Tensor NoiseCovariance::whitenedAdjoint(const at::Tensor& e) const {
    return correlated(filtered(e, -0.5)) / strength(e);
}

at::Tensor NoiseCovariance::covariance(const at::Tensor& y) const {
    const at::Tensor s = strength(y);
    return correlated(filtered(decorrelated(y * s), 1)) * s;
}

at::Tensor NoiseCovariance::precision(const at::Tensor& y) const {
    const at::Tensor s = strength(y);
    return correlated(filtered(decorrelated(y / s), -1)) / s;
}

at::Tensor NoiseCovariance::deviation() const {
    if (!hasSpectrum()) return strength(mPower);
    // A channel's variance is the mean of its spectrum over the whole plane, where all columns of the half
    // plane occur twice but the first and the last.
    at::Tensor times = at::ones({mWidth + 1}, mPower.options()) * 2;
    times.narrow(0, 0, 1).fill_(1);
    times.narrow(0, mWidth, 1).fill_(1);
    const at::Tensor variance = (mPower * times).sum({1, 2}) / static_cast<double>(4 * mHeight * mWidth);
    const at::Tensor squares = mBasis.to(mPower.options()).square();
    return strength(mPower) * at::matmul(squares.t(), variance).sqrt().view({1, -1, 1, 1});
}

at::Tensor NoiseCovariance::unknownPart(const at::Tensor& rhs, const at::Tensor& unknown) const {
    const bool exact = rhs.scalar_type() == c10::ScalarType::Double;
    return conjugateGradient([&](const at::Tensor& p) { return precision(p) * unknown; }, rhs,
                             [&](const at::Tensor& p) { return covariance(p) * unknown; },
                             exact ? kExactTolerance : kTolerance, kIterations)
        .solution;
}

at::Tensor NoiseCovariance::completed(const at::Tensor& y, const at::Tensor& known) const {
    const at::Tensor inside = known.to(y.options()), unknown = 1 - inside;
    const at::Tensor kept = y * inside;
    return kept - unknownPart(precision(kept) * unknown, unknown);
}

at::Tensor NoiseCovariance::completedAdjoint(const at::Tensor& y, const at::Tensor& known) const {
    const at::Tensor inside = known.to(y.options()), unknown = 1 - inside;
    return (y - precision(unknownPart(y * unknown, unknown))) * inside;
}

}  // namespace lacuna
