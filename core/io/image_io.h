// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lacuna {

/// Reads a PNG, JPEG, TIFF or WebP, whatever its extension. Samples keep the file's depth (1–8 bit as 8, 9–16
/// as 16). Grey stays one channel; alpha is separate and not premultiplied. The EXIF orientation is applied
/// to pixels and alpha, and set to 1 in the metadata. CMYK is converted to 8-bit sRGB through the file's own
/// profile. A TIFF with several pages gives the first. A truncated or damaged picture is an error and never
/// returned in part. Throws Error: InputFile with path and reason; OutOfMemory. Any thread.
Photograph readPhotograph(const std::filesystem::path& path);

/// The same for a file in memory; `name` is the subject of errors.
Photograph decodePhotograph(std::span<const std::uint8_t> file, const std::string& name);

/// Writes in the format of the extension (.png .jpg .jpeg .tif .tiff .webp in any case), whatever
/// photo.format says, with all metadata that the format can hold; the EXIF states the picture's new size. PNG
/// and TIFF keep 16 bits; JPEG and WebP get 8. JPEG can't hold alpha and loses it. JPEG and WebP use
/// photo.quality (WebP: 100 is lossless). WebP can't hold IPTC, which is converted to XMP. Replaces an
/// existing file completely or not at all. Throws Error: OutputFile (unknown extension, no such folder, no
/// permission, a side too long for the format …), DiskFull, OutOfMemory. Any thread.
void writePhotograph(const Photograph& photo, const std::filesystem::path& path);

/// The bytes that writePhotograph would write in that format. Throws Error OutputFile or OutOfMemory, with
/// `name` as the subject.
std::vector<std::uint8_t> encodePhotograph(const Photograph& photo, FileFormat format,
                                           const std::string& name);

/// The format that writePhotograph would use; nothing for an unknown extension.
std::optional<FileFormat> formatForPath(const std::filesystem::path& path);

/// Reads a picture as a mask: its luma, one channel, 8 bit; alpha is ignored. Throws as readPhotograph.
ImageBuffer readMask(const std::filesystem::path& path);

/// Writes a mask (one channel) without loss: as writePhotograph, but throws Error OutputFile for a JPEG.
void writeMask(const ImageBuffer& mask, const std::filesystem::path& path);

}  // namespace lacuna
