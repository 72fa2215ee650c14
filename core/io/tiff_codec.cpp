// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/io/colour.h"
#include "core/io/format_rows.h"
#include "core/io/metadata.h"
#include "core/io/tiff_directory.h"
#include "core/io/tiff_floats.h"
#include "core/io/tiff_samples.h"

#include <algorithm>
#include <cmath>
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

/// Alpha and extra channels of a row, which all colours have in common.
template <typename T>
void takeFurther(const T* from, const Layout& layout, int y, Photograph& photo) {
    const int samples = layout.samples;
    for (int s = layout.colourSamples, extra = 0; s < samples; ++s) {
        const bool isAlpha = s == layout.alphaSample;
        if (!isAlpha && photo.extras.empty()) continue;
        ImageBuffer& plane = isAlpha ? photo.alpha : photo.extras[static_cast<std::size_t>(extra++)];
        T* to = plane.row<T>(y);
        for (std::uint32_t x = 0; x < layout.width; ++x)
            to[x] = from[std::size_t{x} * static_cast<std::size_t>(samples) + static_cast<std::size_t>(s)];
    }
}

/// Grey and RGB.
template <typename T>
void convertDirect(RawPicture& raw, const Layout& layout, Photograph& photo) {
    const int samples = layout.samples;
    const int colours = layout.colourSamples;
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        T* row = reinterpret_cast<T*>(raw.row(y));
        stretch(row, static_cast<std::size_t>(layout.width) * static_cast<std::size_t>(samples), layout.bits);
        T* pixel = row;
        T* to = photo.pixels.row<T>(static_cast<int>(y));
        for (std::uint32_t x = 0; x < layout.width; ++x, pixel += samples) {
            if (layout.premultiplied) unpremultiply(pixel, colours, pixel[layout.alphaSample]);
            if (layout.whiteIsZero) pixel[0] = static_cast<T>(~pixel[0]);
            to = std::copy_n(pixel, colours, to);
        }
        takeFurther(row, layout, static_cast<int>(y), photo);
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
    const int kept = layout.samples;
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        T* from = reinterpret_cast<T*>(raw.row(y));
        auto* to = photo.pixels.row<std::uint8_t>(static_cast<int>(y));
        for (std::uint32_t x = 0; x < layout.width; ++x, from += kept) {
            for (const auto* curve : map)
                *to++ = static_cast<std::uint8_t>(curve[from[0]] >> shift);
            if (layout.hasAlpha()) {
                T alpha = from[layout.alphaSample];
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
    std::vector<T> inks(static_cast<std::size_t>(layout.width) * 4);
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        const T* from = reinterpret_cast<const T*>(raw.row(y));
        takeFurther(from, layout, static_cast<int>(y), photo);
        T* to = inks.data();
        for (std::uint32_t x = 0; x < layout.width; ++x, from += layout.samples, to += 4) {
            std::copy_n(from, 4, to);
            if (layout.premultiplied) unpremultiply(to, 4, from[layout.alphaSample]);
        }
        converter.convert(inks.data(), photo.pixels.row<T>(static_cast<int>(y)),
                          static_cast<int>(layout.width));
    }
}

/// TIFF counts a* and b* as signed numbers, ICC from −128. 16 bits of TIFF have 256 steps a unit, and so has
/// ICC's older encoding, whose L* of 100 is 0xff00.
template <typename T>
void convertLab(RawPicture& raw, const Layout& layout, Photograph& photo) {
    const LabConverter converter;
    std::vector<double> lab(static_cast<std::size_t>(layout.width) * 3);
    constexpr bool kDeep = sizeof(T) == 2;
    constexpr double kPerUnit = kDeep ? 256 : 1;
    const double lightest = !kDeep ? 255 : layout.iccLab ? 0xff00 : 0xffff;
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        const T* from = reinterpret_cast<const T*>(raw.row(y));
        takeFurther(from, layout, static_cast<int>(y), photo);
        double* to = lab.data();
        for (std::uint32_t x = 0; x < layout.width; ++x, from += layout.samples) {
            *to++ = from[0] * 100 / lightest;
            for (int c = 1; c < 3; ++c) {
                using Signed = std::make_signed_t<T>;
                *to++ = layout.iccLab ? from[c] / kPerUnit - 128 : static_cast<Signed>(from[c]) / kPerUnit;
            }
        }
        converter.convert(lab.data(), photo.pixels.row<std::uint16_t>(static_cast<int>(y)),
                          static_cast<int>(layout.width));
    }
    photo.notes.push_back({.code = NoteCode::ColoursConverted, .text = "CIELab"});
    photo.metadata.icc = srgbProfile();
}

