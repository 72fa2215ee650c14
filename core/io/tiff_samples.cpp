// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/tiff_samples.h"

#include "core/base/log.h"

#include <algorithm>
#include <cstring>

namespace lacuna::io::tiff {
namespace {

void readExtraSamples(const TiffFile& file, Layout& layout) {
    const int extra = layout.samples - layout.colourSamples;
    if (extra < 0)
        throw Fault(LACUNA_CAUSE("Causes", "it has fewer samples per pixel than its colours need"));
    if (extra == 0) return;
    if (extra > 1) log::warning("only the first of the TIFF's extra channels is kept, as alpha");
    std::uint16_t count = 0;
    const std::uint16_t* kinds = nullptr;
    // Photoshop's "unspecified" channels are also kept as alpha, rather than lost.
    layout.hasAlpha = true;
    layout.premultiplied = TIFFGetFieldDefaulted(file.handle(), TIFFTAG_EXTRASAMPLES, &count, &kinds) &&
                           count > 0 && kinds[0] == EXTRASAMPLE_ASSOCALPHA;
}

void readColours(const TiffFile& file, Layout& layout) {
    std::uint16_t photometric = PHOTOMETRIC_MINISBLACK;
    if (!TIFFGetField(file.handle(), TIFFTAG_PHOTOMETRIC, &photometric)) {
        photometric = layout.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    }
    switch (photometric) {
        case PHOTOMETRIC_MINISWHITE:
            layout.whiteIsZero = true;
            break;
        case PHOTOMETRIC_MINISBLACK:
            break;
        case PHOTOMETRIC_RGB:
            layout.colours = Colours::Rgb;
            break;
        case PHOTOMETRIC_PALETTE:
            layout.colours = Colours::Palette;
            break;
        case PHOTOMETRIC_SEPARATED:
            if (file.tag<std::uint16_t>(TIFFTAG_INKSET, INKSET_CMYK) != INKSET_CMYK) {
                throw Fault(LACUNA_CAUSE("Causes", "a TIFF of inks other than CMYK isn't supported"));
            }
            layout.colours = Colours::Cmyk;
            break;
        case PHOTOMETRIC_YCBCR:
            layout.colours = Colours::Rgb;
            if (layout.compression == COMPRESSION_JPEG && !layout.planes) {
                TIFFSetField(file.handle(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
            } else {
                layout.viaRgba = true;
            }
            break;
        default:
            throw Fault({LACUNA_CAUSE("Causes", "a TIFF of colour type %1 isn't supported"),
                         {std::to_string(photometric)}});
    }
    layout.colourSamples = layout.colours == Colours::Rgb ? 3 : layout.colours == Colours::Cmyk ? 4 : 1;
}

/// Unpacks `count` samples of `bits` bits, most significant first, to one or two bytes each.
void unpack(const std::uint8_t* from, int bits, std::size_t count, std::byte* to) {
    if (bits == 8 || bits == 16) {
        std::memcpy(to, from, count * static_cast<std::size_t>(bits / 8));
        return;
    }
    std::uint32_t held = 0;
    int heldBits = 0;
    for (std::size_t i = 0; i < count; ++i) {
        while (heldBits < bits) {
            held = held << 8 | *from++;
            heldBits += 8;
        }
        heldBits -= bits;
        const auto value = static_cast<std::uint16_t>(held >> heldBits & ((1U << bits) - 1));
        if (bits > 8) {
            std::memcpy(to + i * 2, &value, 2);
        } else {
            to[i] = static_cast<std::byte>(value);
        }
    }
}

}  // namespace

Layout readLayout(const TiffFile& file) {
    Layout layout;
    file.require(TIFFGetField(file.handle(), TIFFTAG_IMAGEWIDTH, &layout.width) == 1 &&
                 TIFFGetField(file.handle(), TIFFTAG_IMAGELENGTH, &layout.height) == 1);
    if ((file.tag<std::uint32_t>(TIFFTAG_SUBFILETYPE, 0) & FILETYPE_REDUCEDIMAGE) != 0) {
        throw Fault(LACUNA_CAUSE(
            "Causes",
            "its first picture is only a preview, as in a camera's raw file, which isn't supported"));
    }
    layout.bits = file.tag<std::uint16_t>(TIFFTAG_BITSPERSAMPLE, 1);
    layout.samples = file.tag<std::uint16_t>(TIFFTAG_SAMPLESPERPIXEL, 1);
    layout.planes =
        layout.samples > 1 &&
        file.tag<std::uint16_t>(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE;
    layout.compression = file.tag<std::uint16_t>(TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    if (!TIFFIsCODECConfigured(layout.compression)) {
        throw Fault({LACUNA_CAUSE("Causes", "a TIFF of compression %1 isn't supported"),
                     {std::to_string(layout.compression)}});
    }
    switch (file.tag<std::uint16_t>(TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT)) {
        case SAMPLEFORMAT_UINT:
        case SAMPLEFORMAT_VOID:
            break;
        case SAMPLEFORMAT_IEEEFP:
            throw Fault(LACUNA_CAUSE("Causes", "a TIFF of floating-point numbers isn't supported"));
        case SAMPLEFORMAT_INT:
            throw Fault(LACUNA_CAUSE("Causes", "a TIFF of signed numbers isn't supported"));
        default:
            throw Fault(LACUNA_CAUSE("Causes", "a TIFF of complex numbers isn't supported"));
    }
    if (layout.bits < 1 || layout.bits > 16) {
        throw Fault({LACUNA_CAUSE("Causes", "a TIFF of %1 bits per sample isn't supported"),
                     {std::to_string(layout.bits)}});
    }
    readColours(file, layout);
    readExtraSamples(file, layout);
    if (layout.colours == Colours::Cmyk && layout.bits != 8 && layout.bits != 16) {
        throw Fault({LACUNA_CAUSE("Causes", "a CMYK TIFF of %1 bits per sample isn't supported"),
                     {std::to_string(layout.bits)}});
    }
    checkSize(layout.width, layout.height, std::max(layout.samples, 4),
              static_cast<int>(layout.bytesPerSample()));
    return layout;
}

RawPicture::RawPicture(const TiffFile& file, const Layout& layout) : mFile(file), mLayout(layout) {
    const auto kept = static_cast<std::size_t>(layout.keptSamples());
    mRowBytes = layout.width * kept * layout.bytesPerSample();
    mBytes.resize(mRowBytes * layout.height);
    const int planes = layout.planes ? layout.keptSamples() : 1;
    for (int plane = 0; plane < planes; ++plane) {
        if (TIFFIsTiled(file.handle())) {
            readTiles(plane);
        } else {
            readStrips(plane);
        }
    }
}

void RawPicture::readStrips(int plane) {
    TIFF* tiff = mFile.handle();
    const auto rowsPerStrip =
        std::min(mFile.tag<std::uint32_t>(TIFFTAG_ROWSPERSTRIP, mLayout.height), mLayout.height);
    if (rowsPerStrip == 0) throw Fault(LACUNA_CAUSE("Causes", "it is damaged: its strips have no rows"));
    const tmsize_t stride = TIFFScanlineSize(tiff);
    std::vector<std::uint8_t> strip(static_cast<std::size_t>(TIFFStripSize(tiff)));
    checkStride(stride, mLayout.width);
    for (std::uint32_t y = 0; y < mLayout.height; y += rowsPerStrip) {
        const std::uint32_t rows = std::min(rowsPerStrip, mLayout.height - y);
        const tmsize_t expected = TIFFVStripSize(tiff, rows);
        mFile.require(expected == stride * static_cast<tmsize_t>(rows) &&
                      static_cast<std::size_t>(expected) <= strip.size());
        const std::uint32_t index = TIFFComputeStrip(tiff, y, static_cast<std::uint16_t>(plane));
        mFile.require(TIFFReadEncodedStrip(tiff, index, strip.data(), expected) == expected);
        for (std::uint32_t r = 0; r < rows; ++r) {
            place(strip.data() + stride * static_cast<tmsize_t>(r), 0, y + r, mLayout.width, plane);
        }
    }
}

void RawPicture::readTiles(int plane) {
    TIFF* tiff = mFile.handle();
    const auto tileWidth = mFile.tag<std::uint32_t>(TIFFTAG_TILEWIDTH, 0);
    const auto tileHeight = mFile.tag<std::uint32_t>(TIFFTAG_TILELENGTH, 0);
    const tmsize_t stride = TIFFTileRowSize(tiff);
    const tmsize_t expected = TIFFTileSize(tiff);
    mFile.require(tileWidth > 0 && tileHeight > 0 && stride > 0 &&
                  expected >= stride * static_cast<tmsize_t>(tileHeight));
    checkStride(stride, tileWidth);
    std::vector<std::uint8_t> tile(static_cast<std::size_t>(expected));
    for (std::uint32_t y = 0; y < mLayout.height; y += tileHeight) {
        for (std::uint32_t x = 0; x < mLayout.width; x += tileWidth) {
            const std::uint32_t index = TIFFComputeTile(tiff, x, y, 0, static_cast<std::uint16_t>(plane));
            mFile.require(TIFFReadEncodedTile(tiff, index, tile.data(), expected) == expected);
            const std::uint32_t rows = std::min(tileHeight, mLayout.height - y);
            for (std::uint32_t r = 0; r < rows; ++r) {
                place(tile.data() + stride * static_cast<tmsize_t>(r), x, y + r,
                      std::min(tileWidth, mLayout.width - x), plane);
            }
        }
    }
}

void RawPicture::checkStride(tmsize_t stride, std::uint32_t pixels) const {
    const auto bits =
        std::uint64_t{pixels} * static_cast<std::uint64_t>(samplesPerChunkPixel() * mLayout.bits);
    mFile.require(stride > 0 && static_cast<std::uint64_t>(stride) >= (bits + 7) / 8);
}

void RawPicture::place(const std::uint8_t* chunk, std::uint32_t x, std::uint32_t y, std::uint32_t count,
                       int plane) {
    const std::size_t size = mLayout.bytesPerSample();
    const auto kept = static_cast<std::size_t>(mLayout.keptSamples());
    const auto stored = static_cast<std::size_t>(samplesPerChunkPixel());
    std::byte* to = row(y) + x * kept * size;
    if (stored == kept) {
        unpack(chunk, mLayout.bits, count * stored, to);
        return;
    }
    mUnpacked.resize(count * stored * size);
    unpack(chunk, mLayout.bits, count * stored, mUnpacked.data());
    const std::size_t taken = mLayout.planes ? 1 : kept;
    const std::byte* from = mUnpacked.data();
    to += static_cast<std::size_t>(plane) * size;
    for (std::uint32_t i = 0; i < count; ++i, from += stored * size, to += kept * size) {
        std::memcpy(to, from, taken * size);
    }
}

}  // namespace lacuna::io::tiff
