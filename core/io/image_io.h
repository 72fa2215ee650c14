// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lacuna {

struct ReadOptions {
    int page = 1;  ///< of a file with several, from 1
    /// Read as much as there is of a truncated file, at least one row. Photograph::missing marks the rest.
    /// Without it such a file is an error.
    bool partial = false;
};

/// Reads a file of any format in core/io/formats.h, whatever its extension. Samples keep the file's depth
/// (1–8 bit as 8, 9–16 and floating-point ones as 16). Grey stays one channel; alpha is separate and not
/// premultiplied. The orientation is applied to pixels and planes, and set to 1 in the metadata. CMYK and
/// CIELab are converted to sRGB. Of an animation the first frame is read. Photograph::notes lists what isn't
/// kept. Throws Error: InputFile with path and reason; Usage ("--page") if there is no such page;
/// OutOfMemory. Any thread.
Photograph readPhotograph(const std::filesystem::path& path, const ReadOptions& options = {});

/// The same for a file in memory; `name` is the subject of errors.
Photograph decodePhotograph(std::span<const std::uint8_t> file, const std::string& name,
                            const ReadOptions& options = {});

/// Writes in the format of the extension (core/io/formats.h), whatever photo.format says, with all metadata
/// that the format can hold (savingLosses() names the rest); the EXIF states the picture's new size. Formats
/// of 8 bits get 8; formats without alpha lose it. Lossy ones use photo.quality (100 is lossless, except for
/// JPEG). WebP and the formats newer than it can't hold IPTC, which is converted to XMP. Replaces an existing
/// file completely or not at all. Throws Error: OutputFile (unknown extension, no such folder, no permission,
/// a side too long for the format …), DiskFull, OutOfMemory. Any thread.
void writePhotograph(const Photograph& photo, const std::filesystem::path& path);

/// The bytes that writePhotograph would write in that format. Throws Error OutputFile or OutOfMemory, with
/// `name` as the subject.
std::vector<std::uint8_t> encodePhotograph(const Photograph& photo, FileFormat format,
                                           const std::string& name);

/// The format that writePhotograph would use; nothing for an unknown extension.
std::optional<FileFormat> formatForPath(const std::filesystem::path& path);

/// Reads a picture as a mask: one channel, 8 bit. The mask is the picture's luma; if that marks all or
/// nothing of what isn't transparent, such as strokes of one colour on a transparent layer, it is the alpha.
/// Throws as readPhotograph, and Error MaskMismatch if colours and transparency contradict each other.
ImageBuffer readMask(const std::filesystem::path& path);

/// The same for the mask of a photograph that was read from a file, which it must fit. If the photograph's
/// orientation was applied, but the mask's own size is the one before, the mask is turned in the same way.
/// Throws as readMask; Error MaskMismatch if the sizes differ, or if both ways would fit and the mask states
/// no orientation.
ImageBuffer readMaskFor(const Photograph& photo, const std::filesystem::path& path);

/// Writes a mask (one channel) without loss: as writePhotograph, but throws Error OutputFile for a JPEG.
void writeMask(const ImageBuffer& mask, const std::filesystem::path& path);

}  // namespace lacuna
