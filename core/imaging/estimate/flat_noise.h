// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/noise_model.h"

#include <array>
#include <optional>

namespace lacuna {

class ImageBuffer;

/// The noise of a photograph's flat parts.
struct FlatNoise {
    NoiseModel model;
    double level = 0;     ///< its root mean square over all colours and brightnesses, 8-bit levels
    double flatness = 0;  ///< the geometric over the arithmetic mean of the spectrum; 1 for white noise
    double coarse = 0;    ///< the share of the power below 1/16 cycle per pixel
    /// How much the periodograms of single parts scatter around the spectrum, where it has most of its power,
    /// relative to what Gaussian noise does: about 1 for noise, and more for texture.
    double scatter = 0;
    /// The deviation at each of the model's brightnesses, 8-bit levels, with as little of the subject's
    /// texture as can be: of noise with enough power there, from frequencies above 1/4 cycle per pixel. 0
    /// where too few parts are flat.
    std::array<double, NoiseModel::kBins> byBrightness{};
};

/// Measures it as measureNoise() describes. Nothing if too few parts are flat, or what they have isn't noise.
/// `pixels` has three channels that aren't all the same, or one.
std::optional<FlatNoise> flatNoise(const ImageBuffer& pixels);

}  // namespace lacuna
