// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/tiff_file.h"

#include <vector>

// How a TIFF stores its samples, and a reader for every such layout. For tiff_codec.cpp.
namespace lacuna::io::tiff {

enum class Colours { Grey, Rgb, Palette, Cmyk, Lab };

struct Layout {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    int bits = 1;
    int samples = 1;        ///< per pixel in the file
    int colourSamples = 1;  ///< how many of them are colours; these come first
    int alphaSample = -1;   ///< which of them is alpha; −1: none
    bool premultiplied = false;
    bool whiteIsZero = false;
    bool isFloat = false;
    bool iccLab = false;   ///< the colours are CIELab in ICC's encoding, not in TIFF's own
    bool planes = false;   ///< whether samples are stored in separate planes
    bool viaRgba = false;  ///< whether only libtiff itself can convert it to RGB
    Colours colours = Colours::Grey;
    std::uint16_t compression = COMPRESSION_NONE;

    bool isDeep() const { return bits > 8; }
    bool hasAlpha() const { return alphaSample >= 0; }
    /// Those that are neither colours nor alpha.
    int extraSamples() const { return samples - colourSamples - (hasAlpha() ? 1 : 0); }
    std::size_t bytesPerSample() const {
        return isFloat ? static_cast<std::size_t>(bits / 8) : isDeep() ? 2 : 1;
    }
};

/// Throws Fault if the TIFF's layout is unsupported or contradictory. Also sets up libtiff's own conversion
/// of JPEG's colours to RGB.
Layout readLayout(const TiffFile& file);

/// Rows that couldn't be read, in a file that is cut off.
struct MissingRows {
    std::uint32_t y = 0;
    std::uint32_t count = 0;
};

/// The whole picture as interleaved samples of bytesPerSample() bytes, with the file's values.
class RawPicture {
  public:
    /// Reads the picture. Throws Fault if any part is missing or damaged; with `partial` only if all is.
    /// `file` and `layout` must outlive this.
    RawPicture(const TiffFile& file, const Layout& layout, bool partial);

    std::byte* row(std::uint32_t y) { return mBytes.data() + mRowBytes * y; }
    const std::vector<MissingRows>& missing() const { return mMissing; }

  private:
    int samplesPerChunkPixel() const { return mLayout.planes ? 1 : mLayout.samples; }
    void readStrips(int plane);
    void readTiles(int plane);
    /// The whole rows at the start of an uncompressed strip that the end of the file cuts short.
    std::uint32_t readCutStrip(std::uint32_t index, tmsize_t stride, std::uint32_t rows,
                               std::vector<std::uint8_t>& strip) const;
    void checkStride(tmsize_t stride, std::uint32_t pixels) const;
    /// Copies `count` pixels of a chunk's row to (x, y).
    void place(const std::uint8_t* chunk, std::uint32_t x, std::uint32_t y, std::uint32_t count, int plane);

    const TiffFile& mFile;
    const Layout& mLayout;
    bool mPartial;
    std::size_t mRowBytes = 0;
    std::vector<std::byte> mBytes;
    std::vector<std::byte> mUnpacked;
    std::vector<MissingRows> mMissing;
};

}  // namespace lacuna::io::tiff
