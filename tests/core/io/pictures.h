// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lacuna::test {

/// The formulas of tests/data/io/make_fixtures.py, 24 × 16 pixels.
ImageBuffer fixturePixels(int channels, Depth depth);
ImageBuffer fixtureAlpha(Depth depth);
/// Its `narrow(bits)`, stretched to 8 bits (16 for more than 8).
ImageBuffer fixtureNarrow(int bits);
/// Its colour map of `bits` bits applied to `narrow(bits)`.
ImageBuffer fixturePalette(int bits);

/// A picture of any size with fine texture in every bit.
ImageBuffer noisyPicture(int width, int height, int channels, Depth depth);
/// A picture that a lossy format can keep well.
ImageBuffer smoothPicture(int width, int height, int channels, Depth depth);

/// EXIF with a title, camera, exposure, position and pixel dimensions; XMP, IPTC and an sRGB profile.
PhotoMetadata fullMetadata();
/// The value of an EXIF tag such as "Exif.Image.Make" in a block; "absent" where it hasn't got it.
std::string exifValue(const PhotoMetadata& metadata, const char* key);
std::string iptcValue(const PhotoMetadata& metadata, const char* key);
std::string xmpValue(const PhotoMetadata& metadata, const char* key);

/// The largest difference of two samples; −1 where size, channels or depth differ.
int largestDifference(const ImageBuffer& a, const ImageBuffer& b);

/// The PNG with a chunk after its header.
std::vector<std::uint8_t> withChunk(const std::vector<std::uint8_t>& png, const std::string& type,
                                    const std::string& data);
/// The data of all chunks of this type, in order.
std::vector<std::string> chunksOf(const std::vector<std::uint8_t>& png, const std::string& type);
/// The JPEG with a segment after its start. `marker`: 0xe0 for APP0 …, 0xfe for a comment.
std::vector<std::uint8_t> withSegment(const std::vector<std::uint8_t>& jpeg, int marker,
                                      const std::string& data);
/// The contents of all segments with this marker, in order.
std::vector<std::string> segmentsOf(const std::vector<std::uint8_t>& jpeg, int marker);
/// The names of the notes (toString()), joined by ", ".
std::string namesOf(const std::vector<Note>& notes);

/// A file of tests/data/io.
std::filesystem::path fixture(const char* name);

}  // namespace lacuna::test
