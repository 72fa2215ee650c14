// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/io/codec.h"
#include "core/io/colour.h"
#include "core/io/metadata.h"
#include "core/io/tiff_samples.h"

#include <algorithm>
#include <memory>

namespace lacuna::io {
namespace {

using tiff::Colours;
using tiff::Layout;
using tiff::RawPicture;

constexpr double kCentimetresPerInch = 2.54;

/// The greatest ratio by which a compression can shrink a picture; 0 if there is no useful bound.
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

/// Stretches samples of fewer than 8 or of 9 to 15 bits to the full range of one or two bytes.
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
    // Some old programs wrote 8-bit levels in place of 16-bit ones.
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
        throw Fault({LACUNA_CAUSE("Causes", "it can't be decoded (%1)"), {text}});
    }
    const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> owner(&image, &TIFFRGBAImageEnd);
    image.req_orientation = image.orientation;  // as stored; it is turned upright later
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
    Layout layout = tiff::readLayout(file);
    if (layout.viaRgba) {
        if (layout.bits != 8)
            throw Fault({LACUNA_CAUSE("Causes", "a YCbCr TIFF of %1 bits isn't supported"),
                         {std::to_string(layout.bits)}});
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
        throw Fault(LACUNA_CAUSE("Causes", "a CMYK TIFF without a colour profile isn't supported"));
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
    TIFF* handle = file.handle();
    const int samples = samplesOf(photo);
    TIFFSetField(handle, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(pixels.width()));
    TIFFSetField(handle, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(pixels.height()));
    TIFFSetField(handle, TIFFTAG_BITSPERSAMPLE, pixels.depth() == Depth::UInt16 ? 16 : 8);
    TIFFSetField(handle, TIFFTAG_SAMPLESPERPIXEL, samples);
    TIFFSetField(handle, TIFFTAG_PHOTOMETRIC,
                 pixels.channels() == 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
    TIFFSetField(handle, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(handle, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    TIFFSetField(handle, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(handle, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(handle, TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(handle, 0));
    if (!photo.alpha.isEmpty()) {
        const std::uint16_t kind = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(handle, TIFFTAG_EXTRASAMPLES, 1, &kind);
    }
    if (photo.pixelsPerInch > 0) {
        TIFFSetField(handle, TIFFTAG_XRESOLUTION, photo.pixelsPerInch);
        TIFFSetField(handle, TIFFTAG_YRESOLUTION, photo.pixelsPerInch);
        TIFFSetField(handle, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    }
    if (!photo.metadata.icc.empty()) {
        TIFFSetField(handle, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(photo.metadata.icc.size()),
                     photo.metadata.icc.data());
    }
    std::vector<std::byte> row(pixels.bytesPerRow() + photo.alpha.bytesPerRow());
    for (int y = 0; y < pixels.height(); ++y) {
        joinRow(photo, y, row.data());  // the predictor works in place
        file.require(TIFFWriteScanline(handle, row.data(), static_cast<std::uint32_t>(y), 0) == 1);
    }
    return withMetadata(file.finish(), photo.metadata);
}

}  // namespace lacuna::io
