// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cause.h"
#include "core/base/photograph.h"
#include "core/io/image_io.h"

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// Shared by the codecs and image_io only. Codecs work from memory to memory, so that a full disk and a broken
// picture can't be confused.
namespace lacuna::io {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// Why a picture can't be decoded or encoded. image_io adds the path and makes it an Error.
class Fault : public std::runtime_error {
  public:
    explicit Fault(Cause cause) : std::runtime_error(cause.text()), mCause(std::move(cause)) {}

    const Cause& cause() const noexcept { return mCause; }

  private:
    Cause mCause;
};

/// A picture as stored in the file, not yet turned upright.
struct Decoded {
    /// Pixels and planes, format, quality, resolution, page, notes, and the metadata that need no parser: the
    /// ICC profile, blocks, and the XMP packet.
    Photograph photo;
    int orientation = 0;  ///< 1–8 as in EXIF, if the container itself states it; 0: it doesn't
    /// Whether photo.metadata also holds the file's EXIF and IPTC, so that nobody needs to look for them.
    bool ownMetadata = false;
    bool hasGainMap = false;       ///< the file says so outside of its XMP
    std::size_t furtherBytes = 0;  ///< of a JPEG behind its end, without padding; of a TIFF's smaller copies
    bool trailerIsFilm = false;
};

/// Decoders throw Fault. With options.partial they return what can be read of a truncated file, with
/// photo.missing; without, they never return part of a picture. Encoders write what their format can hold
/// (see writePhotograph) and throw Fault if it can't hold the picture; metadata.exif must already describe
/// the picture to be written (exifForWriting). Both are listed in the rows of core/io/formats.cpp.

/// Throws Fault if width × height × samples × bytesPerSample isn't between 1 and 2 GiB, or a side doesn't fit
/// an int. Call it before anything is allocated.
void checkSize(std::uint64_t width, std::uint64_t height, int samples, int bytesPerSample);

/// Throws Fault if `stored` bytes can't hold `decoded` bytes even at a compression of `bestRatio` : 1, so
/// that a small file whose header claims a large picture takes no memory. For a file that may be cut off
/// (`partial`), a twentieth of the picture is enough.
void checkRatio(std::uint64_t decoded, std::uint64_t stored, std::uint64_t bestRatio, bool partial = false);

/// Splits a row of interleaved samples (1–4: grey, grey + alpha, RGB, RGBA) at native depth into row `y` of
/// `pixels` and, for 2 and 4, of `alpha`.
void splitRow(const std::byte* interleaved, int samples, int y, ImageBuffer& pixels, ImageBuffer& alpha);

/// The reverse: row `y` of both; `alpha` may be empty. `interleaved` must hold the row.
void joinRow(const Photograph& photo, int y, std::byte* interleaved);

/// Marks `rows` rows from `y` on as missing. `photo.pixels` must have its size.
void markMissing(Photograph& photo, int y, int rows);

/// Interleaved samples per pixel: channels, and one for the alpha.
int samplesOf(const Photograph& photo);

}  // namespace lacuna::io
