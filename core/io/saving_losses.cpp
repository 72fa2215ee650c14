// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/saving_losses.h"

#include "core/base/error.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"

namespace lacuna {
namespace {

std::string obstacle(const Photograph& photo, const std::filesystem::path& original,
                     const std::filesystem::path& target) {
    if (original.empty()) return "there is no file to take blocks from";
    try {
        return obstacleToKeepingBlocks(photo, original, target);
    } catch (const Error& error) {
        return error.detail();
    }
}

}  // namespace

std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked,
                               const std::filesystem::path& original, const std::filesystem::path& target) {
    const std::optional<FileFormat> format = formatForPath(target);
    const bool jpeg = format == FileFormat::Jpeg;
    const bool webp = format == FileFormat::WebP;
    std::vector<Note> losses;
    if (jpeg && !photo.alpha.isEmpty()) losses.push_back({.code = NoteCode::NoTransparency});
    if ((jpeg || webp) && photo.pixels.depth() == Depth::UInt16)
        losses.push_back({.code = NoteCode::EightBits});
    if (!keepsUnmasked) return losses;
    if (webp && photo.quality < 100) losses.push_back({.code = NoteCode::WebpReencodes});
    if (jpeg) {
        const std::string reason = obstacle(photo, original, target);
        if (!reason.empty()) losses.push_back({.code = NoteCode::JpegReencodes, .text = reason});
    }
    return losses;
}

}  // namespace lacuna
