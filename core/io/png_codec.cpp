// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/joined.h"
#include "core/base/log.h"
#include "core/io/colour.h"
#include "core/io/format_rows.h"
#include "core/io/metadata.h"
#include "core/io/png_chunks.h"

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <memory>
#include <png.h>

namespace lacuna::io {
namespace {

constexpr double kMetresPerInch = 0.0254;
constexpr const char* kXmpKey = "XML:com.adobe.xmp";

struct Source {
    ByteView file;
    std::size_t position = 0;
    bool cutOff = false;  ///< whether the end was reached too early
};

struct Message {
    const char* pattern = "";
    char text[160] = {};  ///< libpng's own words, which stand for %1 of the pattern
};

[[noreturn]] void leave(png_structp png, const char* pattern, const char* text = "") {
    auto* message = static_cast<Message*>(png_get_error_ptr(png));
    message->pattern = pattern;
    std::snprintf(message->text, sizeof message->text, "%s", text);
    png_longjmp(png, 1);
}

void onReadError(png_structp png, png_const_charp text) {
    leave(png, LACUNA_CAUSE("Causes", "it can't be decoded (%1)"), text);
}
void onWriteError(png_structp png, png_const_charp text) {
    leave(png, LACUNA_CAUSE("Causes", "it can't be encoded (%1)"), text);
}

void onWarning(png_structp, png_const_charp text) {
    log::debug(text);
}

void readBytes(png_structp png, png_bytep to, std::size_t count) {
    auto* source = static_cast<Source*>(png_get_io_ptr(png));
    if (count > source->file.size() - source->position) {
        source->cutOff = true;
        leave(png, LACUNA_CAUSE("Causes", "it is cut off"));
    }
    std::memcpy(to, source->file.data() + source->position, count);
    source->position += count;
}

bool append(Bytes& target, const std::uint8_t* from, std::size_t count) noexcept {
    try {
        target.insert(target.end(), from, from + count);
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

void writeBytes(png_structp png, png_bytep from, std::size_t count) {
    if (!append(*static_cast<Bytes*>(png_get_io_ptr(png)), from, count))
        leave(png, LACUNA_CAUSE("Causes", "there isn't enough memory"));
}

void flushNothing(png_structp) {}

/// Runs libpng calls, whose errors leave by longjmp. `body` must not have an object with a destructor alive
/// across such calls.
template <typename Body>
void guarded(png_structp png, const Message& message, Body&& body) {
    if (setjmp(png_jmpbuf(png))) throw Fault({message.pattern, {message.text}});
    body();
}

struct Reader {
    Message message;
    png_structp png = nullptr;
    png_infop info = nullptr;

    Reader() {
        png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &message, onReadError, onWarning);
        if (png) info = png_create_info_struct(png);
    }
    ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
};

struct Writer {
    Message message;
    png_structp png = nullptr;
    png_infop info = nullptr;

    Writer() {
        png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &message, onWriteError, onWarning);
        if (png) info = png_create_info_struct(png);
    }
    ~Writer() { png_destroy_write_struct(&png, &info); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
};

/// The embedded profile, or one made from gAMA and cHRM if these differ from sRGB.
Bytes profileOf(png_structp png, png_infop info, bool grey) {
    png_charp name = nullptr;
    png_bytep profile = nullptr;
    png_uint_32 length = 0;
    int compression = 0;
    if (png_get_iCCP(png, info, &name, &compression, &profile, &length) == PNG_INFO_iCCP) {
        return Bytes(profile, profile + length);
    }
    int intent = 0;
    double gamma = 0;
    if (png_get_sRGB(png, info, &intent) || !png_get_gAMA(png, info, &gamma)) return {};
    double xy[8] = {0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06};
    png_get_cHRM(png, info, &xy[0], &xy[1], &xy[2], &xy[3], &xy[4], &xy[5], &xy[6], &xy[7]);
    return profileFromGamma(gamma, xy, grey);
}

void readResolution(png_structp png, png_infop info, Photograph& photo) {
    png_uint_32 x = 0, y = 0;
    int unit = 0;
    if (!png_get_pHYs(png, info, &x, &y, &unit) || x == 0 || y == 0) return;
    if (unit == PNG_RESOLUTION_METER) {
        // Whole pixels per inch come back whole; the rounding to metres is half of kMetresPerInch.
        const auto perInch = [](png_uint_32 perMetre) {
            const double exact = perMetre * kMetresPerInch;
            return std::abs(exact - std::round(exact)) <= kMetresPerInch / 2 ? std::round(exact) : exact;
        };
        photo.pixelsPerInch = perInch(x);
        if (y != x) photo.pixelSize.perInchDown = perInch(y);
        if (photo.pixelsPerInch != std::round(photo.pixelsPerInch))
            photo.pixelSize.unit = PixelSize::Unit::Centimetre;
    } else if (x != y) {
        photo.pixelSize.ratioAcross = x;
        photo.pixelSize.ratioDown = y;
    }
}

/// Within libpng's calls.
void writeResolution(png_structp png, png_infop info, const Photograph& photo) {
    const PixelSize& size = photo.pixelSize;
    if (photo.pixelsPerInch > 0) {
        const double down = size.perInchDown > 0 ? size.perInchDown : photo.pixelsPerInch;
        png_set_pHYs(png, info, static_cast<png_uint_32>(std::lround(photo.pixelsPerInch / kMetresPerInch)),
                     static_cast<png_uint_32>(std::lround(down / kMetresPerInch)), PNG_RESOLUTION_METER);
    } else if (size.ratioAcross > 0 && size.ratioDown > 0) {
        png_set_pHYs(png, info, size.ratioAcross, size.ratioDown, PNG_RESOLUTION_UNKNOWN);
    }
}

/// The pass of Adam7 that brings the pixel, from 0.
int passOf(int x, int y) {
    constexpr int kPasses[8][8] = {{0, 5, 3, 5, 1, 5, 3, 5}, {6, 6, 6, 6, 6, 6, 6, 6},
                                   {4, 5, 4, 5, 4, 5, 4, 5}, {6, 6, 6, 6, 6, 6, 6, 6},
                                   {2, 5, 3, 5, 2, 5, 3, 5}, {6, 6, 6, 6, 6, 6, 6, 6},
                                   {4, 5, 4, 5, 4, 5, 4, 5}, {6, 6, 6, 6, 6, 6, 6, 6}};
    return kPasses[y % 8][x % 8];
}

/// Marks what the passes up to row `y` of `pass` haven't brought. Returns whether they have brought anything.
bool markUnread(Photograph& photo, int passes, int pass, int y) {
    if (pass == 0 && y == 0) return false;
    if (passes == 1) {
        markMissing(photo, y, photo.pixels.height() - y);
        return true;
    }
    photo.missing = ImageBuffer(photo.pixels.width(), photo.pixels.height(), 1, Depth::UInt8);
    for (int row = 0; row < photo.pixels.height(); ++row) {
        auto* to = photo.missing.row<std::uint8_t>(row);
        for (int x = 0; x < photo.pixels.width(); ++x) {
            const int its = passOf(x, row);
            to[x] = its < pass || (its == pass && row < y) ? 0 : 255;
        }
    }
    return true;
}

std::string xmpOf(png_structp png, png_infop info) {
    png_textp texts = nullptr;
    const int count = png_get_text(png, info, &texts, nullptr);
    for (int i = 0; i < count; ++i) {
        const png_text& text = texts[i];
        if (std::strcmp(text.key, kXmpKey) != 0) continue;
        return std::string(text.text, text.compression > 0 ? text.itxt_length : text.text_length);
    }
    return {};
}

Decoded decodePng(ByteView file, const ReadOptions& options) {
    Source source{file};
    png::Chunks chunks = png::readChunks(file);
    Reader reader;
    if (!reader.info) throw std::bad_alloc();
    png_structp png = reader.png;
    png_infop info = reader.info;

    png_uint_32 width = 0, height = 0;
    int bits = 0, colour = 0;
    guarded(png, reader.message, [&] {
        png_set_read_fn(png, &source, readBytes);
        png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        // libpng asks for so many bytes at a time, and fails where there are fewer.
        if (options.partial && chunks.cutOff) png_set_compression_buffer_size(png, 16);
        png_read_info(png, info);
        png_get_IHDR(png, info, &width, &height, &bits, &colour, nullptr, nullptr, nullptr);
    });

    const bool transparent = png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    const bool hasAlpha = (colour & PNG_COLOR_MASK_ALPHA) != 0 || transparent;
    const int channels = (colour & PNG_COLOR_MASK_COLOR) != 0 ? 3 : 1;
    const int samples = channels + (hasAlpha ? 1 : 0);
    const Depth depth = bits == 16 ? Depth::UInt16 : Depth::UInt8;
    checkSize(width, height, samples, bits == 16 ? 2 : 1);
    const int storedSamples = colour == PNG_COLOR_TYPE_PALETTE ? 1 : samples - (transparent ? 1 : 0);
    checkRatio((std::uint64_t{width} * storedSamples * bits + 7) / 8 * height, file.size(), 1040,
               options.partial);

    int passes = 1;
    std::size_t rowBytes = 0;
    guarded(png, reader.message, [&] {
        png_set_expand(png);
        if (bits == 16) png_set_swap(png);
        passes = png_set_interlace_handling(png);
        png_read_update_info(png, info);
        rowBytes = png_get_rowbytes(png, info);
    });

    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Png;
    photo.pixels = ImageBuffer(static_cast<int>(width), static_cast<int>(height), channels, depth);
    if (hasAlpha) photo.alpha = ImageBuffer(static_cast<int>(width), static_cast<int>(height), 1, depth);
    if (rowBytes != photo.pixels.bytesPerRow() + photo.alpha.bytesPerRow())
        throw Fault(LACUNA_CAUSE("Causes", "its picture data is damaged"));

    // An interlaced picture needs all its rows at once; without alpha the result's own rows can serve.
    const bool direct = !hasAlpha;
    const std::size_t held = direct ? 0 : passes > 1 ? rowBytes * height : rowBytes;
    std::vector<std::byte> rows(held);
    int pass = 0, y = 0;
    try {
        for (pass = 0; pass < passes; ++pass) {
            for (y = 0; y < static_cast<int>(height); ++y) {
                const std::size_t offset = rowBytes * static_cast<std::size_t>(y);
                std::byte* row =
                    direct ? photo.pixels.data() + offset : rows.data() + (passes > 1 ? offset : 0);
                guarded(png, reader.message,
                        [&] { png_read_row(png, reinterpret_cast<png_bytep>(row), nullptr); });
                if (!direct && passes == 1) splitRow(row, samples, y, photo.pixels, photo.alpha);
            }
        }
        guarded(png, reader.message, [&] { png_read_end(png, info); });
    } catch (const Fault&) {
        if (!options.partial || !source.cutOff) throw;
        if (pass < passes && !markUnread(photo, passes, pass, y)) throw;
    }
    for (int line = 0; !direct && passes > 1 && line < static_cast<int>(height); ++line)
        splitRow(rows.data() + rowBytes * static_cast<std::size_t>(line), samples, line, photo.pixels,
                 photo.alpha);

    photo.metadata.icc = profileOf(png, info, channels == 1);
    photo.metadata.xmp = xmpOf(png, info);
    photo.metadata.blocks = std::move(chunks.kept);
    png_colorp palette = nullptr;
    int colours = 0;
    if (!png_get_PLTE(png, info, &palette, &colours)) colours = 0;
    std::erase_if(photo.metadata.blocks, [&](FormatBlock& block) {
        if (block.kind != "bKGD") return false;
        block.data = png::backgroundFrom(block.data, colour, bits,
                                         {reinterpret_cast<const std::uint8_t*>(palette),
                                          static_cast<std::size_t>(colours) * sizeof(png_color)});
        return block.data.empty();
    });
    readResolution(png, info, photo);
    // libpng passes over a profile that is damaged or made for another kind of colours.
    if (chunks.hasProfile && !png_get_valid(png, info, PNG_INFO_iCCP))
        photo.notes.push_back({.code = NoteCode::DamagedProfile});
    if (chunks.animated) photo.notes.push_back({.code = NoteCode::FirstFrame});
    if (!chunks.leftOut.empty()) {
        photo.notes.push_back(
            {.code = NoteCode::MetadataLeftOut, .text = "PNG " + joined(chunks.leftOut, ", PNG ")});
    }
    return out;
}

Bytes encodePng(const Photograph& photo) {
    const ImageBuffer& pixels = photo.pixels;
    const PhotoMetadata& metadata = photo.metadata;
    Bytes out;
    Writer writer;
    if (!writer.info) throw std::bad_alloc();
    png_structp png = writer.png;
    png_infop info = writer.info;

    const int bits = pixels.depth() == Depth::UInt16 ? 16 : 8;
    const int colour = (pixels.channels() == 3 ? PNG_COLOR_MASK_COLOR : 0) |
                       (photo.alpha.isEmpty() ? 0 : PNG_COLOR_MASK_ALPHA);
    Bytes exif = metadata.exif;
    std::string xmp = metadata.xmp;
    std::string iptc = rawProfile("iptc", metadata.iptc);
    std::string xmpKey = kXmpKey, iptcKey = "Raw profile type iptc", empty;

    png_text texts[2] = {};
    int textCount = 0;
    if (!xmp.empty()) {
        png_text& text = texts[textCount++];
        text.compression = PNG_ITXT_COMPRESSION_NONE;
        text.key = xmpKey.data();
        text.text = xmp.data();
        text.itxt_length = xmp.size();
        text.lang = text.lang_key = empty.data();
    }
    if (!metadata.iptc.empty()) {
        png_text& text = texts[textCount++];
        text.compression = PNG_TEXT_COMPRESSION_zTXt;
        text.key = iptcKey.data();
        text.text = iptc.data();
        text.text_length = iptc.size();
    }

    guarded(png, writer.message, [&] {
        png_set_write_fn(png, &out, writeBytes, flushNothing);
        png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        png_set_benign_errors(png, 1);
        // zlib's default level takes about two seconds longer for 12 megapixels.
        png_set_compression_level(png, 3);
        png_set_IHDR(png, info, static_cast<png_uint_32>(pixels.width()),
                     static_cast<png_uint_32>(pixels.height()), bits, colour, PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        if (!metadata.icc.empty()) {
            png_set_iCCP(png, info, "ICC profile", PNG_COMPRESSION_TYPE_BASE, metadata.icc.data(),
                         static_cast<png_uint_32>(metadata.icc.size()));
        }
        if (!exif.empty()) png_set_eXIf_1(png, info, static_cast<png_uint_32>(exif.size()), exif.data());
        if (textCount > 0) png_set_text(png, info, texts, textCount);
        writeResolution(png, info, photo);
        png_write_info(png, info);
        if (bits == 16) png_set_swap(png);
    });
    const bool hasProfile = png_get_valid(png, info, PNG_INFO_iCCP) != 0;
    if (!metadata.icc.empty() && !hasProfile)
        log::warning("the colour profile doesn't fit this kind of PNG and was left out");
    for (const FormatBlock& block : png::chunksToWrite(photo, hasProfile)) {
        guarded(png, writer.message, [&] {
            png_write_chunk(png, reinterpret_cast<png_const_bytep>(block.kind.data()), block.data.data(),
                            block.data.size());
        });
    }

    std::vector<std::byte> row(pixels.bytesPerRow() + photo.alpha.bytesPerRow());
    for (int y = 0; y < pixels.height(); ++y) {
        joinRow(photo, y, row.data());
        guarded(png, writer.message, [&] { png_write_row(png, reinterpret_cast<png_bytep>(row.data())); });
    }
    // Passing the info would make libpng 1.6 write the EXIF a second time.
    guarded(png, writer.message, [&] { png_write_end(png, nullptr); });
    return out;
}

}  // namespace

FormatRow pngFormat() {
    FormatRow row;
    row.format = FileFormat::Png;
    row.name = "PNG";
    row.extensions = {".png"};
    row.recognises = [](ByteView file) { return hasMagic(file, "\x89PNG\r\n\x1a\n"); };
    row.decode = decodePng;
    row.encode = encodePng;
    return row;
}

}  // namespace lacuna::io
