// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/training/photo_list.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

class RandomStream;

/// What a crop is like.
struct CropStyle {
    int side = 96;         ///< in pixels
    double shrinkMax = 3;  ///< shrunk by a factor between 1 and this, uniform in its logarithm
    int candidates = 1;    ///< a gated crop is the one with the steepest gradients of this many
    double gateShare = 0;  ///< share of crops that are gated
};

/// Photographs decoded once into memory, 8-bit RGB, and crops of them.
class PhotoSet {
  public:
    /// Reads every photograph in the folder and below it, by name. One that can't be read, or whose shorter
    /// side is below `leastSide` pixels, is left out with a warning in the log. `longestSide` > 0: larger
    /// photographs are reduced to it by area averaging. Photographs with weight 0 in `list` aren't read; the
    /// log names listed ones that the folder lacks. Throws Error InputFile if the folder doesn't exist or no
    /// photograph is left.
    PhotoSet(const std::filesystem::path& folder, int leastSide, int longestSide, const PhotoList& list = {});
    /// From memory; all 8-bit RGB of at least `leastSide` (asserted).
    explicit PhotoSet(std::vector<ImageBuffer> photos);

    /// The largest side of a crop that some photograph is large enough for.
    int largestCrop() const;
    int count() const { return static_cast<int>(mPhotos.size()); }
    const std::vector<ImageBuffer>& photos() const { return mPhotos; }
    const std::vector<std::string>& names() const { return mNames; }

    /// Crop number `picture` of training step `step`, a pure function of (seed, step, picture): a large
    /// enough photo chosen by its area times its weight, shrunk, cropped to side × side anywhere, flipped and
    /// turned. No more than largestCrop() (asserted).
    ImageBuffer crop(std::uint64_t seed, std::uint64_t step, std::uint64_t picture,
                     const CropStyle& style) const;

  private:
    void index(const std::vector<double>& weights);
    const ImageBuffer& draw(RandomStream& random, int leastSide) const;
    ImageBuffer candidate(RandomStream& random, const CropStyle& style) const;

    std::vector<ImageBuffer> mPhotos;
    std::vector<std::string> mNames;
    std::vector<double> mShareBefore;  ///< area times weight, of the photos up to and with each
};

}  // namespace lacuna
