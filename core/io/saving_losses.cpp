// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/saving_losses.h"

#include "core/base/cause.h"
#include "core/base/joined.h"
#include "core/io/codec.h"
#include "core/io/colour.h"
#include "core/io/formats.h"
#include "core/io/jpeg_blocks.h"
#include "core/io/jpeg_segments.h"
#include "core/io/shared_blocks.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <system_error>

namespace lacuna {
namespace {

namespace fs = std::filesystem;

constexpr auto kNoFile = "there is no file to take blocks from";

/// What reading has lost; other notes of the reader are no matter of saving.
bool isLoss(const Note& note) {
    constexpr auto kOthers = std::to_array<NoteCode>(
        {NoteCode::CutOff, NoteCode::CoarsePicture, NoteCode::AssumedInks, NoteCode::DevelopedRaw});
    return std::find(kOthers.begin(), kOthers.end(), note.code) == kOthers.end();
}

/// The kinds of blocks that another format can't hold, and "ICC" for a profile that a PNG can't: a grey one
/// needs a profile for grey.
std::string blocksLeftOut(const Photograph& photo, FileFormat format) {
    // What the colour profile or the format's own rules say anyway.
    constexpr auto kImplied = std::to_array<std::string_view>({"sRGB", "gAMA", "cHRM", "sBIT", "thmb"});
    std::vector<std::string> kinds;
    if (format == FileFormat::Png && !io::fitsChannels(photo.metadata.icc, photo.pixels.channels()))
        kinds.emplace_back("ICC");
    for (const FormatBlock& block : photo.metadata.blocks) {
        if (io::blockFor(block, format) ||
            std::find(kImplied.begin(), kImplied.end(), block.kind) != kImplied.end()) {
            continue;
        }
        const io::FormatRow* row = io::writerOf(block.format);
        const std::string kind = std::string(row ? row->name : "") + " " + block.kind;
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
    }
    return joined(kinds, ", ");
}

void requirePagesKept(const Photograph& photo, const fs::path& original, const fs::path& target) {
    std::error_code fault;
    if (photo.pages <= 1 || original.empty() || !fs::equivalent(original, target, fault)) return;
    throw CausedError(
        ErrorCode::OutputFile, target.string(),
        {LACUNA_CAUSE("Causes", "the file has %1 pages, of which only one would remain; choose another name"),
         {std::to_string(photo.pages)}});
}

}  // namespace

void requireFits(const io::FormatRow& row, std::int64_t width, std::int64_t height, int samples, Depth depth,
                 const std::string& name) {
    const std::string across = std::to_string(width), down = std::to_string(height);
    if (width > row.maxSide || height > row.maxSide) {
        throw CausedError(
            ErrorCode::OutputFile, name,
            {LACUNA_CAUSE("Causes",
                          "the result has %1 × %2 pixels, but no side of a %3 can have more than %4"),
             {across, down, row.name, std::to_string(row.maxSide)}});
    }
    const auto bytes = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) *
                       static_cast<std::uint64_t>(samples) * (depth == Depth::UInt16 ? 2U : 1U);
    if (bytes > row.maxBytes) {
        throw CausedError(ErrorCode::OutputFile, name,
                          {LACUNA_CAUSE("Causes", "the result has %1 × %2 pixels, more than fit into a %3"),
                           {across, down, row.name}});
    }
}

bool keepsExtras(const Photograph& photo, const ImageBuffer& pixels) {
    return std::all_of(photo.extras.begin(), photo.extras.end(), [&](const ImageBuffer& plane) {
        return plane.width() == pixels.width() && plane.height() == pixels.height();
    });
}

namespace {

/// `original`: the path of the photograph's file, empty if there is none. `obstacle` says why a JPEG can't
/// keep the original's blocks.
std::vector<Note> lossesOf(const Photograph& photo, bool keepsUnmasked, const fs::path& original,
                           const fs::path& target, const ResultShape& shape,
                           const std::function<std::string()>& obstacle) {
    const std::optional<FileFormat> format = formatForPath(target);
    if (!format) return {};
    const io::FormatRow& row = *io::writerOf(*format);
    const Depth depth = shape.depth.value_or(photo.pixels.depth());
    const int samples = photo.pixels.channels() + (photo.alpha.isEmpty() || !row.alpha ? 0 : 1);
    requireFits(row, std::int64_t{photo.pixels.width()} * shape.scale,
                std::int64_t{photo.pixels.height()} * shape.scale, samples,
                row.sixteenBits ? depth : Depth::UInt8, target.string());
    requirePagesKept(photo, original, target);

    std::vector<Note> losses;
    std::copy_if(photo.notes.begin(), photo.notes.end(), std::back_inserter(losses), isLoss);
    if (!row.alpha && !photo.alpha.isEmpty()) losses.push_back({.code = NoteCode::NoTransparency});
    if (!row.sixteenBits && depth == Depth::UInt16) losses.push_back({.code = NoteCode::EightBits});
    if (row.sixteenBits && row.mostBits < 16 && depth == Depth::UInt16)
        losses.push_back({.code = NoteCode::FewerBits, .text = std::to_string(row.mostBits)});
    if (!photo.extras.empty() &&
        (*format != FileFormat::Tiff || shape.scale != 1 || !keepsExtras(photo, photo.pixels))) {
        losses.push_back({.code = NoteCode::ExtraChannels});
    }
    if (!photo.metadata.icc.empty() && !io::isProfile(photo.metadata.icc))
        losses.push_back({.code = NoteCode::DamagedProfile});
    if (std::string kinds = blocksLeftOut(photo, *format); !kinds.empty())
        losses.push_back({.code = NoteCode::MetadataLeftOut, .text = std::move(kinds)});
    if (*format == FileFormat::Jpeg) {
        const std::vector<std::string> large = io::jpeg::tooLarge(photo.metadata);
        if (!large.empty())
            losses.push_back({.code = NoteCode::MetadataTooLarge, .text = joined(large, ", ")});
    }
    if (!keepsUnmasked) return losses;
    if (*format == FileFormat::Jpeg) {
        std::string reason;
        try {
            reason = obstacle();
        } catch (const Error& error) {
            reason = error.detail();
        }
        if (!reason.empty()) losses.push_back({.code = NoteCode::Reencodes, .text = "JPEG, " + reason});
    } else if (!row.alwaysLossless && (photo.quality < 100 || !row.losslessAt100)) {
        losses.push_back({.code = NoteCode::Reencodes,
                          .text = row.losslessAt100
                                      ? "lossy " + std::string(row.name) + "; --quality 100 keeps them"
                                      : row.name});
    }
    return losses;
}

}  // namespace

std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked, const OriginalBytes* original,
                               const fs::path& target, const ResultShape& shape) {
    return lossesOf(photo, keepsUnmasked, original ? original->name : std::string(), target, shape, [&] {
        return original ? obstacleToKeepingBlocks(photo, *original, target) : std::string(kNoFile);
    });
}

std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked, const fs::path& original,
                               const fs::path& target, const ResultShape& shape) {
    return lossesOf(photo, keepsUnmasked, original, target, shape, [&] {
        return original.empty() ? std::string(kNoFile) : obstacleToKeepingBlocks(photo, original, target);
    });
}

}  // namespace lacuna
