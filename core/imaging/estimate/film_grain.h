// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/noise_model.h"

#include <optional>

namespace lacuna {

class ImageBuffer;

/// What lies over a whole photograph: the fluctuation that its quietest parts have at each brightness.
struct FilmGrain {
    /// A spectrum, and a strength if the photograph has several brightnesses.
    NoiseModel model;
    double level = 0;     ///< its root mean square over all colours and brightnesses, 8-bit levels
    double typical = 0;   ///< its deviation at the brightness that is the median by it, 8-bit levels
    double flatness = 0;  ///< as in FlatNoise
    double coarse = 0;    ///< as in FlatNoise
    double scatter = 0;   ///< as in FlatNoise
};

/// Measures it. Unlike flatNoise(), it expects no part to be all noise, nor the noise to be equally strong at
/// all brightnesses: film has little grain in its brightest and darkest tones, a scan isn't sharp everywhere,
/// and a JPEG takes more away here than there. The parts of 16 × 16 pixels are compared with the quietest
/// tenth of those with the same brightness, and the quietest fifth by that measure gives the spectrum. In a
/// photograph without grain, too, there are such parts: whether it is grain, their scatter and the other
/// numbers tell, and what else is known of the photograph.
///
/// Nothing if fewer than 100 parts are unclipped, or no brightness has 40. `pixels` as for flatNoise().
std::optional<FilmGrain> filmGrain(const ImageBuffer& pixels);

/// Whether the colours of a photograph depend on its brightness alone, within 1.8 levels of 255 in the root
/// mean square, as those of a black-and-white photograph do, toned or not, faded or not.
bool hasOneTone(const ImageBuffer& pixels);

}  // namespace lacuna
