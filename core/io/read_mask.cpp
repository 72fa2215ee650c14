// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cause.h"
#include "core/base/grey.h"
#include "core/base/mask.h"
#include "core/io/image_io.h"
#include "core/io/orientation.h"

namespace lacuna {
namespace {

std::string sizeOf(const ImageBuffer& image) {
    return std::to_string(image.width()) + " × " + std::to_string(image.height());
}

bool isOpaque(const ImageBuffer& alpha) {
    const auto* first = alpha.row<std::uint8_t>(0);
    for (int y = 0; y < alpha.height(); ++y) {
        const auto* row = alpha.row<std::uint8_t>(y);
        for (int x = 0; x < alpha.width(); ++x) {
            if (row[x] != first[0]) return false;
        }
    }
    return first[0] > 0;
}

/// How many pixels that are more opaque than not the colours mark, and how many they don't.
struct Votes {
    std::int64_t marked = 0;
    std::int64_t unmarked = 0;
};

Votes votesOf(const ImageBuffer& grey, const ImageBuffer& alpha) {
    Votes votes;
    for (int y = 0; y < grey.height(); ++y) {
        const auto* value = grey.row<std::uint8_t>(y);
        const auto* opacity = alpha.row<std::uint8_t>(y);
        for (int x = 0; x < grey.width(); ++x) {
            if (!isMarked(opacity[x])) continue;
            ++(isMarked(value[x]) ? votes.marked : votes.unmarked);
        }
    }
    return votes;
}

ImageBuffer maskOf(const Photograph& picture, const std::string& name) {
    ImageBuffer grey = toGrey(picture.pixels).converted(Depth::UInt8);
    if (picture.alpha.isEmpty()) return grey;
    const ImageBuffer alpha = picture.alpha.converted(Depth::UInt8);
    // Opacity that is the same everywhere says nothing.
    if (isOpaque(alpha)) return grey;
    const Votes votes = votesOf(grey, alpha);
    if (votes.marked > 0 && votes.unmarked > 0) {
        throw CausedError(
            ErrorCode::MaskMismatch, name,
            LACUNA_CAUSE(
                "Causes",
                "it isn't clear what the mask marks: its colours say one thing, its transparency another; "
                "save it without transparency, white where the photograph is to be restored"));
    }
    if (votes.marked == 0 && votes.unmarked == 0) {
        throw CausedError(ErrorCode::MaskEmpty, name,
                          LACUNA_CAUSE("Causes", "the mask is transparent everywhere, so it marks nothing"));
    }
    // Strokes leave most of a layer free. A layer that is mostly opaque may have been painted all over, or
    // filled and erased where the damage is; whoever guesses wrong restores what is sound.
    const std::int64_t opaque = votes.marked + votes.unmarked;
    if (2 * opaque > std::int64_t{grey.width()} * grey.height()) {
        throw CausedError(
            ErrorCode::MaskMismatch, name,
            LACUNA_CAUSE(
                "Causes",
                "it isn't clear what the mask marks: most of it is opaque, and the damage may be there or "
                "where it is transparent; save it without transparency, white where the photograph is to "
                "be restored"));
    }
    return alpha;
}

bool sameSize(const ImageBuffer& a, const ImageBuffer& b) {
    return a.width() == b.width() && a.height() == b.height();
}

}  // namespace

ImageBuffer readMask(const std::filesystem::path& path) {
    return maskOf(readPhotograph(path), path.string());
}

ImageBuffer readMaskFor(const Photograph& photo, const std::filesystem::path& path) {
    const Photograph picture = readPhotograph(path);
    ImageBuffer mask = maskOf(picture, path.string());
    const bool turned = photo.orientation > 1;
    const bool fits = sameSize(mask, photo.pixels);
    if (turned && picture.orientation == 0) {
        // A program that knows nothing of orientations has shown the photograph as it is stored.
        const ImageBuffer upright = io::upright(mask, photo.orientation);
        if (fits && sameSize(upright, photo.pixels)) {
            throw CausedError(
                ErrorCode::MaskMismatch, path.string(),
                LACUNA_CAUSE(
                    "Causes",
                    "the photograph is stored turned or mirrored, and the mask doesn't say whether it is, "
                    "too; save it from a program that writes the orientation, or as a TIFF"));
        }
        if (sameSize(upright, photo.pixels)) return upright;
    }
    if (!fits) {
        throw CausedError(ErrorCode::MaskMismatch, path.string(),
                          {LACUNA_CAUSE("Causes", "the mask is %1, the photograph %2"),
                           {sizeOf(mask), sizeOf(photo.pixels)}});
    }
    return mask;
}

}  // namespace lacuna
