// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/saving_losses.h"

#include "core/base/error.h"
#include "core/io/image_io.h"
#include "core/io/jpeg_blocks.h"

#include <functional>
#include <string>

namespace lacuna {
namespace {

constexpr auto kNoFile = "there is no file to take blocks from";

/// `obstacle` says why a JPEG can't keep the original's blocks.
std::vector<Note> lossesOf(const Photograph& photo, bool keepsUnmasked, const std::filesystem::path& target,
                           const std::function<std::string()>& obstacle) {
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
        std::string reason;
        try {
            reason = obstacle();
        } catch (const Error& error) {
            reason = error.detail();
        }
        if (!reason.empty()) losses.push_back({.code = NoteCode::JpegReencodes, .text = reason});
    }
    return losses;
}

}  // namespace

std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked, const OriginalBytes* original,
                               const std::filesystem::path& target) {
    return lossesOf(photo, keepsUnmasked, target, [&] {
        return original ? obstacleToKeepingBlocks(photo, *original, target) : std::string(kNoFile);
    });
}

std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked,
                               const std::filesystem::path& original, const std::filesystem::path& target) {
    return lossesOf(photo, keepsUnmasked, target, [&] {
        return original.empty() ? std::string(kNoFile) : obstacleToKeepingBlocks(photo, original, target);
    });
}

}  // namespace lacuna
