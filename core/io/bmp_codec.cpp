// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/byte_reader.h"
#include "core/io/format_rows.h"

#include <array>
#include <bit>
#include <cstdlib>

// Windows bitmaps with the headers of 12 (OS/2), 40 and more bytes. Only read.
namespace lacuna::io {
namespace {

constexpr std::uint32_t kUncompressed = 0, kRle8 = 1, kRle4 = 2, kBitFields = 3, kAlphaBitFields = 6;
constexpr double kMetresPerInch = 0.0254;

struct Header {
    int width = 0;
    int height = 0;
    bool topDown = false;
    int bits = 0;
    std::uint32_t compression = kUncompressed;
    std::array<std::uint32_t, 4> masks{};  ///< red, green, blue, alpha
    std::vector<std::array<std::uint8_t, 3>> palette;
    std::size_t pixelsAt = 0;
    std::uint32_t perMetreAcross = 0;
    std::uint32_t perMetreDown = 0;

    /// Where a profile of its own lies, counted from the header; 0: it has none.
    std::size_t profileAt = 0;
    std::size_t profileSize = 0;

    bool hasPalette() const { return bits <= 8; }
};

void readMasks(ByteReader& reader, std::uint32_t headerSize, Header& header) {
    if (header.bits == 16) header.masks = {0x7c00, 0x03e0, 0x001f, 0};
    if (header.bits == 32 || header.bits == 24) header.masks = {0xff0000, 0xff00, 0xff, 0};
    const bool stated = header.compression == kBitFields || header.compression == kAlphaBitFields;
    if (!stated) return;
    if (header.bits != 16 && header.bits != 32)
        throw Fault(LACUNA_CAUSE("Causes", "its header contradicts itself"));
    const bool hasAlpha = header.compression == kAlphaBitFields || headerSize >= 56;
    for (std::size_t i = 0; i < (hasAlpha ? 4U : 3U); ++i)
        header.masks[i] = reader.little32();
    for (const std::uint32_t mask : header.masks) {
        // A mask is one run of bits.
        const std::uint32_t shifted = mask == 0 ? 0 : mask >> std::countr_zero(mask);
        if ((shifted & (shifted + 1)) != 0)
            throw Fault(LACUNA_CAUSE("Causes", "its header contradicts itself"));
    }
}

void readPalette(ByteReader& reader, std::size_t entry, std::uint32_t colours, Header& header) {
    const std::size_t most = std::size_t{1} << header.bits;
    std::size_t count = colours == 0 || colours > most ? most : colours;
    // Some files have fewer than they say, and the pixels follow at once.
    if (header.pixelsAt > reader.position())
        count = std::min(count, (header.pixelsAt - reader.position()) / entry);
    for (std::size_t i = 0; i < count; ++i) {
        const ByteView bgr = reader.take(entry);
        header.palette.push_back({bgr[2], bgr[1], bgr[0]});
    }
    header.palette.resize(most, {0, 0, 0});
}

/// Version 5 of the header can name a profile.
void findProfile(ByteReader& reader, std::size_t start, std::uint32_t headerSize, Header& header) {
    constexpr std::uint32_t kVersion5 = 124, kEmbedded = 0x4d424544;
    constexpr std::size_t kColourSpace = 56, kProfile = 112;
    if (headerSize < kVersion5) return;
    const std::size_t before = reader.position();
    reader.seek(start + kColourSpace);
    if (reader.little32() == kEmbedded) {
        reader.seek(start + kProfile);
        header.profileAt = start + reader.little32();
        header.profileSize = reader.little32();
    }
    reader.seek(before);
}

/// Fourth bytes that mean nothing by the header but aren't all equal.
ImageBuffer furtherPlane(ByteView rows, std::size_t stride, const Header& header, int count) {
    ImageBuffer plane(header.width, header.height, 1, Depth::UInt8);
    bool isEqual = true;
    for (int i = 0; i < count; ++i) {
        auto* to = plane.row<std::uint8_t>(header.topDown ? i : header.height - 1 - i);
        for (int x = 0; x < header.width; ++x) {
            to[x] = rows[stride * static_cast<std::size_t>(i) + static_cast<std::size_t>(x) * 4 + 3];
            isEqual = isEqual && to[x] == rows[3];
        }
    }
    return isEqual ? ImageBuffer() : plane;
}

Header readHeader(ByteReader& reader) {
    Header header;
    reader.skip(10);  // "BM", sizes
    header.pixelsAt = reader.little32();
    const std::size_t start = reader.position();
    const std::uint32_t size = reader.little32();
    std::uint32_t colours = 0;
    if (size == 12) {
        header.width = reader.little16();
        header.height = reader.little16();
        reader.skip(2);
        header.bits = reader.little16();
    } else if (size >= 40 && size <= 256) {
        const auto width = static_cast<std::int32_t>(reader.little32());
        const auto height = static_cast<std::int32_t>(reader.little32());
        if (width <= 0 || height == INT32_MIN)
            throw Fault(LACUNA_CAUSE("Causes", "its header gives a size of zero pixels"));
        header.width = width;
        header.height = std::abs(height);
        header.topDown = height < 0;
        reader.skip(2);
        header.bits = reader.little16();
        header.compression = reader.little32();
        reader.skip(4);
        header.perMetreAcross = reader.little32();
        header.perMetreDown = reader.little32();
        colours = reader.little32();
        reader.skip(4);
    } else {
        throw Fault({LACUNA_CAUSE("Causes", "a BMP with a header of %1 bytes isn't supported"),
                     {std::to_string(size)}});
    }
    constexpr auto kBits = std::to_array<int>({1, 2, 4, 8, 16, 24, 32});
    if (std::find(kBits.begin(), kBits.end(), header.bits) == kBits.end())
        throw Fault(
            {LACUNA_CAUSE("Causes", "a BMP of %1 bits isn't supported"), {std::to_string(header.bits)}});
    const bool rle = (header.compression == kRle8 && header.bits == 8) ||
                     (header.compression == kRle4 && header.bits == 4);
    if (!rle && header.compression != kUncompressed && header.compression != kBitFields &&
        header.compression != kAlphaBitFields) {
        throw Fault({LACUNA_CAUSE("Causes", "a BMP of compression %1 isn't supported"),
                     {std::to_string(header.compression)}});
    }
    readMasks(reader, size, header);
    findProfile(reader, start, size, header);
    if (reader.position() < start + size) reader.seek(start + size);
    if (header.hasPalette()) readPalette(reader, size == 12 ? 3 : 4, colours, header);
    return header;
}

/// The sample under the mask, stretched to 8 bits.
std::uint8_t sampleOf(std::uint32_t pixel, std::uint32_t mask) {
    if (mask == 0) return 0;
    const int shift = std::countr_zero(mask);
    const std::uint64_t top = mask >> shift;
    return static_cast<std::uint8_t>((((pixel & mask) >> shift) * std::uint64_t{255} + top / 2) / top);
}

void readDirectRow(ByteView from, const Header& header, int y, Photograph& photo) {
    auto* to = photo.pixels.row<std::uint8_t>(y);
    auto* alpha = photo.alpha.isEmpty() ? nullptr : photo.alpha.row<std::uint8_t>(y);
    const auto bytes = static_cast<std::size_t>(header.bits / 8);
    for (std::size_t x = 0; x < static_cast<std::size_t>(header.width); ++x) {
        std::uint32_t pixel = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            pixel |= static_cast<std::uint32_t>(from[x * bytes + i]) << (8 * i);
        for (std::size_t c = 0; c < 3; ++c)
            *to++ = sampleOf(pixel, header.masks[c]);
        if (alpha) *alpha++ = sampleOf(pixel, header.masks[3]);
    }
}

void readPaletteRow(ByteView from, const Header& header, int y, Photograph& photo) {
    auto* to = photo.pixels.row<std::uint8_t>(y);
    const auto bits = static_cast<std::size_t>(header.bits);
    for (std::size_t x = 0; x < static_cast<std::size_t>(header.width); ++x) {
        const std::size_t shift = 8 - bits - x * bits % 8;
        const std::size_t index = from[x * bits / 8] >> shift & ((1U << bits) - 1);
        to = std::copy_n(header.palette[index].begin(), 3, to);
    }
}

/// Runs of equal indices, and copied ones. What a file skips stays at index 0. Returns where the runs ended
/// if they ended too early: rows from the bottom that are complete.
int readRuns(ByteReader& reader, const Header& header, Photograph& photo, bool partial) {
    const bool nibbles = header.compression == kRle4;
    int x = 0, up = 0;
    const auto put = [&](int index) {
        if (x >= header.width || up >= header.height) return;
        const auto& colour = header.palette[static_cast<std::size_t>(index)];
        std::copy_n(colour.begin(), 3, photo.pixels.row<std::uint8_t>(header.height - 1 - up) + x * 3);
        ++x;
    };
    for (int y = 0; y < header.height; ++y) {
        for (int i = 0; i < header.width; ++i)
            std::copy_n(header.palette[0].begin(), 3, photo.pixels.row<std::uint8_t>(y) + i * 3);
    }
    try {
        while (up < header.height) {
            const int count = reader.byte();
            const int value = reader.byte();
            if (count > 0) {
                for (int i = 0; i < count; ++i)
                    put(!nibbles ? value : i % 2 == 0 ? value >> 4 : value & 15);
            } else if (value == 0) {
                x = 0;
                ++up;
            } else if (value == 1) {
                break;
            } else if (value == 2) {
                x = std::min(header.width, x + reader.byte());
                up += reader.byte();
            } else {
                const std::size_t bytes =
                    nibbles ? static_cast<std::size_t>(value + 1) / 2 : static_cast<std::size_t>(value);
                const ByteView indices = reader.take((bytes + 1) / 2 * 2);
                for (int i = 0; i < value; ++i) {
                    const auto at = static_cast<std::size_t>(i);
                    put(!nibbles ? indices[at] : i % 2 == 0 ? indices[at / 2] >> 4 : indices[at / 2] & 15);
                }
            }
        }
    } catch (const Fault&) {
        if (!partial || up == 0) throw;
        return up;
    }
    return header.height;
}

Decoded decodeBmp(ByteView file, const ReadOptions& options) {
    ByteReader reader(file);
    const Header header = readHeader(reader);
    const bool hasAlpha = header.masks[3] != 0;
    checkSize(static_cast<std::uint64_t>(header.width), static_cast<std::uint64_t>(header.height), 4, 1);
    const std::size_t stride =
        (static_cast<std::size_t>(header.width) * static_cast<std::size_t>(header.bits) + 31) / 32 * 4;
    const bool rle = header.compression == kRle8 || header.compression == kRle4;
    reader.seek(header.pixelsAt);
    const auto rows = static_cast<int>(
        std::min<std::size_t>(reader.left() / stride, static_cast<std::size_t>(header.height)));
    if (!rle && rows < header.height && (!options.partial || rows == 0))
        throw Fault(LACUNA_CAUSE("Causes", "it is cut off"));
    // A run of two bytes makes at most 255 pixels; skips make none.
    const std::uint64_t height = static_cast<std::uint64_t>(header.height);
    if (rle) {
        checkRatio(static_cast<std::uint64_t>(header.width) * height, file.size(), 4096, options.partial);
    } else {
        checkRatio(stride * height, file.size(), 1, options.partial);
    }

    Decoded out;
    out.ownMetadata = true;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Png;
    photo.pixels = ImageBuffer(header.width, header.height, 3, Depth::UInt8);
    if (hasAlpha) photo.alpha = ImageBuffer(header.width, header.height, 1, Depth::UInt8);
    photo.pixelsPerInch = header.perMetreAcross * kMetresPerInch;
    if (header.perMetreDown != header.perMetreAcross)
        photo.pixelSize.perInchDown = header.perMetreDown * kMetresPerInch;
    photo.pixelSize.unit = PixelSize::Unit::Centimetre;
    if (header.profileSize > 0 && header.profileAt <= file.size() &&
        header.profileSize <= file.size() - header.profileAt) {
        const ByteView profile = file.subspan(header.profileAt, header.profileSize);
        photo.metadata.icc.assign(profile.begin(), profile.end());
    }
    if (rle) {
        const int complete = readRuns(reader, header, photo, options.partial);
        markMissing(photo, 0, header.height - complete);
        return out;
    }
    if (header.bits == 32 && header.masks[3] == 0) {
        ImageBuffer plane = furtherPlane(
            file.subspan(header.pixelsAt, stride * static_cast<std::size_t>(rows)), stride, header, rows);
        if (!plane.isEmpty()) photo.extras.push_back(std::move(plane));
    }
    for (int i = 0; i < rows; ++i) {
        const int y = header.topDown ? i : header.height - 1 - i;
        const ByteView row = reader.take(stride);
        header.hasPalette() ? readPaletteRow(row, header, y, photo) : readDirectRow(row, header, y, photo);
    }
    markMissing(photo, header.topDown ? rows : 0, header.height - rows);
    return out;
}

}  // namespace

FormatRow bmpFormat() {
    FormatRow row;
    row.name = "BMP";
    row.extensions = {".bmp", ".dib"};
    row.recognises = [](ByteView file) { return hasMagic(file, "BM"); };
    row.decode = decodeBmp;
    return row;
}

}  // namespace lacuna::io
