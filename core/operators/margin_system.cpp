// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/margin_system.h"

#include "core/tensors/linalg/conjugate_gradient.h"
#include "core/tensors/linalg/fourier.h"
#include "core/tensors/linalg/toeplitz.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/fft_irfft.h>
#include <ATen/ops/fft_rfft.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/reciprocal.h>
#include <ATen/ops/zeros.h>
#include <c10/core/ScalarType.h>

#include <algorithm>

namespace lacuna {

namespace {

/// Without a band's inverse, conjugate gradients get more iterations and a smaller tolerance by this factor:
/// the residual then says less about the error.
constexpr int kWideCare = 10;

}  // namespace

struct MarginSystem::Inverses {
    double ratio = 0;
    at::TensorOptions options;
    double diagonal = 0;       ///< of S
    at::Tensor rowInverse;     ///< (torusWidth / 2 + 1, rows, rows); undefined where left out
    at::Tensor columnInverse;  ///< (torusHeight / 2 + 1, columns, columns)
};

/// The margin at one ρ. Vectors are (N, C, rows · torusWidth + height · columns): first the band of rows
/// below the rectangle, in full width, then the rest of the band of columns to its right.
struct MarginSystem::Bands {
    Bands(const MarginSystem& system, const at::Tensor& like, double ratio)
        : torusHeight(system.mTorusHeight),
          torusWidth(system.mTorusWidth),
          height(system.mHeight),
          width(system.mWidth),
          rows(torusHeight - height),
          columns(torusWidth - width),
          weight(at::reciprocal(system.divisor(ratio)).to(like.options())),
          torus(at::zeros({like.size(0), like.size(1), torusHeight, torusWidth}, like.options())),
          inverses(system.inversesAt(ratio, like.options())) {}

    at::Tensor rowPart(const at::Tensor& v) const {
        return v.narrow(2, 0, rows * torusWidth).view({v.size(0), v.size(1), rows, torusWidth});
    }
    at::Tensor columnPart(const at::Tensor& v) const {
        return v.narrow(2, rows * torusWidth, height * columns).view({v.size(0), v.size(1), height, columns});
    }

    at::Tensor gather(const at::Tensor& picture) const {
        return at::cat({picture.narrow(2, height, rows).flatten(2),
                        picture.narrow(2, 0, height).narrow(3, width, columns).flatten(2)},
                       2);
    }
    void scatter(const at::Tensor& v) {
        torus.narrow(2, height, rows).copy_(rowPart(v));
        torus.narrow(2, 0, height).narrow(3, width, columns).copy_(columnPart(v));
    }
    at::Tensor weighted() const { return realFft(torus, torusHeight, torusWidth).mul_(weight); }

    /// S v. The rectangle of `torus` must be zero.
    at::Tensor multiply(const at::Tensor& v) {
        scatter(v);
        return gather(inverseRealFft(weighted(), torusHeight, torusWidth));
    }

    /// The inverse of S on one band, (N, C, across, along): diagonal over the frequencies along it.
    static at::Tensor solveBand(const at::Tensor& band, const at::Tensor& inverse) {
        const std::int64_t along = band.size(3);
        const at::Tensor spectrum = at::fft_rfft(band, c10::nullopt, 3);  // (N, C, across, frequencies)
        const at::Tensor columnsOf = spectrum.permute({3, 2, 0, 1}).flatten(2).contiguous();
        const at::Tensor solved = at::matmul(inverse, columnsOf);
        return at::fft_irfft(
            solved.view({spectrum.size(3), spectrum.size(2), spectrum.size(0), spectrum.size(1)})
                .permute({2, 3, 1, 0}),
            along, 3);
    }

    /// The Schwarz approximation of S⁻¹ v.
    at::Tensor precondition(const at::Tensor& v) const {
        const auto& [ratio, options, diagonal, rowInverse, columnInverse] = *inverses;
        at::Tensor out = at::zeros_like(v);
        if (rowInverse.defined()) {
            rowPart(out).add_(solveBand(rowPart(v), rowInverse));
        } else {
            rowPart(out).add_(rowPart(v), 1 / diagonal);
        }
        if (columnInverse.defined()) {
            const at::Tensor corner = rowPart(v).narrow(3, width, columns);
            const at::Tensor band = at::cat({columnPart(v), corner}, 2).transpose(2, 3);
            const at::Tensor solved = solveBand(band, columnInverse).transpose(2, 3);
            columnPart(out).add_(solved.narrow(2, 0, height));
            rowPart(out).narrow(3, width, columns).add_(solved.narrow(2, height, rows));
        } else {
            columnPart(out).add_(columnPart(v), 1 / diagonal);
        }
        return out;
    }

