// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/hidden_share.h"

#include "core/operators/kernels.h"

#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace lacuna {
namespace {

/// Frequencies on either axis.
constexpr int kSide = 32;

using Plane = std::array<std::array<std::complex<double>, kSide>, kSide>;

/// Transforms each row and transposes: twice is the transform in two dimensions.
Plane transformed(const Plane& rows) {
    std::array<std::complex<double>, kSide> wave;
    for (int i = 0; i < kSide; ++i)
        wave[std::size_t(i)] = std::polar(1.0, -2 * std::numbers::pi * i / kSide);
    Plane out;
    for (std::size_t y = 0; y < kSide; ++y)
        for (std::size_t u = 0; u < kSide; ++u) {
            std::complex<double> sum = 0;
            for (std::size_t x = 0; x < kSide; ++x)
                sum += rows[y][x] * wave[u * x % kSide];
            out[u][y] = sum;
        }
    return out;
}

}  // namespace

double hiddenShare(const Kernel& kernel, double gain) {
    // Laid over itself with that period, a kernel of any size has the same values at these frequencies.
    Plane folded{};
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            folded[std::size_t(y % kSide)][std::size_t(x % kSide)] += kernel.at(x, y);
    int hidden = 0;
    for (const auto& row : transformed(transformed(folded)))
        for (const std::complex<double>& value : row)
            hidden += std::abs(value) < gain;
    return static_cast<double>(hidden) / (kSide * kSide);
}

}  // namespace lacuna
