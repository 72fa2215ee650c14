// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

/// Photographs decoded once into memory, 8-bit RGB, and crops of them.
class PhotoSet {
  public:
    /// Reads every photograph in the folder and below it, by name. One that can't be read, or whose shorter
    /// side is below `leastSide` pixels, is left out with a warning in the log. `longestSide` > 0 shrinks
    /// larger ones to it, by area. Throws Error InputFile where the folder isn't there or none is left.
    PhotoSet(const std::filesystem::path& folder, int leastSide, int longestSide);
    /// From memory; all 8-bit RGB of at least `leastSide` (asserted).
    explicit PhotoSet(std::vector<ImageBuffer> photos);

    int count() const { return static_cast<int>(mPhotos.size()); }
    const std::vector<ImageBuffer>& photos() const { return mPhotos; }
    const std::vector<std::string>& names() const { return mNames; }

    /// Crop number `picture` of training step `step`, a pure function of (seed, step, picture): a photo
    /// chosen by its area, shrunk by a factor between 1 and shrinkMax, cropped to side × side anywhere,
    /// flipped and turned.
    ImageBuffer crop(std::uint64_t seed, std::uint64_t step, std::uint64_t picture, int side,
                     double shrinkMax) const;

  private:
    void indexAreas();

    std::vector<ImageBuffer> mPhotos;
    std::vector<std::string> mNames;
    std::vector<double> mAreaBefore;  ///< of the photos up to and with each
};

}  // namespace lacuna
