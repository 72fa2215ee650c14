// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/codec.h"
#include "core/io/colour.h"
#include "core/io/metadata.h"
#include "core/io/tiff_file.h"
#include "core/log.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace lacuna::io {
namespace {

constexpr double kCentimetresPerInch = 2.54;

enum class Colours { Grey, Rgb, Palette, Cmyk };

struct Layout {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    int bits = 1;
    int samples = 1;        ///< in the file, per pixel
    int colourSamples = 1;  ///< the first of them
    bool hasAlpha = false;  ///< the sample after the colours
    bool premultiplied = false;
    bool whiteIsZero = false;
    bool planes = false;   ///< stored apart
    bool viaRgba = false;  ///< only libtiff itself knows how to turn it into RGB
    Colours colours = Colours::Grey;
    std::uint16_t compression = COMPRESSION_NONE;

    bool isDeep() const { return bits > 8; }
    int keptSamples() const { return colourSamples + (hasAlpha ? 1 : 0); }
    std::size_t bytesPerSample() const { return isDeep() ? 2 : 1; }
};

void readExtraSamples(const TiffFile& file, Layout& layout) {
    const int extra = layout.samples - layout.colourSamples;
    if (extra < 0) throw Fault("it has fewer samples per pixel than its colours need");
    if (extra == 0) return;
    if (extra > 1) log::warning("only the first of the TIFF's extra channels is kept, as alpha");
    std::uint16_t count = 0;
    const std::uint16_t* kinds = nullptr;
    // Photoshop's "unspecified" channels, too, are kept as alpha rather than lost.
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
                throw Fault("a TIFF of inks other than CMYK isn't supported");
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
            throw Fault("a TIFF of colour type " + std::to_string(photometric) + " isn't supported");
    }
    layout.colourSamples = layout.colours == Colours::Rgb ? 3 : layout.colours == Colours::Cmyk ? 4 : 1;
}

