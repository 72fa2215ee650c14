// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <vector>

namespace lacuna {

class ImageBuffer;

/// The grain or noise of a part of a photograph, as a stationary Gaussian field: white noise filtered by
/// `kernel`, its channels mixed by `mixing`, its strength depending on brightness.
struct GrainModel {
    /// side × side, symmetric, squares sum to 1: white noise of deviation 1 keeps its deviation.
    std::vector<float> kernel;
    int side = 0;
    /// 3 × 3, row by row: makes three independent channels of deviation 1 correlated; the mean of the three
    /// resulting variances is 1. A grey photograph's grain stays grey.
    std::array<double, 9> mixing{};
    /// Deviation in 8-bit levels at kBins brightnesses, the middles of equal parts of black to white.
    static constexpr int kBins = 4;
    std::array<double, kBins> deviation{};
    double strength = 0;     ///< the deviation over all brightnesses, 8-bit levels
    double compactness = 0;  ///< the share of the kernel's squares within 2 pixels of its middle, 0 to 1
    /// The variance of the flattest twentieth of patches, divided by that of the flattest quarter, 0 to 1:
    /// about 1 for grain, which is the same everywhere, and much less for the subject's texture.
    double evenness = 0;

    /// Whether it is strong enough to be missed and even enough to be grain rather than the subject's
    /// texture.
    bool isVisible() const;
};

/// Measures it in a rectangle of the photograph, from patches of 16 × 16 pixels that `mask`
/// (core/base/mask.h) leaves alone and that are not clipped: the flattest ones, less a quadratic trend.
/// Nothing if there are fewer than 12 such patches.
std::optional<GrainModel> measureGrain(const ImageBuffer& photo, const ImageBuffer& mask, int x, int y,
                                       int width, int height);

}  // namespace lacuna