/// Subsampled YCbCr and JPEG of the old style, through libtiff's own conversion to 8-bit RGBA.
void convertViaRgba(const TiffFile& file, const Layout& layout, Photograph& photo) {
    char text[1024] = {};
    TIFFRGBAImage image;
    if (!TIFFRGBAImageOK(file.handle(), text) || !TIFFRGBAImageBegin(&image, file.handle(), 1, text)) {
        throw Fault("it can't be decoded (" + std::string(text) + ")");
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

void readResolution(const TiffFile& file, Photograph& photo) {
    const auto read = [&file](std::uint32_t tag) {
        float value = 0;
        return TIFFGetField(file.handle(), tag, &value) && value > 0 && value < 1e7F ? double{value} : 0;
    };
    const double across = read(TIFFTAG_XRESOLUTION), down = read(TIFFTAG_YRESOLUTION);
    if (across == 0) return;
    const auto unit = file.tag<std::uint16_t>(TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    const bool unequal = down > 0 && down != across;
    if (unit == RESUNIT_NONE) {
        if (!unequal) return;
        const bool whole = across == std::floor(across) && down == std::floor(down);
        const double scale = whole ? 1 : 100;
        photo.pixelSize.ratioAcross = static_cast<std::uint32_t>(std::lround(across * scale));
        photo.pixelSize.ratioDown = static_cast<std::uint32_t>(std::lround(down * scale));
        return;
    }
    const bool metric = unit == RESUNIT_CENTIMETER;
    const double perInch = metric ? kCentimetresPerInch : 1;
    photo.pixelsPerInch = across * perInch;
    if (unequal) photo.pixelSize.perInchDown = down * perInch;
    if (metric) photo.pixelSize.unit = PixelSize::Unit::Centimetre;
}

void writeResolution(const Photograph& photo, TIFF* handle) {
    const PixelSize& size = photo.pixelSize;
    const auto state = [handle](double across, double down, std::uint16_t unit) {
        TIFFSetField(handle, TIFFTAG_XRESOLUTION, across);
        TIFFSetField(handle, TIFFTAG_YRESOLUTION, down);
        TIFFSetField(handle, TIFFTAG_RESOLUTIONUNIT, unit);
    };
    if (photo.pixelsPerInch > 0) {
        const bool metric = size.unit == PixelSize::Unit::Centimetre;
        const double perUnit = metric ? 1 / kCentimetresPerInch : 1;
        const double down = size.perInchDown > 0 ? size.perInchDown : photo.pixelsPerInch;
        state(photo.pixelsPerInch * perUnit, down * perUnit, metric ? RESUNIT_CENTIMETER : RESUNIT_INCH);
    } else if (size.ratioAcross > 0 && size.ratioDown > 0) {
        state(size.ratioAcross, size.ratioDown, RESUNIT_NONE);
    }
}

struct Page {
    int directory = 0;
    int pages = 0;
};

/// The directory of a page, and how many there are; previews and masks don't count. Leaves it selected.
Page selectPage(const TiffFile& file, int page) {
    constexpr int kMostDirectories = 10'000;
    Page out;
    int wanted = -1;
    int index = 0;
    do {
        const auto kind = file.tag<std::uint32_t>(TIFFTAG_SUBFILETYPE, 0);
        if ((kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0) continue;
        if (++out.pages == page) wanted = index;
    } while (++index < kMostDirectories && TIFFReadDirectory(file.handle()) == 1);
    if (out.pages == 0)
        throw Fault("its first picture is only a preview, as in a camera's raw file, which isn't supported");
    if (wanted >= 0) file.require(TIFFSetDirectory(file.handle(), static_cast<tdir_t>(wanted)) == 1);
    out.directory = wanted;
    return out;
}

bool isBig(ByteView bytes) {
    return hasMagic(bytes, std::string_view("II+\0", 4)) || hasMagic(bytes, std::string_view("MM\0+", 4));
}

void convert(const TiffFile& file, const Layout& layout, const ReadOptions& options, Photograph& photo) {
    RawPicture raw(file, layout, options.partial);
    const bool deep = layout.isDeep();
    switch (layout.colours) {
        case Colours::Grey:
        case Colours::Rgb:
            if (layout.isFloat) {
                tiff::convertFloats(raw, layout, photo);
            } else {
                deep ? convertDirect<std::uint16_t>(raw, layout, photo)
                     : convertDirect<std::uint8_t>(raw, layout, photo);
            }
            break;
        case Colours::Palette:
            deep ? convertPalette<std::uint16_t>(file, raw, layout, photo)
                 : convertPalette<std::uint8_t>(file, raw, layout, photo);
            break;
        case Colours::Cmyk:
            deep ? convertCmyk<std::uint16_t>(raw, layout, photo)
                 : convertCmyk<std::uint8_t>(raw, layout, photo);
            noteInks(photo);
            break;
        case Colours::Lab:
            deep ? convertLab<std::uint16_t>(raw, layout, photo)
                 : convertLab<std::uint8_t>(raw, layout, photo);
            // The colours are 16 bits in either case.
            if (!photo.alpha.isEmpty()) photo.alpha = photo.alpha.converted(Depth::UInt16);
            for (ImageBuffer& plane : photo.extras)
                plane = plane.converted(Depth::UInt16);
            break;
    }
    for (const tiff::MissingRows& rows : raw.missing())
        markMissing(photo, static_cast<int>(rows.y), static_cast<int>(rows.count));
}

Decoded decodeTiff(ByteView bytes, const ReadOptions& options) {
    const TiffFile file(bytes);
    const Page page = selectPage(file, options.page);
    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Tiff;
    photo.pages = page.pages;
    photo.page = page.directory < 0 ? 0 : options.page;
    if (page.directory < 0) return out;

    Layout layout = tiff::readLayout(file);
    if (layout.viaRgba) {
        if (layout.bits != 8)
            throw Fault("a YCbCr TIFF of " + std::to_string(layout.bits) + " bits isn't supported");
        if (layout.samples > layout.colourSamples) photo.notes.push_back({.code = NoteCode::ExtraChannels});
        layout.samples = layout.colourSamples;
        layout.alphaSample = -1;
    }
    if (const std::uint64_t ratio = bestRatio(layout.compression); ratio > 0 && !layout.viaRgba) {
        const auto rowBits =
            std::uint64_t{layout.width} * static_cast<std::uint64_t>(layout.samples * layout.bits);
        checkRatio((rowBits / 8) * layout.height, bytes.size(), ratio, options.partial);
    }

    readResolution(file, photo);
    const int orientation = file.tag<std::uint16_t>(TIFFTAG_ORIENTATION, 0);
    out.orientation = orientation >= 1 && orientation <= 8 ? orientation : 0;
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
    if (isBig(bytes) || page.directory > 0) {
        tiff::DirectoryTags tags = tiff::readTags(bytes, page.directory);
        photo.metadata.exif = std::move(tags.exif);
        photo.metadata.iptc = std::move(tags.iptc);
        out.ownMetadata = true;
    }

    const bool palette = layout.colours == Colours::Palette;
    const bool deep = (layout.isDeep() && !palette) || layout.colours == Colours::Lab || layout.isFloat;
    const int width = static_cast<int>(layout.width);
    const int height = static_cast<int>(layout.height);
    photo.pixels = ImageBuffer(width, height, layout.colours == Colours::Grey ? 1 : 3,
                               deep ? Depth::UInt16 : Depth::UInt8);
    if (layout.viaRgba) {
        convertViaRgba(file, layout, photo);
        return out;
    }
    // Until Lab is converted, its further samples have the file's depth.
    const Depth further = layout.isDeep() && !palette ? Depth::UInt16 : Depth::UInt8;
    if (layout.hasAlpha()) photo.alpha = ImageBuffer(width, height, 1, further);
    photo.associatedAlpha = layout.hasAlpha() && layout.premultiplied;
    if (palette && layout.extraSamples() > 0) {
        photo.notes.push_back({.code = NoteCode::ExtraChannels});
    } else {
        for (int i = 0; i < layout.extraSamples(); ++i)
            photo.extras.emplace_back(width, height, 1, further);
    }
    convert(file, layout, options, photo);
    return out;
}

/// Multiplies a row of interleaved samples by its alpha, which comes after the colours.
template <typename T>
void premultiply(std::byte* row, int width, int colours, int samples) {
    constexpr std::uint64_t kMax = sizeof(T) == 1 ? 255 : 65535;
    T* pixel = reinterpret_cast<T*>(row);
    for (int x = 0; x < width; ++x, pixel += samples) {
        for (int c = 0; c < colours; ++c)
            pixel[c] = static_cast<T>((pixel[c] * std::uint64_t{pixel[colours]} + kMax / 2) / kMax);
    }
}

/// A row of all the planes as a TIFF stores it.
template <typename T>
void joinAll(const Photograph& photo, int y, std::byte* row) {
    const int colours = photo.pixels.channels();
    const int joined = samplesOf(photo);
    const int samples = joined + static_cast<int>(photo.extras.size());
    const T* from = photo.pixels.row<T>(y);
    const T* alpha = photo.alpha.isEmpty() ? nullptr : photo.alpha.row<T>(y);
    T* to = reinterpret_cast<T*>(row);
    for (int x = 0; x < photo.pixels.width(); ++x) {
        for (int c = 0; c < colours; ++c)
            *to++ = *from++;
        if (alpha) *to++ = alpha[x];
        for (const ImageBuffer& plane : photo.extras)
            *to++ = plane.row<T>(y)[x];
    }
    if (photo.associatedAlpha && alpha) premultiply<T>(row, photo.pixels.width(), colours, samples);
}

Bytes encodeTiff(const Photograph& photo) {
    const ImageBuffer& pixels = photo.pixels;
    TiffFile file;
    TIFF* handle = file.handle();
    const int samples = samplesOf(photo) + static_cast<int>(photo.extras.size());
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
    std::vector<std::uint16_t> kinds(photo.extras.size(), EXTRASAMPLE_UNSPECIFIED);
    if (!photo.alpha.isEmpty())
        kinds.insert(kinds.begin(), photo.associatedAlpha ? EXTRASAMPLE_ASSOCALPHA : EXTRASAMPLE_UNASSALPHA);
    if (!kinds.empty())
        TIFFSetField(handle, TIFFTAG_EXTRASAMPLES, static_cast<std::uint16_t>(kinds.size()), kinds.data());
    writeResolution(photo, handle);
    if (!photo.metadata.icc.empty()) {
        TIFFSetField(handle, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(photo.metadata.icc.size()),
                     photo.metadata.icc.data());
    }
    std::vector<std::byte> row(pixels.bytesPerRow() / static_cast<std::size_t>(pixels.channels()) *
                               static_cast<std::size_t>(samples));
    for (int y = 0; y < pixels.height(); ++y) {
        // Anew for each row: the predictor works in place.
        pixels.depth() == Depth::UInt8 ? joinAll<std::uint8_t>(photo, y, row.data())
                                       : joinAll<std::uint16_t>(photo, y, row.data());
        file.require(TIFFWriteScanline(handle, row.data(), static_cast<std::uint32_t>(y), 0) == 1);
    }
    return withMetadata(file.finish(), photo.metadata);
}

}  // namespace

FormatRow tiffFormat() {
    FormatRow row;
    row.format = FileFormat::Tiff;
    row.name = "TIFF";
    row.extensions = {".tif", ".tiff"};
    row.recognises = [](ByteView file) {
        return hasMagic(file, std::string_view("II*\0", 4)) || hasMagic(file, std::string_view("MM\0*", 4)) ||
               isBig(file);
    };
    row.decode = decodeTiff;
    row.encode = encodeTiff;
    row.maxBytes = (std::uint64_t{1} << 32) - (std::uint64_t{1} << 24);  // the rest is for metadata
    row.thumbnail = false;
    return row;
}

}  // namespace lacuna::io
