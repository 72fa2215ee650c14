// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/image_io.h"

#include "core/base/cause.h"
#include "core/base/joined.h"
#include "core/base/log.h"
#include "core/files/file_bytes.h"
#include "core/io/codec.h"
#include "core/io/colour.h"
#include "core/io/format_rows.h"
#include "core/io/metadata.h"
#include "core/io/orientation.h"
#include "core/io/saving_losses.h"
#include "core/io/shared_blocks.h"

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

/// The first bytes of other kinds of files, so that an error can name the kind.
struct Foreign {
    std::size_t offset;
    std::string_view magic;
    std::string_view name;
};
constexpr auto kForeign = std::to_array<Foreign>({{4, "ftypheic"sv, "HEIC"},
                                                  {4, "ftypheix"sv, "HEIC"},
                                                  {4, "ftypmif1"sv, "HEIF"},
                                                  {4, "ftypavif"sv, "AVIF"},
                                                  {4, "ftypcrx "sv, "CR3 raw"},
                                                  {0, "\xff\x0a"sv, "JPEG XL"},
                                                  {0, "\0\0\0\x0cJXL "sv, "JPEG XL"},
                                                  {0, "\0\0\0\x0cjP  "sv, "JPEG 2000"},
                                                  {0, "8BPS"sv, "Photoshop"},
                                                  {0, "%PDF"sv, "PDF"},
                                                  {0, "%!PS"sv, "PostScript"},
                                                  {0, "v/1\x01"sv, "OpenEXR"},
                                                  {0, "<svg"sv, "SVG"}});

io::Decoded decode(io::ByteView file, const ReadOptions& options) {
    for (const io::FormatRow& row : io::formats()) {
        if (row.recognises(file)) return row.decode(file, options);
    }
    for (const Foreign& foreign : kForeign) {
        if (io::hasMagic(file, foreign.magic, foreign.offset)) {
            throw io::Fault({LACUNA_CAUSE("Causes", "%1 files aren't supported; %2 are"),
                             {std::string(foreign.name), joined(readableNames(), ", ")}});
        }
    }
    throw io::Fault({LACUNA_CAUSE("Causes", "it isn't a picture in a supported format; these are: %1"),
                     {joined(readableNames(), ", ")}});
}

/// The photograph, reduced to what the format can hold.
Photograph adapted(const Photograph& photo, const io::FormatRow& row) {
    Photograph out;
    out.format = row.format;
    out.quality = std::clamp(photo.quality, 1, 100);
    const auto plausible = [](double perInch) { return perInch > 0 && perInch < kMaxPixelsPerInch; };
    out.pixelsPerInch = plausible(photo.pixelsPerInch) ? photo.pixelsPerInch : 0;
    out.pixelSize = photo.pixelSize;
    if (!plausible(out.pixelSize.perInchDown)) out.pixelSize.perInchDown = 0;
    out.pixels = row.sixteenBits ? photo.pixels : photo.pixels.converted(Depth::UInt8);
    if (row.alpha && !photo.alpha.isEmpty()) {
        out.alpha = photo.alpha.converted(out.pixels.depth());
        out.associatedAlpha = photo.associatedAlpha;
    }
    if (row.format == FileFormat::Tiff && keepsExtras(photo, photo.pixels)) {
        for (const ImageBuffer& plane : photo.extras)
            out.extras.push_back(plane.converted(out.pixels.depth()));
    }
    out.metadata = photo.metadata;
    out.metadata.blocks.clear();
    for (const FormatBlock& block : photo.metadata.blocks) {
        if (auto held = io::blockFor(block, row.format)) out.metadata.blocks.push_back(std::move(*held));
    }
    if (!out.metadata.icc.empty() && !io::isProfile(out.metadata.icc)) {
        log::warning("the photograph's colour profile is damaged and was left out");
        out.metadata.icc.clear();
    }
    if (!row.iptc) out.metadata.xmp = io::xmpWithIptc(photo.metadata);
    out.metadata.exif = io::exifForWriting(out, row);
    return out;
}

const io::FormatRow& requiredWriter(const std::filesystem::path& path) {
    if (const auto format = formatForPath(path)) return *io::writerOf(*format);
    const std::string extension = path.extension().string();
    const std::string all = joined(writableExtensions(), ", ");
    const char* known = LACUNA_CAUSE("Causes", "“%1” is an unsupported file type; %2 are supported");
    const char* none = LACUNA_CAUSE("Causes", "its name has no file type; add one of %1");
    throw CausedError(ErrorCode::OutputFile, path.string(),
                      extension.empty() ? Cause(none, {all}) : Cause(known, {extension, all}));
}

/// What is only known once the metadata have been read: what else is in the file.
void noteCompanions(const io::Decoded& decoded, const io::ReadMetadata& metadata, Photograph& photo) {
    const bool gainMap = decoded.hasGainMap || metadata.hadGainMap;
    const bool film = decoded.trailerIsFilm || metadata.hadFilm;
    if (gainMap) photo.notes.push_back({.code = NoteCode::GainMap});
    if (film) photo.notes.push_back({.code = NoteCode::MotionPhoto});
    if (decoded.furtherBytes > 0 && !gainMap && !film) {
        photo.notes.push_back(
            {.code = NoteCode::FurtherPictures, .text = std::to_string(decoded.furtherBytes)});
    }
}

