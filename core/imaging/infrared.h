// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// What a scanner's infrared channel shows: dyes let infrared through, dust and scratches don't.
struct InfraredDust {
    ImageBuffer mask;  ///< one channel, 8 bit, values 0 and 255, the photograph's size
    /// By how much the infrared picture was moved to fit the photograph, in whole pixels.
    int right = 0, down = 0;
    /// The share of pixels that are marked. A large share means that the film's silver blocks infrared as
    /// well (black-and-white film, some slides), so that the mask shows the picture and not the dust.
    double share = 0;
};

/// Above this share, the mask doesn't show dust.
inline constexpr double kTooMuchDust = 0.1;

/// The mask of what is dark in the infrared picture: darker than its surroundings by more than its noise,
/// after subtracting what shows through of the photograph itself. A shift of up to 8 pixels against the
/// photograph is found by phase correlation of the fine detail in both. `infrared` has one channel and the
/// photograph's size (asserted); either may have 8 or 16 bits. `sensitivity` is from 0 to 1; 0.5 is usual.
/// Any thread.
InfraredDust infraredDust(const ImageBuffer& photo, const ImageBuffer& infrared, double sensitivity);

}  // namespace lacuna
