// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/infrared_of.h"

#include "core/io/image_io.h"

#include <utility>

namespace lacuna {

bool mayHaveInfrared(const Photograph& photo) {
    return photo.extras.size() == 1 || photo.pages > 1;
}

std::optional<ImageBuffer> infraredOf(const Photograph& photo, std::span<const std::uint8_t> file,
                                      const std::string& name) {
    if (photo.extras.size() == 1) return photo.extras.front();
    if (file.empty()) return std::nullopt;
    for (int page = 1; page <= photo.pages; ++page) {
        if (page == photo.page) continue;
        Photograph other = decodePhotograph(file, name, {.page = page});
        const ImageBuffer& pixels = other.pixels;
        if (pixels.channels() == 1 && pixels.width() == photo.pixels.width() &&
            pixels.height() == photo.pixels.height())
            return std::move(other.pixels);
    }
    return std::nullopt;
}

}  // namespace lacuna