void noteMissing(Photograph& photo) {
    if (photo.missing.isEmpty()) return;
    const std::byte* from = photo.missing.data();
    const auto count = std::count(from, from + photo.missing.byteCount(), std::byte{255});
    // Rounded up, so that a single row isn't nothing.
    const auto percent =
        (100 * static_cast<std::size_t>(count) + photo.missing.byteCount() - 1) / photo.missing.byteCount();
    photo.notes.insert(photo.notes.begin(),
                       {.code = NoteCode::CutOff, .text = std::to_string(percent) + " %"});
}

void turnUpright(Photograph& photo) {
    if (photo.orientation <= 1) return;
    for (ImageBuffer* plane : {&photo.pixels, &photo.alpha, &photo.missing})
        *plane = io::upright(*plane, photo.orientation);
    for (ImageBuffer& plane : photo.extras)
        plane = io::upright(plane, photo.orientation);
    if (photo.orientation < 5) return;
    PixelSize& size = photo.pixelSize;
    std::swap(size.ratioAcross, size.ratioDown);
    if (size.perInchDown > 0) std::swap(photo.pixelsPerInch, size.perInchDown);
}

}  // namespace

Photograph readPhotograph(const std::filesystem::path& path, const ReadOptions& options) {
    try {
        return decodePhotograph(readFile(path), path.string(), options);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, path.string(), "there isn't enough memory to read it");
    }
}

Photograph decodePhotograph(std::span<const std::uint8_t> file, const std::string& name,
                            const ReadOptions& options) {
    try {
        io::Decoded decoded = decode(file, options);
        if (decoded.photo.page != options.page) {
            throw Error(ErrorCode::Usage, "--page",
                        name + " has " + std::to_string(decoded.photo.pages) +
                            (decoded.photo.pages == 1 ? " page" : " pages"));
        }
        Photograph photo = std::move(decoded.photo);
        io::ReadMetadata metadata = io::readMetadata(file, photo.metadata, decoded.ownMetadata);
        metadata.kept.icc = std::move(photo.metadata.icc);
        metadata.kept.blocks = std::move(photo.metadata.blocks);
        photo.metadata = std::move(metadata.kept);
        if (photo.pixelsPerInch <= 0 && photo.pixelSize.ratioAcross == 0) {
            photo.pixelsPerInch = metadata.pixelsPerInch;
            photo.pixelSize = metadata.pixelSize;
        }
        photo.orientation = decoded.orientation > 0 ? decoded.orientation : metadata.orientation;
        if (photo.pages > 1) {
            photo.notes.push_back({.code = NoteCode::OtherPages,
                                   .text = std::to_string(photo.page) + "/" + std::to_string(photo.pages)});
        }
        noteCompanions(decoded, metadata, photo);
        noteMissing(photo);
        turnUpright(photo);
        return photo;
    } catch (const io::Fault& fault) {
        throw CausedError(ErrorCode::InputFile, name, fault.cause());
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, name, "there isn't enough memory to read it");
    }
}

void writePhotograph(const Photograph& photo, const std::filesystem::path& path) {
    writeFile(path, encodePhotograph(photo, requiredWriter(path).format, path.string()));
}

std::vector<std::uint8_t> encodePhotograph(const Photograph& photo, FileFormat format,
                                           const std::string& name) {
    assert(!photo.pixels.isEmpty());
    assert(photo.alpha.isEmpty() ||
           (photo.alpha.width() == photo.pixels.width() && photo.alpha.height() == photo.pixels.height()));
    const io::FormatRow* row = io::writerOf(format);
    if (!row)
        throw CausedError(ErrorCode::OutputFile, name,
                          LACUNA_CAUSE("Causes", "this build can't write its format"));
    requireFits(*row, photo.pixels.width(), photo.pixels.height(), io::samplesOf(photo),
                row->sixteenBits ? photo.pixels.depth() : Depth::UInt8, name);
    try {
        return row->encode(adapted(photo, *row));
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
    for (const io::FormatRow& row : io::formats()) {
        if (row.encode &&
            std::find(row.extensions.begin(), row.extensions.end(), extension) != row.extensions.end()) {
            return row.format;
        }
    }
    return std::nullopt;
}

void writeMask(const ImageBuffer& mask, const std::filesystem::path& path) {
    if (formatForPath(path) == FileFormat::Jpeg) {
        throw CausedError(
            ErrorCode::OutputFile, path.string(),
            LACUNA_CAUSE("Causes", "a JPEG would blur the mask; PNG, TIFF and WebP keep it exact"));
    }
    if (const auto format = formatForPath(path); format && !io::writerOf(*format)->losslessAt100) {
        throw CausedError(
            ErrorCode::OutputFile, path.string(),
            LACUNA_CAUSE("Causes", "its format would blur the mask; PNG, TIFF and WebP keep it exact"));
    }
    Photograph photo;
    photo.pixels = mask;
    photo.quality = 100;
    // So that readMaskFor() knows that it is upright.
    io::stateOrientation(photo.metadata, 1, true);
    writePhotograph(photo, path);
}

}  // namespace lacuna
