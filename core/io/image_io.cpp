// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/image_io.h"

#include "core/base/cause.h"
#include "core/base/grey.h"
#include "core/base/log.h"
#include "core/files/file_bytes.h"
#include "core/io/codec.h"
#include "core/io/colour.h"
#include "core/io/metadata.h"
#include "core/io/orientation.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <new>
#include <string_view>

namespace lacuna {
namespace {

using namespace std::string_view_literals;

/// More than any scanner delivers, and within the range of every format's integers.
constexpr double kMaxPixelsPerInch = 1e6;

struct Extension {
    std::string_view name;
    FileFormat format;
};
constexpr std::array<Extension, 6> kExtensions = {{{".png", FileFormat::Png},
                                                   {".jpg", FileFormat::Jpeg},
                                                   {".jpeg", FileFormat::Jpeg},
                                                   {".tif", FileFormat::Tiff},
                                                   {".tiff", FileFormat::Tiff},
                                                   {".webp", FileFormat::WebP}}};

/// The first bytes of other kinds of files, so that an error can name the kind.
struct Foreign {
    std::size_t offset;
    std::string_view magic;
    std::string_view name;
};
constexpr std::array<Foreign, 15> kForeign = {{{4, "ftypheic"sv, "HEIC"},
                                               {4, "ftypheix"sv, "HEIC"},
                                               {4, "ftypmif1"sv, "HEIF"},
                                               {4, "ftypavif"sv, "AVIF"},
                                               {4, "ftypcrx"sv, "CR3 raw"},
                                               {0, "\xff\x0a"sv, "JPEG XL"},
                                               {0, "\0\0\0\x0cJXL "sv, "JPEG XL"},
                                               {0, "\0\0\0\x0cjP  "sv, "JPEG 2000"},
                                               {0, "GIF8"sv, "GIF"},
                                               {0, "BM"sv, "BMP"},
                                               {0, "8BPS"sv, "Photoshop"},
                                               {0, "%PDF"sv, "PDF"},
                                               {0, "%!PS"sv, "PostScript"},
                                               {0, "v/1\x01"sv, "OpenEXR"},
                                               {0, "<svg"sv, "SVG"}}};

bool startsWith(io::ByteView file, std::string_view magic, std::size_t offset = 0) {
    return file.size() >= offset + magic.size() &&
           std::equal(magic.begin(), magic.end(), file.begin() + static_cast<std::ptrdiff_t>(offset),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

io::Decoded decode(io::ByteView file) {
    if (startsWith(file, "\x89PNG\r\n\x1a\n"sv)) return io::decodePng(file);
    if (startsWith(file, "\xff\xd8\xff"sv)) return io::decodeJpeg(file);
    if (startsWith(file, "II*\0"sv) || startsWith(file, "MM\0*"sv) || startsWith(file, "II+\0"sv) ||
        startsWith(file, "MM\0+"sv)) {
        return io::decodeTiff(file);
    }
    if (startsWith(file, "RIFF"sv) && startsWith(file, "WEBP"sv, 8)) return io::decodeWebP(file);
    for (const Foreign& foreign : kForeign) {
        if (startsWith(file, foreign.magic, foreign.offset)) {
            throw io::Fault(
                {LACUNA_CAUSE("Causes", "%1 files aren't supported; PNG, JPEG, TIFF and WebP are"),
                 {std::string(foreign.name)}});
        }
    }
    throw io::Fault(LACUNA_CAUSE("Causes", "it isn't a PNG, JPEG, TIFF or WebP picture"));
}

/// The photograph, reduced to what the format can hold.
Photograph adapted(const Photograph& photo, FileFormat format) {
    const bool shallow = format == FileFormat::Jpeg || format == FileFormat::WebP;
    Photograph out;
    out.format = format;
    out.quality = std::clamp(photo.quality, 1, 100);
    const bool plausible = photo.pixelsPerInch > 0 && photo.pixelsPerInch < kMaxPixelsPerInch;
    out.pixelsPerInch = plausible ? photo.pixelsPerInch : 0;
    out.pixels = shallow ? photo.pixels.converted(Depth::UInt8) : photo.pixels;
    if (format != FileFormat::Jpeg)
        out.alpha = photo.alpha.isEmpty() ? ImageBuffer() : photo.alpha.converted(out.pixels.depth());
    out.metadata = photo.metadata;
    if (!out.metadata.icc.empty() && !io::isProfile(out.metadata.icc)) {
        log::warning("the photograph's colour profile is damaged and was left out");
        out.metadata.icc.clear();
    }
    if (format == FileFormat::WebP) out.metadata.xmp = io::xmpWithIptc(photo.metadata);
    out.metadata.exif = io::exifForWriting(out, format == FileFormat::WebP);
    return out;
}

io::Bytes encode(const Photograph& photo) {
    switch (photo.format) {
        case FileFormat::Png:
            return io::encodePng(photo);
        case FileFormat::Jpeg:
            return io::encodeJpeg(photo);
        case FileFormat::Tiff:
            return io::encodeTiff(photo);
        case FileFormat::WebP:
            return io::encodeWebP(photo);
    }
    return {};
}

FileFormat requiredFormat(const std::filesystem::path& path) {
    if (const auto format = formatForPath(path)) return *format;
    const std::string extension = path.extension().string();
    const char* known = LACUNA_CAUSE(
        "Causes", "“%1” is an unsupported file type; .png, .jpg, .jpeg, .tif, .tiff and .webp are supported");
    const char* none =
        LACUNA_CAUSE("Causes", "its name has no file type; add .png, .jpg, .jpeg, .tif, .tiff or .webp");
    throw CausedError(ErrorCode::OutputFile, path.string(),
                      extension.empty() ? Cause(none) : Cause(known, {extension}));
}

}  // namespace

Photograph readPhotograph(const std::filesystem::path& path) {
    try {
        return decodePhotograph(readFile(path), path.string());
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, path.string(), "there isn't enough memory to read it");
    }
}

Photograph decodePhotograph(std::span<const std::uint8_t> file, const std::string& name) {
    try {
        io::Decoded decoded = decode(file);
        Photograph photo = std::move(decoded.photo);
        io::ReadMetadata metadata = io::readMetadata(file, photo.metadata.xmp);
        metadata.blocks.icc = std::move(photo.metadata.icc);
        photo.metadata = std::move(metadata.blocks);
        if (photo.pixelsPerInch <= 0) photo.pixelsPerInch = metadata.pixelsPerInch;
        const int orientation = decoded.orientation != 1 ? decoded.orientation : metadata.orientation;
        if (orientation != 1) {
            photo.pixels = io::upright(photo.pixels, orientation);
            photo.alpha = io::upright(photo.alpha, orientation);
        }
        return photo;
    } catch (const io::Fault& fault) {
        throw CausedError(ErrorCode::InputFile, name, fault.cause());
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, name, "there isn't enough memory to read it");
    }
}

void writePhotograph(const Photograph& photo, const std::filesystem::path& path) {
    const FileFormat format = requiredFormat(path);
    writeFile(path, encodePhotograph(photo, format, path.string()));
}

std::vector<std::uint8_t> encodePhotograph(const Photograph& photo, FileFormat format,
                                           const std::string& name) {
    assert(!photo.pixels.isEmpty());
    assert(photo.alpha.isEmpty() ||
           (photo.alpha.width() == photo.pixels.width() && photo.alpha.height() == photo.pixels.height()));
    try {
        return encode(adapted(photo, format));
    } catch (const io::Fault& fault) {
        throw CausedError(ErrorCode::OutputFile, name, fault.cause());
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, name, "there isn't enough memory to write it");
    }
}

std::optional<FileFormat> formatForPath(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    const auto* found = std::find_if(kExtensions.begin(), kExtensions.end(),
                                     [&](const Extension& known) { return known.name == extension; });
    if (found == kExtensions.end()) return std::nullopt;
    return found->format;
}

ImageBuffer readMask(const std::filesystem::path& path) {
    return toGrey(readPhotograph(path).pixels).converted(Depth::UInt8);
}

void writeMask(const ImageBuffer& mask, const std::filesystem::path& path) {
    if (formatForPath(path) == FileFormat::Jpeg) {
        throw CausedError(
            ErrorCode::OutputFile, path.string(),
            LACUNA_CAUSE("Causes", "a JPEG would blur the mask; PNG, TIFF and WebP keep it exact"));
    }
    Photograph photo;
    photo.pixels = mask;
    photo.quality = 100;
    writePhotograph(photo, path);
}

}  // namespace lacuna
