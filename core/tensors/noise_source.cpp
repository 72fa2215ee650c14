// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/noise_source.h"

#include "core/base/parallel_rows.h"
#include "core/tensors/philox.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

namespace lacuna {

namespace {

constexpr double kTwoPow32 = 4294967296.0;
/// With fewer values, another thread costs more than it saves.
constexpr std::int64_t kValuesPerPart = 1 << 16;

/// Four normals from four words by Box–Muller, in double, so that differences in a libm's last bit vanish in
/// the rounding to float. The radius's word is centred in its cell, so that it is never 0; tails reach 6.7
/// deviations.
std::array<double, 4> normals(const std::array<std::uint32_t, 4>& words) {
    std::array<double, 4> z{};
    for (int pair = 0; pair < 2; ++pair) {
        const double radius = std::sqrt(-2 * std::log((words[2 * pair] + 0.5) / kTwoPow32));
        const double angle = words[2 * pair + 1] * (2 * std::numbers::pi / kTwoPow32);
        z[2 * pair] = radius * std::cos(angle);
        z[2 * pair + 1] = radius * std::sin(angle);
    }
    return z;
}

/// One row of one channel. A counter serves the four pixels of the same floor(x / 4), whatever the row's
/// first x.
template <typename T>
void fillRow(T* row, std::int64_t width, std::uint64_t seed, std::uint32_t stream, std::uint32_t channel,
             std::int64_t x0, std::int64_t y) {
    const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed),
                                           static_cast<std::uint32_t>(seed >> 32)};
    for (std::int64_t i = 0; i < width;) {
        const std::int64_t x = x0 + i;
        const std::array<double, 4> z = normals(philox(
            {static_cast<std::uint32_t>(x >> 2), static_cast<std::uint32_t>(y), stream, channel}, key));
        for (std::int64_t lane = x & 3; lane < 4 && i < width; ++lane, ++i)
            row[i] = static_cast<T>(z[lane]);
    }
}

template <typename T>
void fill(at::Tensor& out, std::uint64_t seed, std::uint32_t stream, std::int64_t x0, std::int64_t y0) {
    const std::int64_t channels = out.size(1), height = out.size(2), width = out.size(3);
    T* const data = out.data_ptr<T>();
    const std::int64_t least = std::max<std::int64_t>(1, kValuesPerPart / std::max<std::int64_t>(width, 1));
    parallelRows(channels * height, least, [=](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row)
            fillRow(data + row * width, width, seed, stream, static_cast<std::uint32_t>(row / height), x0,
                    y0 + row % height);
    });
}

}  // namespace

NoiseSource::NoiseSource(std::uint64_t seed, std::int64_t originX, std::int64_t originY)
    : mSeed(seed), mOriginX(originX), mOriginY(originY) {}

at::Tensor NoiseSource::normal(std::uint32_t stream, const at::Tensor& like) const {
    assert(like.dim() == 4 && like.size(0) == 1);
    const bool isDouble = like.scalar_type() == at::kDouble;
    at::Tensor out = at::empty(like.sizes(), at::TensorOptions().dtype(isDouble ? at::kDouble : at::kFloat));
    if (isDouble)
        fill<double>(out, mSeed, stream, mOriginX, mOriginY);
    else
        fill<float>(out, mSeed, stream, mOriginX, mOriginY);
    return out.to(like.options());
}

}  // namespace lacuna
