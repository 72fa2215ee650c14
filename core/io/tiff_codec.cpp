// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/io/colour.h"
#include "core/io/format_rows.h"
#include "core/io/metadata.h"
#include "core/io/photoshop_resources.h"
#include "core/io/shared_blocks.h"
#include "core/io/tiff_colours.h"
#include "core/io/tiff_directory.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace lacuna::io {
namespace {

using tiff::Colours;
using tiff::Layout;

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
    std::uint64_t furtherBytes = 0;  ///< of pictures that are no pages
};

/// What the samples of the selected directory take in the file.
std::uint64_t storedBytes(TIFF* handle) {
    const std::uint32_t count = TIFFIsTiled(handle) ? TIFFNumberOfTiles(handle) : TIFFNumberOfStrips(handle);
    std::uint64_t bytes = 0;
    for (std::uint32_t i = 0; i < count; ++i)
        bytes += TIFFGetStrileByteCount(handle, i);
    return bytes;
}

/// The pictures that hang on the selected directory, such as its smaller copies. Another one is selected
/// then.
std::uint64_t bytesBelow(TIFF* handle) {
    std::uint16_t count = 0;
    const std::uint64_t* listed = nullptr;
    if (!TIFFGetField(handle, TIFFTAG_SUBIFD, &count, &listed)) return 0;
    const std::vector<std::uint64_t> offsets(listed, listed + count);
    std::uint64_t bytes = 0;
    for (const std::uint64_t offset : offsets)
        bytes += TIFFSetSubDirectory(handle, offset) == 1 ? storedBytes(handle) : 0;
    return bytes;
}

/// The directory of a page, and how many there are; previews and masks don't count. Leaves it selected.
Page selectPage(const TiffFile& file, int page) {
    constexpr int kMostDirectories = 10'000;
    Page out;
    int wanted = -1;
    int index = 0;
    do {
        const auto kind = file.tag<std::uint32_t>(TIFFTAG_SUBFILETYPE, 0);
        if ((kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0) {
            out.furtherBytes += storedBytes(file.handle());
            continue;
        }
        if (++out.pages == page) wanted = index;
    } while (++index < kMostDirectories && TIFFReadDirectory(file.handle()) == 1);
    if (out.pages == 0)
        throw Fault(LACUNA_CAUSE(
            "Causes",
            "its first picture is only a preview, as in a camera's raw file, which isn't supported"));
    const auto select = [&] {
        file.require(TIFFSetDirectory(file.handle(), static_cast<tdir_t>(wanted)) == 1);
    };
    if (wanted >= 0) {
        select();
        out.furtherBytes += bytesBelow(file.handle());
        select();
    }
    out.directory = wanted;
    return out;
}

/// The profile that a TIFF's own tags describe, with the curve that the standard takes for granted; empty if
/// they say no more than sRGB, or nothing.
Bytes profileOfTags(const TiffFile& file, Photograph& photo) {
    const float *white = nullptr, *primaries = nullptr;
    if (!TIFFGetField(file.handle(), TIFFTAG_PRIMARYCHROMATICITIES, &primaries)) return {};
    const std::uint16_t* curves[3] = {};
    if (TIFFGetField(file.handle(), TIFFTAG_TRANSFERFUNCTION, &curves[0], &curves[1], &curves[2]))
        photo.notes.push_back({.code = NoteCode::MetadataLeftOut, .text = "TIFF TransferFunction"});
    double xy[8] = {0.3127, 0.3290};
    if (TIFFGetField(file.handle(), TIFFTAG_WHITEPOINT, &white)) std::copy_n(white, 2, xy);
    std::copy_n(primaries, 6, xy + 2);
    constexpr double kUsualGamma = 1 / 2.2;
    return profileFromGamma(kUsualGamma, xy, false);
}

bool isBig(ByteView bytes) {
    return hasMagic(bytes, std::string_view("II+\0", 4)) || hasMagic(bytes, std::string_view("MM\0+", 4));
}

Decoded decodeTiff(ByteView bytes, const ReadOptions& options) {
    const TiffFile file(bytes);
    const Page page = selectPage(file, options.page);
    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Tiff;
    photo.pages = page.pages;
    photo.page = page.directory < 0 ? 0 : options.page;
    out.furtherBytes = page.furtherBytes;
    if (page.directory < 0) return out;

    Layout layout = tiff::readLayout(file);
    if (layout.viaRgba) {
        if (layout.bits != 8)
            throw Fault({LACUNA_CAUSE("Causes", "a YCbCr TIFF of %1 bits isn't supported"),
                         {std::to_string(layout.bits)}});
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
    if (photo.metadata.icc.empty() && (layout.colours == Colours::Rgb || layout.colours == Colours::Palette))
        photo.metadata.icc = profileOfTags(file, photo);
    std::uint32_t resourcesSize = 0;
    const char* resources = nullptr;
    if (TIFFGetField(file.handle(), TIFFTAG_PHOTOSHOP, &resourcesSize, &resources) && resourcesSize > 0) {
        Bytes kept = photoshop::keptResources({resources, resourcesSize});
        if (!kept.empty())
            photo.metadata.blocks.push_back({FileFormat::Tiff, kPhotoshopBlock, std::move(kept)});
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
        tiff::convertViaRgba(file, layout, photo);
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
    tiff::convert(file, layout, options.partial, photo);
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
    for (const FormatBlock& block : photo.metadata.blocks) {
        if (block.format != FileFormat::Tiff || block.kind != kPhotoshopBlock) continue;
        TIFFSetField(handle, TIFFTAG_PHOTOSHOP, static_cast<std::uint32_t>(block.data.size()),
                     block.data.data());
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
