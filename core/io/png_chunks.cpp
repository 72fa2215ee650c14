// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/png_chunks.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace lacuna::io::png {
namespace {

constexpr std::size_t kSignature = 8;
constexpr std::size_t kAroundData = 12;  // length, type, checksum

std::uint32_t bigEndian(ByteView file, std::size_t at) {
    return static_cast<std::uint32_t>(file[at]) << 24 | static_cast<std::uint32_t>(file[at + 1]) << 16 |
           static_cast<std::uint32_t>(file[at + 2]) << 8 | file[at + 3];
}

template <std::size_t Count>
bool isOneOf(std::string_view type, const std::array<std::string_view, Count>& types) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

/// Chunks that other code reads or makes anew, or that describe only how the file stores its pixels.
bool isKnown(std::string_view type) {
    constexpr auto kTypes =
        std::to_array<std::string_view>({"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "iCCP", "pHYs", "eXIf",
                                         "hIST", "acTL", "fcTL", "fdAT", "iDOT"});
    return isOneOf(type, kTypes);
}

/// Chunks that a changed picture may keep although their names ask programs that don't know them not to.
bool isHarmless(std::string_view type) {
    constexpr auto kTypes =
        std::to_array<std::string_view>({"tIME", "bKGD", "sRGB", "gAMA", "cHRM", "sBIT", "cICP", "mDCV",
                                         "cLLI", "sTER", "oFFs", "pCAL", "sCAL"});
    return isOneOf(type, kTypes);
}

/// XMP, EXIF and IPTC in text chunks, which Exiv2 reads.
bool isMetadataText(std::string_view type, ByteView data) {
    if (type != "tEXt" && type != "zTXt" && type != "iTXt") return false;
    const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
    const std::string_view key = text.substr(0, text.find('\0'));
    constexpr auto kKeys = std::to_array<std::string_view>({"XML:com.adobe.xmp", "Raw profile type exif",
                                                            "Raw profile type APP1", "Raw profile type iptc",
                                                            "Raw profile type xmp"});
    return isOneOf(key, kKeys);
}

}  // namespace

Chunks readChunks(ByteView file) {
    Chunks out;
    out.cutOff = true;
    std::size_t at = kSignature;
    while (file.size() >= kAroundData && at <= file.size() - kAroundData) {
        const std::uint32_t length = bigEndian(file, at);
        const std::string type(file.begin() + static_cast<std::ptrdiff_t>(at + 4),
                               file.begin() + static_cast<std::ptrdiff_t>(at + 8));
        if (length > file.size() - at - kAroundData) break;
        const ByteView data = file.subspan(at + 8, length);
        at += kAroundData + length;
        if (type == "IEND") {
            out.cutOff = false;
            break;
        }
        out.animated = out.animated || type == "acTL";
        out.hasProfile = out.hasProfile || type == "iCCP";
        if (isKnown(type) || isMetadataText(type, data)) continue;
        const bool ancillary = (type[0] & 0x20) != 0;
        const bool safeToCopy = (type[3] & 0x20) != 0;
        if (ancillary && (safeToCopy || isHarmless(type))) {
            out.kept.push_back({FileFormat::Png, type, Bytes(data.begin(), data.end())});
        } else if (std::find(out.leftOut.begin(), out.leftOut.end(), type) == out.leftOut.end()) {
            out.leftOut.push_back(type);
        }
    }
    return out;
}

Bytes backgroundFrom(ByteView chunk, int colourType, int bits, ByteView palette) {
    std::array<std::uint32_t, 3> colour{};
    const std::uint32_t top = (1U << bits) - 1;
    const auto sample = [&](std::size_t i) {
        const std::uint32_t value = static_cast<std::uint32_t>(chunk[2 * i]) << 8 | chunk[2 * i + 1];
        return std::min(value, top) * 65535U / top;
    };
    constexpr int kPalette = 3, kColoured = 2;
    if (colourType == kPalette) {
        if (chunk.size() != 1 || std::size_t{chunk[0]} * 3 + 3 > palette.size()) return {};
        for (std::size_t i = 0; i < 3; ++i)
            colour[i] = palette[std::size_t{chunk[0]} * 3 + i] * 257U;
    } else if ((colourType & kColoured) != 0) {
        if (chunk.size() != 6) return {};
        colour = {sample(0), sample(1), sample(2)};
    } else {
        if (chunk.size() != 2) return {};
        colour.fill(sample(0));
    }
    Bytes out;
    for (const std::uint32_t value : colour) {
        out.push_back(static_cast<std::uint8_t>(value >> 8));
        out.push_back(static_cast<std::uint8_t>(value));
    }
    return out;
}

namespace {

/// The chunk for a picture of this kind; empty if a coloured background doesn't fit a grey picture.
Bytes backgroundChunk(const Bytes& kept, const ImageBuffer& pixels) {
    if (kept.size() != 6) return {};
    std::array<std::uint32_t, 3> colour{};
    for (std::size_t i = 0; i < 3; ++i)
        colour[i] = static_cast<std::uint32_t>(kept[2 * i]) << 8 | kept[2 * i + 1];
    const bool grey = pixels.channels() == 1;
    if (grey && (colour[0] != colour[1] || colour[1] != colour[2])) return {};
    Bytes out;
    for (std::size_t i = 0; i < (grey ? 1U : 3U); ++i) {
        const std::uint32_t value = pixels.depth() == Depth::UInt16 ? colour[i] : (colour[i] + 128) / 257;
        out.push_back(static_cast<std::uint8_t>(value >> 8));
        out.push_back(static_cast<std::uint8_t>(value));
    }
    return out;
}

}  // namespace

std::vector<FormatBlock> chunksToWrite(const Photograph& photo, bool hasProfile) {
    std::vector<FormatBlock> out;
    for (const FormatBlock& block : photo.metadata.blocks) {
        if (block.format != FileFormat::Png || block.kind.size() != 4) continue;
        // A file can't have both; gAMA and cHRM are for programs that don't know profiles.
        if (hasProfile && block.kind == "sRGB") continue;
        if (block.kind == "sBIT") {
            // Only true of the same kind of samples.
            const auto bits = static_cast<std::uint8_t>(photo.pixels.depth());
            if (block.data.size() != static_cast<std::size_t>(samplesOf(photo)) ||
                std::any_of(block.data.begin(), block.data.end(), [bits](auto n) { return n > bits; })) {
                continue;
            }
        }
        out.push_back(block);
        if (block.kind != "bKGD") continue;
        out.back().data = backgroundChunk(block.data, photo.pixels);
        if (out.back().data.empty()) out.pop_back();
    }
    return out;
}

FormatBlock commentChunk(const std::string& text) {
    using namespace std::string_literals;
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](unsigned char letter) { return letter < 128; });
    // tEXt is Latin-1, iTXt UTF-8.
    const std::string content = (ascii ? "Comment\0"s : "Comment\0\0\0\0\0"s) + text;
    return {FileFormat::Png, ascii ? "tEXt" : "iTXt", Bytes(content.begin(), content.end())};
}

}  // namespace lacuna::io::png
