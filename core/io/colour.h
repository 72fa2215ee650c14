// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lacuna {

/// For display: 8-bit RGB in sRGB (relative colorimetric, black point compensated). An empty profile means
/// sRGB, and so does one that can't be read or is for another kind of picture (an RGB profile on a grey
/// picture). Any thread.
ImageBuffer toSrgb(const ImageBuffer& image, const std::vector<std::uint8_t>& icc);

/// The profile's description in English, for the user; empty where there is none or it can't be read.
std::string profileName(const std::vector<std::uint8_t>& icc);

namespace io {

/// Turns rows of CMYK into 8-bit sRGB through the profile of the file. Throws Fault where it isn't a CMYK
/// profile.
class CmykConverter {
  public:
    /// For inks of that depth. `inverted`: 0 is full ink, as Adobe's programs write JPEGs.
    CmykConverter(const std::vector<std::uint8_t>& icc, Depth depth, bool inverted);
    ~CmykConverter();
    CmykConverter(const CmykConverter&) = delete;
    CmykConverter& operator=(const CmykConverter&) = delete;

    /// `inks` holds 4 samples of the depth, `rgb` 3 for each of `count` pixels.
    void convert(const void* inks, std::uint8_t* rgb, int count) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> mImpl;
};

/// Whether it can be opened as a profile.
bool isProfile(const std::vector<std::uint8_t>& icc);

/// An sRGB profile, to be embedded.
std::vector<std::uint8_t> srgbProfile();

/// A profile for a file that states its encoding exponent (PNG's gAMA: sample = light^gamma) and the
/// chromaticities {white, red, green, blue} × {x, y} instead. Empty where they are those of sRGB within 1 %,
/// or make no sense.
std::vector<std::uint8_t> profileFromGamma(double gamma, const double (&xy)[8], bool grey);

}  // namespace io
}  // namespace lacuna
