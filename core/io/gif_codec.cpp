// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/byte_reader.h"
#include "core/io/format_rows.h"
#include "core/io/png_chunks.h"

#include <array>

// GIF87a and GIF89a: the first frame on its canvas. Only read.
namespace lacuna::io {
namespace {

using Palette = std::vector<std::array<std::uint8_t, 3>>;

constexpr std::uint8_t kExtension = 0x21, kFrame = 0x2c, kEnd = 0x3b;
constexpr std::uint8_t kGraphicControl = 0xf9, kApplication = 0xff, kComment = 0xfe;

Palette readPalette(ByteReader& reader, std::uint8_t flags) {
    Palette out;
    if ((flags & 0x80) == 0) return out;
    const std::size_t count = std::size_t{2} << (flags & 7);
    for (std::size_t i = 0; i < count; ++i) {
        const ByteView rgb = reader.take(3);
        out.push_back({rgb[0], rgb[1], rgb[2]});
    }
    return out;
}

/// Blocks of up to 255 bytes, joined; `complete` becomes false if the file ends before the empty block.
Bytes readBlocks(ByteReader& reader, bool& complete) {
    Bytes out;
    complete = false;
    while (reader.left() > 0) {
        const std::size_t length = reader.byte();
        if (length == 0) {
            complete = true;
            break;
        }
        const ByteView block = reader.take(std::min(length, reader.left()));
        out.insert(out.end(), block.begin(), block.end());
        if (block.size() < length) break;
    }
    return out;
}

/// GIF's variant of LZW: codes of growing width, least significant bit first. Returns at most `wanted`
/// indices.
Bytes unpacked(const Bytes& packed, int startBits, std::size_t wanted) {
    constexpr int kMostCodes = 4096;
    struct Entry {
        std::int16_t before;
        std::uint8_t last;
        std::uint8_t first;
        std::uint16_t length;
    };
    std::array<Entry, kMostCodes> table{};
    const int clear = 1 << startBits, end = clear + 1;
    for (int i = 0; i < clear; ++i)
        table[static_cast<std::size_t>(i)] = {-1, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i),
                                              1};
    Bytes out;
    out.reserve(std::min(wanted, packed.size() * 64));
    int next = end + 1, bits = startBits + 1, before = -1, held = 0;
    std::uint32_t buffer = 0;
    for (const std::uint8_t byte : packed) {
        buffer |= static_cast<std::uint32_t>(byte) << held;
        held += 8;
        while (held >= bits) {
            const int code = static_cast<int>(buffer & ((1U << bits) - 1));
            buffer >>= bits;
            held -= bits;
            if (code == end || out.size() >= wanted) return out;
            if (code == clear) {
                next = end + 1;
                bits = startBits + 1;
                before = -1;
                continue;
            }
            // A code may be the one that is made by it: the one before, and its own first index again.
            if (code > next || (code == next && before < 0) || (code >= clear && code <= end)) return out;
            const bool isNew = code == next;
            if (before >= 0 && next < kMostCodes) {
                const Entry& old = table[static_cast<std::size_t>(before)];
                const std::uint8_t last = isNew ? old.first : table[static_cast<std::size_t>(code)].first;
                table[static_cast<std::size_t>(next)] = {static_cast<std::int16_t>(before), last, old.first,
                                                         static_cast<std::uint16_t>(old.length + 1)};
                ++next;
                if (next == 1 << bits && bits < 12) ++bits;
            } else if (isNew) {
                return out;
            }
            const std::size_t length = table[static_cast<std::size_t>(code)].length;
            out.resize(out.size() + length);
            std::size_t at = out.size();
            for (int walk = code; walk >= 0; walk = table[static_cast<std::size_t>(walk)].before)
                out[--at] = table[static_cast<std::size_t>(walk)].last;
            before = code;
        }
    }
    return out;
}

/// The row of the picture that the file's row `i` is.
int interlacedRow(int i, int height) {
    constexpr int kStart[4] = {0, 4, 2, 1}, kStep[4] = {8, 8, 4, 2};
    for (int pass = 0; pass < 4; ++pass) {
        const int rows = (height - kStart[pass] + kStep[pass] - 1) / kStep[pass];
        if (i < rows) return kStart[pass] + i * kStep[pass];
        i -= std::max(rows, 0);
    }
    return height - 1;
}

struct Canvas {
    int width = 0;
    int height = 0;
    Palette palette;
    int transparent = -1;  ///< index
};

/// Draws the frame that follows. Returns whether it covers the whole canvas with no hole.
bool drawFrame(ByteReader& reader, const Canvas& canvas, const ReadOptions& options, Photograph& photo) {
    const int left = reader.little16(), top = reader.little16();
    const int width = reader.little16(), height = reader.little16();
    const std::uint8_t flags = reader.byte();
    if (width < 1 || height < 1 || left + width > canvas.width || top + height > canvas.height)
        throw Fault(LACUNA_CAUSE("Causes", "it is damaged: its picture lies outside of its canvas"));
    Palette palette = readPalette(reader, flags);
    if (palette.empty()) palette = canvas.palette;
    if (palette.empty()) throw Fault(LACUNA_CAUSE("Causes", "it is damaged: it has no colours"));
    const int startBits = reader.byte();
    if (startBits < 1 || startBits > 8)
        throw Fault(LACUNA_CAUSE("Causes", "it is damaged: its codes have no width"));
    bool complete = false;
    const Bytes packed = readBlocks(reader, complete);
    const auto wanted = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    const Bytes indices = unpacked(packed, startBits, wanted);
    if (indices.size() < wanted && complete && !options.partial)
        throw Fault(LACUNA_CAUSE("Causes", "its picture data is damaged"));
    const int rows = static_cast<int>(indices.size() / static_cast<std::size_t>(width));
    if (rows < height && (!options.partial || rows == 0))
        throw Fault(LACUNA_CAUSE("Causes", "it is cut off"));

    bool solid = width == canvas.width && height == canvas.height;
    for (int i = 0; i < height; ++i) {
        const int y = top + ((flags & 0x40) != 0 ? interlacedRow(i, height) : i);
        if (i >= rows) {
            markMissing(photo, y, 1);
            continue;
        }
        auto* to = photo.pixels.row<std::uint8_t>(y) + left * 3;
        auto* alpha = photo.alpha.row<std::uint8_t>(y) + left;
        const auto* from = indices.data() + static_cast<std::size_t>(i) * static_cast<std::size_t>(width);
        for (int x = 0; x < width; ++x, to += 3) {
            const std::size_t index = from[x];
            if (index < palette.size()) std::copy_n(palette[index].begin(), 3, to);
            alpha[x] = static_cast<int>(index) == canvas.transparent ? 0 : 255;
            solid = solid && alpha[x] == 255;
        }
    }
    return solid;
}

/// What an extension holds for a program. `data`: its blocks, joined; `whole`: the same with their lengths.
void readApplication(const Bytes& data, ByteView whole, Photograph& photo) {
    constexpr std::size_t kName = 11, kTrailer = 258;  // the trailer lets any program skip an XMP packet
    if (data.size() < kName) return;
    const std::string name(data.begin(), data.begin() + kName);
    if (name == "XMP DataXMP" && whole.size() > 1 + kName + kTrailer) {
        const ByteView packet = whole.subspan(1 + kName, whole.size() - 1 - kName - kTrailer);
        photo.metadata.xmp.assign(packet.begin(), packet.end());
    } else if (name == "ICCRGBG1012") {
        photo.metadata.icc.assign(data.begin() + kName, data.end());
    } else if (name != "NETSCAPE2.0" && name != "ANIMEXTS1.0") {  // how often to repeat
        photo.notes.push_back({.code = NoteCode::MetadataLeftOut, .text = "GIF " + name});
    }
}

Decoded decodeGif(ByteView file, const ReadOptions& options) {
    ByteReader reader(file);
    reader.skip(6);  // the signature
    Canvas canvas;
    canvas.width = reader.little16();
    canvas.height = reader.little16();
    const std::uint8_t flags = reader.byte();
    reader.skip(1);  // the background, which no program heeds
    const int aspect = reader.byte();
    canvas.palette = readPalette(reader, flags);
    checkSize(static_cast<std::uint64_t>(canvas.width), static_cast<std::uint64_t>(canvas.height), 4, 1);
    // A code of 12 bits stands for at most 4096 pixels.
    checkRatio(static_cast<std::uint64_t>(canvas.width) * static_cast<std::uint64_t>(canvas.height),
               file.size(), 4096, options.partial);

    Decoded out;
    out.ownMetadata = true;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Png;
    if (aspect != 0) {
        // Width : height of a pixel is (aspect + 15) / 64; a resolution is the reverse.
        photo.pixelSize.ratioAcross = 64;
        photo.pixelSize.ratioDown = static_cast<std::uint32_t>(aspect + 15);
    }
    bool drawn = false;
    for (;;) {
        if (drawn && reader.left() == 0) break;  // a missing end costs nothing
        const std::uint8_t kind = reader.byte();
        if (kind == kEnd) break;
        bool complete = false;
        if (kind == kExtension) {
            const std::uint8_t label = reader.byte();
            const std::size_t begin = reader.position();
            const Bytes data = readBlocks(reader, complete);
            if (!drawn && label == kGraphicControl && data.size() >= 4 && (data[0] & 1) != 0)
                canvas.transparent = data[3];
            if (label == kComment)
                photo.metadata.blocks.push_back(png::commentChunk({data.begin(), data.end()}));
            if (label == kApplication)
                readApplication(data, file.subspan(begin, reader.position() - begin), photo);
        } else if (kind == kFrame && !drawn) {
            photo.pixels = ImageBuffer(canvas.width, canvas.height, 3, Depth::UInt8);
            photo.alpha = ImageBuffer(canvas.width, canvas.height, 1, Depth::UInt8);
            if (drawFrame(reader, canvas, options, photo)) photo.alpha = ImageBuffer();
            drawn = true;
            if (!photo.missing.isEmpty()) break;
        } else if (kind == kFrame) {
            photo.notes.push_back({.code = NoteCode::FirstFrame});
            break;
        } else if (drawn) {
            break;  // rubbish behind the picture
        } else {
            throw Fault(LACUNA_CAUSE("Causes", "it is damaged: it has a block of unknown kind"));
        }
    }
    if (!drawn) throw Fault(LACUNA_CAUSE("Causes", "it holds no picture"));
    return out;
}

}  // namespace

FormatRow gifFormat() {
    FormatRow row;
    row.name = "GIF";
    row.extensions = {".gif"};
    row.recognises = [](ByteView file) { return hasMagic(file, "GIF87a") || hasMagic(file, "GIF89a"); };
    row.decode = decodeGif;
    return row;
}

}  // namespace lacuna::io
