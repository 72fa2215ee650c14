// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/published_network.h"

#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

/// Tensors of a block's size that a block has at a time, and that automatic differentiation keeps of it: the
/// input and output of both normalizations and of what follows them.
constexpr double kAlive = 5;
constexpr double kKept = 6;
/// Scores, shares and their gradients.
constexpr double kPairsAlive = 3;
constexpr double kPairsKept = 2;
constexpr double kFloatBytes = 4;

}  // namespace

void NetworkCost::residual(std::int64_t level, std::int64_t in, std::int64_t out) {
    const double scale = std::pow(0.25, static_cast<double>(level));
    const double widest = scale * static_cast<double>(std::max(in, out));
    mElements += widest;
    mWidest = std::max(mWidest, widest);
    // Two 3×3 convolutions; a multiply-add is two operations.
    mFlops += scale * 2 * 9 * static_cast<double>(out) * static_cast<double>(in + out);
}

void NetworkCost::attention(std::int64_t level, std::int64_t channels, std::int64_t heads) {
    const double scale = std::pow(0.25, static_cast<double>(level));
    const double pairs = scale * scale * static_cast<double>(heads);
    mPairs += pairs;
    mWidestPairs = std::max(mWidestPairs, pairs);
    mElements += scale * static_cast<double>(channels);
    mFlops += scale * 2 * 4 * static_cast<double>(channels) * static_cast<double>(channels);
    mFlopsPerPair += scale * scale * 2 * 2 * static_cast<double>(channels);
}

double NetworkCost::forwardBytes(double pixels, double bytesPerElement) const {
    // Half of the blocks' outputs wait for the way up.
    return pixels * bytesPerElement * (mElements / 2 + kAlive * mWidest) +
           pixels * pixels * kFloatBytes * kPairsAlive * mWidestPairs;
}

double NetworkCost::vjpBytes(double pixels, double bytesPerElement) const {
    return pixels * bytesPerElement * (kKept * mElements + kAlive * mWidest) +
           pixels * pixels * kFloatBytes * (kPairsKept * mPairs + kPairsAlive * mWidestPairs);
}

int PublishedNetwork::context() const {
    return std::max<int>(stride(), static_cast<int>(mPreferredSize / 8));
}

}  // namespace lacuna
