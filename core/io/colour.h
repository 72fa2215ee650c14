// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lacuna {

/// For display: 8-bit RGB in sRGB (relative colorimetric, black point compensated). An empty profile means
/// sRGB; so does a profile that can't be read or is for another kind of picture (an RGB profile on a grey
/// picture). Any thread.
ImageBuffer toSrgb(const ImageBuffer& image, const std::vector<std::uint8_t>& icc);
/// The same for a screen with the profile `screen`, for which isRgbProfile(); empty: sRGB.
ImageBuffer toScreen(const ImageBuffer& image, const std::vector<std::uint8_t>& icc,
                     const std::vector<std::uint8_t>& screen);
/// Whether `icc` is a profile for RGB that can be converted to, such as a screen's.
bool isRgbProfile(const std::vector<std::uint8_t>& icc);

/// The profile's description in English, for the user; empty if there is none or it can't be read.
std::string profileName(const std::vector<std::uint8_t>& icc);

namespace io {

/// Converts rows of CMYK to sRGB of the same depth, through the file's profile or, without one, PressColours.
class CmykConverter {
  public:
    /// `depth` is that of the inks and of the result. `inverted`: 0 is full ink, as in JPEGs of Adobe's
    /// programs. Throws Fault if `icc` is neither empty nor a CMYK profile.
    CmykConverter(const std::vector<std::uint8_t>& icc, Depth depth, bool inverted);
    ~CmykConverter();
    CmykConverter(const CmykConverter&) = delete;
    CmykConverter& operator=(const CmykConverter&) = delete;

    /// For each of `count` pixels, reads 4 samples from `inks` and writes 3 to `rgb`.
    void convert(const void* inks, void* rgb, int count) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> mImpl;
};

/// After a conversion from CMYK: gives the photograph sRGB's profile in place of its own, and says so.
void noteInks(Photograph& photo);

/// Converts CIELab (D50; L* 0–100, a* and b*), 3 doubles a pixel, to 16-bit sRGB.
class LabConverter {
  public:
    LabConverter();
    ~LabConverter();
    LabConverter(const LabConverter&) = delete;
    LabConverter& operator=(const LabConverter&) = delete;

    void convert(const double* lab, std::uint16_t* rgb, int count) const;

  private:
    void* mTransform = nullptr;
};

/// Whether `icc` can be opened as a profile.
bool isProfile(const std::vector<std::uint8_t>& icc);

/// Whether a profile is for grey or RGB, as the picture is. True for what is no profile.
bool fitsChannels(const std::vector<std::uint8_t>& icc, int channels);

/// An sRGB profile, to be embedded.
std::vector<std::uint8_t> srgbProfile();

/// A profile with sRGB's curve and the chromaticities {white, red, green, blue} × {x, y}.
std::vector<std::uint8_t> profileOfPrimaries(const double (&xy)[8]);

/// A profile for a file that instead states an encoding exponent (PNG's gAMA: sample = light^gamma) and the
/// chromaticities {white, red, green, blue} × {x, y}. Empty if these are sRGB's within 1 %, or make no sense.
std::vector<std::uint8_t> profileFromGamma(double gamma, const double (&xy)[8], bool grey);

}  // namespace io
}  // namespace lacuna
