// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/noise_model.h"

#include <optional>

namespace lacuna {

class ImageBuffer;

/// The noise of a photograph's flat parts.
struct FlatNoise {
    NoiseModel model;
    double level = 0;     ///< its root mean square over all colours and brightnesses, 8-bit levels
    double flatness = 0;  ///< the geometric over the arithmetic mean of the spectrum; 1 for white noise
    double coarse = 0;    ///< the share of the power below 1/16 cycle per pixel
};

/// Measures it as measureNoise() describes. Nothing if too few parts are flat, or what they have isn't noise.
/// `pixels` has three channels that aren't all the same, or one.
std::optional<FlatNoise> flatNoise(const ImageBuffer& pixels);

}  // namespace lacuna
