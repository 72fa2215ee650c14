// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

// The chunks of a PNG besides those of its picture.
namespace lacuna::io::png {

struct Chunks {
    /// What no other part of PhotoMetadata keeps, and what may be copied beside new pixels, as it came.
    std::vector<FormatBlock> kept;
    std::vector<std::string> leftOut;  ///< the types of others that carry something
    bool animated = false;
    bool hasProfile = false;
    bool cutOff = false;  ///< whether the file ends before its last chunk
};

/// Reads the structure only; damaged chunks end the list.
Chunks readChunks(ByteView file);

/// A background colour (bKGD) as kept: three samples of 16 bits, most significant byte first. Empty if the
/// chunk makes no sense. `colourType` and `bits` are those of the header, `palette` holds RGB.
Bytes backgroundFrom(ByteView chunk, int colourType, int bits, ByteView palette);

/// The chunks to be written for photo.metadata.blocks, adapted to its pixels. `hasProfile`: an ICC profile
/// takes precedence over chunks that describe colours.
std::vector<FormatBlock> chunksToWrite(const Photograph& photo, bool hasProfile);

/// The comment of a file in another format, as a chunk of text.
FormatBlock commentChunk(const std::string& text);

}  // namespace lacuna::io::png