    std::int64_t torusHeight;
    std::int64_t torusWidth;
    std::int64_t height;
    std::int64_t width;
    std::int64_t rows;  ///< of the margin
    std::int64_t columns;
    at::Tensor weight;  ///< 1/(|k̂|² + ρ N)
    at::Tensor torus;
    std::shared_ptr<const Inverses> inverses;
};

ProximalBytes MarginSystem::bandBytes(std::int64_t torusHeight, std::int64_t torusWidth, std::int64_t height,
                                      std::int64_t width) {
    const auto values = [](std::int64_t across, std::int64_t along) {
        if (across > kWidestBand) return 0.0;
        return static_cast<double>(across * across) * static_cast<double>(along / 2 + 1);
    };
    const double rows = values(torusHeight - height, torusWidth);
    const double columns = values(torusWidth - width, torusHeight);
    // Each inverse is computed in complex128 and kept in complex64; the rows' comes first.
    return {std::max(24 * rows, 8 * rows + 24 * columns), 8 * (rows + columns)};
}

MarginSystem::MarginSystem(const at::Tensor& power, std::int64_t torusHeight, std::int64_t torusWidth,
                           std::int64_t height, std::int64_t width, const at::Tensor& noise)
    : mPower(power),
      mNoise(noise),
      mTorusHeight(torusHeight),
      mTorusWidth(torusWidth),
      mHeight(height),
      mWidth(width) {}

std::unique_ptr<MarginSystem> MarginSystem::withNoise(const at::Tensor& noise) const {
    return std::make_unique<MarginSystem>(mPower, mTorusHeight, mTorusWidth, mHeight, mWidth,
                                          noise.to(mPower.options()));
}

at::Tensor MarginSystem::divisor(double ratio) const {
    return mNoise.defined() ? mPower + mNoise * ratio : mPower + ratio;
}

MarginSystem::Inverses MarginSystem::makeInverses(double ratio, const at::TensorOptions& options) const {
    const std::int64_t rows = mTorusHeight - mHeight, columns = mTorusWidth - mWidth;
    const at::Tensor covariance = inverseRealFft(at::reciprocal(divisor(ratio)), mTorusHeight, mTorusWidth);
    const auto complex = options.dtype(c10::toComplexType(c10::typeMetaToScalarType(options.dtype())));
    Inverses made{ratio, options, covariance[0][0].item<double>(), {}, {}};
    if (rows > 0 && rows <= kWidestBand) {
        const at::Tensor along = at::fft_rfft(covariance.narrow(0, 0, rows), c10::nullopt, 1);
        made.rowInverse = inverseToeplitz(along.cpu()).to(complex);
    }
    if (columns > 0 && columns <= kWidestBand) {
        const at::Tensor across = covariance.narrow(1, 0, columns).t().contiguous();
        made.columnInverse = inverseToeplitz(at::fft_rfft(across, c10::nullopt, 1).cpu()).to(complex);
    }
    return made;
}

std::shared_ptr<const MarginSystem::Inverses> MarginSystem::inversesAt(
    double ratio, const at::TensorOptions& options) const {
    const std::lock_guard lock(mMutex);
    if (!mKept || mKept->ratio != ratio || mKept->options.dtype() != options.dtype() ||
        mKept->options.device() != options.device()) {
        mKept.reset();  // first, because memory is planned for one
        mKept = std::make_shared<const Inverses>(makeInverses(ratio, options));
        ++mTimesMade;
    }
    return mKept;
}

int MarginSystem::timesMade() const {
    const std::lock_guard lock(mMutex);
    return mTimesMade;
}

at::Tensor MarginSystem::solve(const at::Tensor& data, double ratio, double tolerance, int iterations) const {
    Bands bands(*this, data, ratio);
    const at::Tensor rectangle = bands.torus.narrow(2, 0, mHeight).narrow(3, 0, mWidth);
    if (bands.rows + bands.columns > 0) {
        if (bands.rows > kWidestBand || bands.columns > kWidestBand) {
            tolerance /= kWideCare;
            iterations *= kWideCare;
        }
        rectangle.copy_(data);
        const at::Tensor g = bands.gather(inverseRealFft(bands.weighted(), mTorusHeight, mTorusWidth)).neg_();
        rectangle.zero_();
        const CgResult margin = conjugateGradient([&](const at::Tensor& v) { return bands.multiply(v); }, g,
                                                  [&](const at::Tensor& v) { return bands.precondition(v); },
                                                  tolerance, iterations);
        bands.scatter(margin.solution);
    }
    rectangle.copy_(data);
    return bands.weighted();
}

}  // namespace lacuna
