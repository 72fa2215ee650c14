// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lacuna {

/// Reads a PNG, JPEG, TIFF or WebP, whatever its name. Samples come at the file's depth (1–8 bit as 8, 9–16
/// as 16), grey stays one channel, alpha lies beside and isn't multiplied in. The EXIF orientation is applied
/// to pixels and alpha, and the metadata says so. CMYK becomes 8-bit sRGB through the file's own profile. Of
/// a TIFF with several pages the first is read. A picture that is cut off or damaged is an error, never a
/// part of it. Throws Error: InputFile with path and reason; OutOfMemory. Any thread.
Photograph readPhotograph(const std::filesystem::path& path);

/// The same of a file that is in memory; `name` is the errors' subject.
Photograph decodePhotograph(std::span<const std::uint8_t> file, const std::string& name);

/// Writes in the format that the extension names (.png .jpg .jpeg .tif .tiff .webp in any case), whatever
/// photo.format says, with all metadata that the format has a place for; the EXIF states the picture's new
/// size. PNG and TIFF keep 16 bits; JPEG and WebP get 8. JPEG can't hold alpha and loses it. JPEG and WebP
/// use photo.quality (WebP: 100 is lossless). WebP holds no IPTC, which becomes XMP there. Replaces an
/// existing file whole or not at all. Throws Error: OutputFile (unknown extension, no such folder, no
/// permission, a side too long for the format …), DiskFull, OutOfMemory. Any thread.
void writePhotograph(const Photograph& photo, const std::filesystem::path& path);

/// The bytes that writePhotograph would write in that format. Throws Error OutputFile, OutOfMemory; `name` is
/// the subject.
std::vector<std::uint8_t> encodePhotograph(const Photograph& photo, FileFormat format,
                                           const std::string& name);

/// The format that writePhotograph would use; nothing for an unknown extension.
std::optional<FileFormat> formatForPath(const std::filesystem::path& path);

/// A picture as a mask: one channel, 8 bit, its luma; alpha is ignored. Throws as readPhotograph.
ImageBuffer readMask(const std::filesystem::path& path);

/// Writes a mask (one channel) without loss: as writePhotograph, but throws Error OutputFile for a JPEG.
void writeMask(const ImageBuffer& mask, const std::filesystem::path& path);

}  // namespace lacuna