Layout readLayout(const TiffFile& file) {
    Layout layout;
    file.require(TIFFGetField(file.handle(), TIFFTAG_IMAGEWIDTH, &layout.width) == 1 &&
                 TIFFGetField(file.handle(), TIFFTAG_IMAGELENGTH, &layout.height) == 1);
    if ((file.tag<std::uint32_t>(TIFFTAG_SUBFILETYPE, 0) & FILETYPE_REDUCEDIMAGE) != 0) {
        throw Fault("its first picture is only a preview, as in a camera's raw file, which isn't supported");
    }
    layout.bits = file.tag<std::uint16_t>(TIFFTAG_BITSPERSAMPLE, 1);
    layout.samples = file.tag<std::uint16_t>(TIFFTAG_SAMPLESPERPIXEL, 1);
    layout.planes =
        layout.samples > 1 &&
        file.tag<std::uint16_t>(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE;
    layout.compression = file.tag<std::uint16_t>(TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    if (!TIFFIsCODECConfigured(layout.compression)) {
        throw Fault("a TIFF of compression " + std::to_string(layout.compression) + " isn't supported");
    }
    switch (file.tag<std::uint16_t>(TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT)) {
        case SAMPLEFORMAT_UINT:
        case SAMPLEFORMAT_VOID:
            break;
        case SAMPLEFORMAT_IEEEFP:
            throw Fault("a TIFF of floating-point numbers isn't supported");
        case SAMPLEFORMAT_INT:
            throw Fault("a TIFF of signed numbers isn't supported");
        default:
            throw Fault("a TIFF of complex numbers isn't supported");
    }
    if (layout.bits < 1 || layout.bits > 16) {
        throw Fault("a TIFF of " + std::to_string(layout.bits) + " bits per sample isn't supported");
    }
    readColours(file, layout);
    readExtraSamples(file, layout);
    if (layout.colours == Colours::Cmyk && layout.bits != 8 && layout.bits != 16) {
        throw Fault("a CMYK TIFF of " + std::to_string(layout.bits) + " bits per sample isn't supported");
    }
    checkSize(layout.width, layout.height, std::max(layout.samples, 4),
              static_cast<int>(layout.bytesPerSample()));
    return layout;
}

/// How far a compression can shrink a picture; 0 where there is no useful bound.
std::uint64_t bestRatio(std::uint16_t compression) {
    switch (compression) {
        case COMPRESSION_NONE:
            return 1;
        case COMPRESSION_PACKBITS:
            return 64;
        case COMPRESSION_LZW:
            return 2800;
        case COMPRESSION_ADOBE_DEFLATE:
        case COMPRESSION_DEFLATE:
            return 1040;
        default:
            return 0;
    }
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

/// The whole picture as interleaved samples of one or two bytes, keptSamples() per pixel, as the file has
/// them.
class RawPicture {
  public:
    RawPicture(const TiffFile& file, const Layout& layout) : mFile(file), mLayout(layout) {
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

    std::byte* row(std::uint32_t y) { return mBytes.data() + mRowBytes * y; }

  private:
    int samplesPerChunkPixel() const { return mLayout.planes ? 1 : mLayout.samples; }

    void readStrips(int plane) {
        TIFF* tiff = mFile.handle();
        const auto rowsPerStrip =
            std::min(mFile.tag<std::uint32_t>(TIFFTAG_ROWSPERSTRIP, mLayout.height), mLayout.height);
        if (rowsPerStrip == 0) throw Fault("it is damaged: its strips have no rows");
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

    void readTiles(int plane) {
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

    void checkStride(tmsize_t stride, std::uint32_t pixels) const {
        const auto bits =
            std::uint64_t{pixels} * static_cast<std::uint64_t>(samplesPerChunkPixel() * mLayout.bits);
        mFile.require(stride > 0 && static_cast<std::uint64_t>(stride) >= (bits + 7) / 8);
    }

    /// Puts `count` pixels of a chunk's row at (x, y).
    void place(const std::uint8_t* chunk, std::uint32_t x, std::uint32_t y, std::uint32_t count, int plane) {
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

    const TiffFile& mFile;
    const Layout& mLayout;
    std::size_t mRowBytes = 0;
    std::vector<std::byte> mBytes;
    std::vector<std::byte> mUnpacked;
};

/// Samples of fewer than 8, or of 9 to 15 bits, stretched to the full range of one or two bytes.
template <typename T>
void stretch(T* row, std::size_t count, int bits) {
    const std::uint32_t from = (1U << bits) - 1;
    const std::uint32_t to = sizeof(T) == 1 ? 255 : 65535;
    if (from == to) return;
    for (std::size_t i = 0; i < count; ++i)
        row[i] = static_cast<T>((row[i] * to + from / 2) / from);
}

template <typename T>
void unpremultiply(T* pixel, int colours, std::uint32_t alpha) {
    constexpr std::uint64_t kMax = sizeof(T) == 1 ? 255 : 65535;
    for (int c = 0; c < colours; ++c) {
        pixel[c] = alpha == 0
                       ? T{0}
                       : static_cast<T>(std::min<std::uint64_t>((pixel[c] * kMax + alpha / 2) / alpha, kMax));
    }
}

/// Grey and RGB.
template <typename T>
void convertDirect(RawPicture& raw, const Layout& layout, Photograph& photo) {
    const int kept = layout.keptSamples();
    const int colours = layout.colourSamples;
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        T* row = reinterpret_cast<T*>(raw.row(y));
        stretch(row, static_cast<std::size_t>(layout.width) * static_cast<std::size_t>(kept), layout.bits);
        if (layout.whiteIsZero || layout.premultiplied) {
            T* pixel = row;
            for (std::uint32_t x = 0; x < layout.width; ++x, pixel += kept) {
                if (layout.premultiplied) unpremultiply(pixel, colours, pixel[colours]);
                if (layout.whiteIsZero) pixel[0] = static_cast<T>(~pixel[0]);
            }
        }
        splitRow(raw.row(y), kept, static_cast<int>(y), photo.pixels, photo.alpha);
    }
}

template <typename T>
void convertPalette(const TiffFile& file, RawPicture& raw, const Layout& layout, Photograph& photo) {
    const std::uint16_t* map[3] = {};
    file.require(TIFFGetField(file.handle(), TIFFTAG_COLORMAP, &map[0], &map[1], &map[2]) == 1);
    const std::size_t entries = std::size_t{1} << layout.bits;
    // Some old programs wrote 8-bit levels where 16-bit ones are due.
    bool narrow = true;
    for (const auto* curve : map)
        narrow = narrow && std::all_of(curve, curve + entries, [](int v) { return v < 256; });
    const int shift = narrow ? 0 : 8;
    const int kept = layout.keptSamples();
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        T* from = reinterpret_cast<T*>(raw.row(y));
        auto* to = photo.pixels.row<std::uint8_t>(static_cast<int>(y));
        for (std::uint32_t x = 0; x < layout.width; ++x, from += kept) {
            for (const auto* curve : map)
                *to++ = static_cast<std::uint8_t>(curve[from[0]] >> shift);
            if (layout.hasAlpha) {
                T alpha = from[1];
                stretch(&alpha, 1, layout.bits);
                photo.alpha.setSample(static_cast<int>(x), static_cast<int>(y), 0,
                                      sizeof(T) == 1 ? alpha : alpha / 257);
            }
        }
    }
}

template <typename T>
void convertCmyk(RawPicture& raw, const Layout& layout, Photograph& photo) {
    const CmykConverter converter(photo.metadata.icc, sizeof(T) == 1 ? Depth::UInt8 : Depth::UInt16, false);
    const int kept = layout.keptSamples();
    std::vector<T> inks(static_cast<std::size_t>(layout.width) * 4);
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        const T* from = reinterpret_cast<const T*>(raw.row(y));
        for (std::uint32_t x = 0; x < layout.width; ++x, from += kept) {
            std::copy_n(from, 4, inks.begin() + static_cast<std::ptrdiff_t>(x) * 4);
            if (!layout.hasAlpha) continue;
            if (layout.premultiplied) unpremultiply(&inks[std::size_t{x} * 4], 4, from[4]);
            photo.alpha.setSample(static_cast<int>(x), static_cast<int>(y), 0,
                                  sizeof(T) == 1 ? from[4] : from[4] / 257);
        }
        auto* to = photo.pixels.row<std::uint8_t>(static_cast<int>(y));
        converter.convert(inks.data(), to, static_cast<int>(layout.width));
    }
}

/// Subsampled YCbCr and JPEG of the old style, through libtiff's own conversion to 8-bit RGBA.
void convertViaRgba(const TiffFile& file, const Layout& layout, Photograph& photo) {
    char text[1024] = {};
    TIFFRGBAImage image;
    if (!TIFFRGBAImageOK(file.handle(), text) || !TIFFRGBAImageBegin(&image, file.handle(), 1, text)) {
        throw Fault("it can't be decoded (" + std::string(text) + ")");
    }
    const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> owner(&image, &TIFFRGBAImageEnd);
    image.req_orientation = image.orientation;  // as stored: it is turned once, later
    std::vector<std::uint32_t> raster(std::size_t{layout.width} * layout.height);
    file.require(TIFFRGBAImageGet(&image, raster.data(), layout.width, layout.height) == 1);
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        auto* to = photo.pixels.row<std::uint8_t>(static_cast<int>(y));
        for (std::uint32_t x = 0; x < layout.width; ++x) {
            const std::uint32_t pixel = raster[std::size_t{layout.width} * y + x];
            *to++ = static_cast<std::uint8_t>(TIFFGetR(pixel));
            *to++ = static_cast<std::uint8_t>(TIFFGetG(pixel));
            *to++ = static_cast<std::uint8_t>(TIFFGetB(pixel));
        }
    }
}

double resolutionOf(const TiffFile& file) {
    float x = 0;
    if (!TIFFGetField(file.handle(), TIFFTAG_XRESOLUTION, &x) || !(x > 0 && x < 1e7F)) return 0;
    switch (file.tag<std::uint16_t>(TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH)) {
        case RESUNIT_INCH:
            return x;
        case RESUNIT_CENTIMETER:
            return x * kCentimetresPerInch;
        default:
            return 0;
    }
}

}  // namespace

Decoded decodeTiff(ByteView bytes) {
    const TiffFile file(bytes);
    Layout layout = readLayout(file);
    if (layout.viaRgba) {
        if (layout.bits != 8)
            throw Fault("a YCbCr TIFF of " + std::to_string(layout.bits) + " bits isn't supported");
        layout.hasAlpha = false;
    }
    if (const std::uint64_t ratio = bestRatio(layout.compression); ratio > 0 && !layout.viaRgba) {
        const auto rowBits =
            std::uint64_t{layout.width} * static_cast<std::uint64_t>(layout.samples * layout.bits);
        checkRatio((rowBits / 8) * layout.height, bytes.size(), ratio);
    }
    if (!TIFFLastDirectory(file.handle())) log::warning("only the first page of the TIFF is read");

    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Tiff;
    photo.pixelsPerInch = resolutionOf(file);
    const int orientation = file.tag<std::uint16_t>(TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    out.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    std::uint32_t iccSize = 0;
    const std::uint8_t* icc = nullptr;
    if (TIFFGetField(file.handle(), TIFFTAG_ICCPROFILE, &iccSize, &icc) && iccSize > 0) {
        photo.metadata.icc.assign(icc, icc + iccSize);
    }
    std::uint32_t xmpSize = 0;
    const char* xmp = nullptr;
    if (TIFFGetField(file.handle(), TIFFTAG_XMLPACKET, &xmpSize, &xmp) && xmpSize > 0) {
        photo.metadata.xmp.assign(xmp, xmpSize);
    }
    if (layout.colours == Colours::Cmyk && photo.metadata.icc.empty()) {
        throw Fault("a CMYK TIFF without a colour profile isn't supported");
    }

    const bool deep = layout.isDeep();
    const bool narrowed = layout.colours == Colours::Palette || layout.colours == Colours::Cmyk;
    const Depth depth = deep && !narrowed ? Depth::UInt16 : Depth::UInt8;
    const int width = static_cast<int>(layout.width);
    const int height = static_cast<int>(layout.height);
    photo.pixels = ImageBuffer(width, height, layout.colours == Colours::Grey ? 1 : 3, depth);
    if (layout.hasAlpha) photo.alpha = ImageBuffer(width, height, 1, depth);
    if (layout.viaRgba) {
        convertViaRgba(file, layout, photo);
        return out;
    }
    RawPicture raw(file, layout);
    switch (layout.colours) {
        case Colours::Grey:
        case Colours::Rgb:
            deep ? convertDirect<std::uint16_t>(raw, layout, photo)
                 : convertDirect<std::uint8_t>(raw, layout, photo);
            break;
        case Colours::Palette:
            deep ? convertPalette<std::uint16_t>(file, raw, layout, photo)
                 : convertPalette<std::uint8_t>(file, raw, layout, photo);
            break;
        case Colours::Cmyk:
            deep ? convertCmyk<std::uint16_t>(raw, layout, photo)
                 : convertCmyk<std::uint8_t>(raw, layout, photo);
            photo.metadata.icc = srgbProfile();
            break;
    }
    return out;
}

Bytes encodeTiff(const Photograph& photo) {
    const ImageBuffer& pixels = photo.pixels;
    TiffFile file;
    TIFF* tiff = file.handle();
    const int samples = samplesOf(photo);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(pixels.width()));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(pixels.height()));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, pixels.depth() == Depth::UInt16 ? 16 : 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC,
                 pixels.channels() == 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tiff, 0));
    if (!photo.alpha.isEmpty()) {
        const std::uint16_t kind = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
    }
    if (photo.pixelsPerInch > 0) {
        TIFFSetField(tiff, TIFFTAG_XRESOLUTION, photo.pixelsPerInch);
        TIFFSetField(tiff, TIFFTAG_YRESOLUTION, photo.pixelsPerInch);
        TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    }
    if (!photo.metadata.icc.empty()) {
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(photo.metadata.icc.size()),
                     photo.metadata.icc.data());
    }
    std::vector<std::byte> row(pixels.bytesPerRow() + photo.alpha.bytesPerRow());
    for (int y = 0; y < pixels.height(); ++y) {
        joinRow(photo, y, row.data());  // the predictor works in place
        file.require(TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0) == 1);
    }
    return withMetadata(file.finish(), photo.metadata);
}

}  // namespace lacuna::io
