// SPDX-License-Identifier: GPL-3.0-or-later
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <optional>

// jpeglib.h needs size_t and FILE declared before it.
#include <jpeglib.h>
// After jpeglib.h.
#include "core/io/codec.h"
#include "core/io/colour.h"
#include "core/io/jpeg_quality.h"
#include "core/log.h"

#include <jerror.h>

namespace lacuna::io {
namespace {

constexpr int kMaxScans = 500;              // a progressive file has about ten; thousands are an attack
constexpr std::size_t kMaxSegment = 65533;  // of a marker, after its length
constexpr int kIptcMarker = JPEG_APP0 + 13;
constexpr int kApp1 = JPEG_APP0 + 1;

struct ErrorManager {
    jpeg_error_mgr base;  // first, so that libjpeg's pointer to it is one to this
    std::jmp_buf jump;
    char text[JMSG_LENGTH_MAX + 32] = {};
};

[[noreturn]] void leave(j_common_ptr codec, const char* text) {
    auto* manager = reinterpret_cast<ErrorManager*>(codec->err);
    std::snprintf(manager->text, sizeof manager->text, "%s", text);
    std::longjmp(manager->jump, 1);
}

void onError(j_common_ptr codec) {
    char text[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, text);
    auto* manager = reinterpret_cast<ErrorManager*>(codec->err);
    std::snprintf(manager->text, sizeof manager->text, "it can't be %s (%s)",
                  codec->is_decompressor ? "decoded" : "encoded", text);
    std::longjmp(manager->jump, 1);
}

void onMessage(j_common_ptr codec, int level) {
    if (level >= 0) return;
    switch (codec->err->msg_code) {
        // libjpeg would fill the rest of the picture with grey and go on.
        case JWRN_JPEG_EOF:
            leave(codec, "it is cut off");
        case JWRN_HIT_MARKER:
        case JWRN_HUFF_BAD_CODE:
        case JWRN_ARITH_BAD_CODE:
        case JWRN_MUST_RESYNC:
            leave(codec, "its picture data is damaged or cut off");
        default:
            break;
    }
    char text[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, text);
    log::debug(text);
}

void onOutput(j_common_ptr) {}

void onProgress(j_common_ptr codec) {
    if (codec->is_decompressor && reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number > kMaxScans) {
        leave(codec, "it has too many scans");
    }
}

void prepare(ErrorManager& manager) {
    jpeg_std_error(&manager.base);
    manager.base.error_exit = onError;
    manager.base.emit_message = onMessage;
    manager.base.output_message = onOutput;
}

/// Runs libjpeg calls, which leave by longjmp. `body` must have no object with a destructor alive across
/// them.
template <typename Body>
void guarded(ErrorManager& manager, Body&& body) {
    if (setjmp(manager.jump)) throw Fault(manager.text);
    body();
}

struct Reader {
    jpeg_decompress_struct codec{};
    ErrorManager manager{};
    jpeg_progress_mgr progress{};

    Reader() {
        prepare(manager);
        codec.err = &manager.base;
        guarded(manager, [this] { jpeg_create_decompress(&codec); });
        progress.progress_monitor = onProgress;
        codec.progress = &progress;
    }
    ~Reader() { jpeg_destroy_decompress(&codec); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
};

/// libjpeg's own memory destination loses its buffer on an error, so this one fills a vector.
struct Destination {
    jpeg_destination_mgr base;  // first
    Bytes* out;
    std::uint8_t buffer[1 << 16];
};

void initDestination(j_compress_ptr codec) {
    auto* destination = reinterpret_cast<Destination*>(codec->dest);
    destination->base.next_output_byte = destination->buffer;
    destination->base.free_in_buffer = sizeof destination->buffer;
}

bool append(Bytes& target, const std::uint8_t* from, std::size_t count) noexcept {
    try {
        target.insert(target.end(), from, from + count);
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

boolean emptyDestination(j_compress_ptr codec) {
    auto* destination = reinterpret_cast<Destination*>(codec->dest);
    if (!append(*destination->out, destination->buffer, sizeof destination->buffer)) {
        leave(reinterpret_cast<j_common_ptr>(codec), "there isn't enough memory");
    }
    initDestination(codec);
    return TRUE;
}

void endDestination(j_compress_ptr codec) {
    auto* destination = reinterpret_cast<Destination*>(codec->dest);
    const std::size_t count = sizeof destination->buffer - destination->base.free_in_buffer;
    if (!append(*destination->out, destination->buffer, count)) {
        leave(reinterpret_cast<j_common_ptr>(codec), "there isn't enough memory");
    }
}

struct Writer {
    jpeg_compress_struct codec{};
    ErrorManager manager{};
    Destination destination{};

    explicit Writer(Bytes& out) {
        prepare(manager);
        codec.err = &manager.base;
        guarded(manager, [this] { jpeg_create_compress(&codec); });
        destination.out = &out;
        destination.base.init_destination = initDestination;
        destination.base.empty_output_buffer = emptyDestination;
        destination.base.term_destination = endDestination;
        codec.dest = &destination.base;
    }
    ~Writer() { jpeg_destroy_compress(&codec); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
};

Bytes profileOf(Reader& reader) {
    JOCTET* data = nullptr;
    unsigned length = 0;
    bool found = false;
    guarded(reader.manager, [&] { found = jpeg_read_icc_profile(&reader.codec, &data, &length); });
    if (!found) return {};
    const std::unique_ptr<JOCTET, decltype(&std::free)> owner(data, &std::free);
    return Bytes(data, data + length);
}

double resolutionOf(const jpeg_decompress_struct& codec) {
    if (!codec.saw_JFIF_marker || codec.X_density == 0) return 0;
    if (codec.density_unit == 1) return codec.X_density;
    if (codec.density_unit == 2) return codec.X_density * 2.54;
    return 0;
}

int qualityOf(const jpeg_decompress_struct& codec) {
    // The table that the first component (luma or grey) uses.
    const int slot = codec.comp_info[0].quant_tbl_no;
    const JQUANT_TBL* table = slot >= 0 && slot < NUM_QUANT_TBLS ? codec.quant_tbl_ptrs[slot] : nullptr;
    return table ? jpegQuality(std::span<const std::uint16_t, 64>(table->quantval, 64)) : 95;
}

void writeMarker(Writer& writer, int marker, std::string_view header, const void* data, std::size_t size,
                 const char* what) {
    if (size == 0) return;
    if (header.size() + size > kMaxSegment) {
        log::warning(std::string("the ") + what + " is too large for a JPEG and was left out");
        return;
    }
    Bytes block(header.begin(), header.end());
    const auto* from = static_cast<const std::uint8_t*>(data);
    block.insert(block.end(), from, from + size);
    guarded(writer.manager, [&] {
        jpeg_write_marker(&writer.codec, marker, block.data(), static_cast<unsigned>(block.size()));
    });
}

/// IPTC lies in a JPEG as resource 0x0404 of a Photoshop block.
Bytes photoshopResource(const Bytes& iptc) {
    if (iptc.empty()) return {};
    Bytes out{'8', 'B', 'I', 'M', 0x04, 0x04, 0, 0};
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(iptc.size() >> shift));
    out.insert(out.end(), iptc.begin(), iptc.end());
    if (iptc.size() % 2 != 0) out.push_back(0);
    return out;
}

}  // namespace

Decoded decodeJpeg(ByteView file) {
    Reader reader;
    jpeg_decompress_struct& codec = reader.codec;
    guarded(reader.manager, [&] {
        jpeg_mem_src(&codec, file.data(), static_cast<unsigned long>(file.size()));
        jpeg_save_markers(&codec, JPEG_APP0 + 2, 0xFFFF);
        jpeg_read_header(&codec, TRUE);
    });

    const bool grey = codec.jpeg_color_space == JCS_GRAYSCALE;
    const bool cmyk = codec.jpeg_color_space == JCS_CMYK || codec.jpeg_color_space == JCS_YCCK;
    if (codec.jpeg_color_space == JCS_UNKNOWN) {
        throw Fault("a JPEG of " + std::to_string(codec.num_components) +
                    " unknown channels isn't supported");
    }
    checkSize(codec.image_width, codec.image_height, cmyk ? 4 : grey ? 1 : 3, 1);
    // At best one bit per 8×8 block of the luma, with a margin for arithmetic coding.
    checkRatio(std::uint64_t{codec.image_width} * codec.image_height, file.size(), 4096);

    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Jpeg;
    photo.quality = qualityOf(codec);
    photo.pixelsPerInch = resolutionOf(codec);
    photo.metadata.icc = profileOf(reader);
    if (cmyk && photo.metadata.icc.empty()) {
        throw Fault("a CMYK JPEG without a colour profile isn't supported");
    }

    const int width = static_cast<int>(codec.image_width);
    const int height = static_cast<int>(codec.image_height);
    photo.pixels = ImageBuffer(width, height, grey ? 1 : 3, Depth::UInt8);
    codec.out_color_space = grey ? JCS_GRAYSCALE : cmyk ? JCS_CMYK : JCS_RGB;
    guarded(reader.manager, [&] { jpeg_start_decompress(&codec); });

    // Adobe's programs store CMYK inverted, and say that they wrote it by their marker.
    std::optional<CmykConverter> converter;
    if (cmyk) converter.emplace(photo.metadata.icc, Depth::UInt8, codec.saw_Adobe_marker != 0);
    std::vector<std::uint8_t> inks(cmyk ? static_cast<std::size_t>(width) * 4 : 0);
    for (int y = 0; y < height; ++y) {
        auto* target = photo.pixels.row<std::uint8_t>(y);
        JSAMPROW row = cmyk ? inks.data() : target;
        guarded(reader.manager, [&] { jpeg_read_scanlines(&codec, &row, 1); });
        if (converter) converter->convert(inks.data(), target, width);
    }
    guarded(reader.manager, [&] { jpeg_finish_decompress(&codec); });
    if (cmyk) photo.metadata.icc = srgbProfile();
    return out;
}

Bytes encodeJpeg(const Photograph& photo) {
    const ImageBuffer& pixels = photo.pixels;
    const PhotoMetadata& metadata = photo.metadata;
    if (pixels.width() > JPEG_MAX_DIMENSION || pixels.height() > JPEG_MAX_DIMENSION) {
        throw Fault("a JPEG can't have a side of more than " + std::to_string(JPEG_MAX_DIMENSION) +
                    " pixels");
    }
    Bytes out;
    Writer writer(out);
    jpeg_compress_struct& codec = writer.codec;
    guarded(writer.manager, [&] {
        codec.image_width = static_cast<JDIMENSION>(pixels.width());
        codec.image_height = static_cast<JDIMENSION>(pixels.height());
        codec.input_components = pixels.channels();
        codec.in_color_space = pixels.channels() == 3 ? JCS_RGB : JCS_GRAYSCALE;
        jpeg_set_defaults(&codec);
        jpeg_set_quality(&codec, photo.quality, TRUE);
        codec.optimize_coding = TRUE;
        // Full resolution for the colours: what was restored isn't to be blurred by the file.
        for (int c = 0; c < codec.num_components; ++c) {
            codec.comp_info[c].h_samp_factor = 1;
            codec.comp_info[c].v_samp_factor = 1;
        }
        if (photo.pixelsPerInch > 0 && photo.pixelsPerInch < 65535) {
            codec.density_unit = 1;
            codec.X_density = codec.Y_density = static_cast<UINT16>(photo.pixelsPerInch + 0.5);
        }
        jpeg_start_compress(&codec, TRUE);
    });

    using namespace std::string_view_literals;
    const Bytes iptc = photoshopResource(metadata.iptc);
    writeMarker(writer, kApp1, "Exif\0\0"sv, metadata.exif.data(), metadata.exif.size(), "EXIF");
    writeMarker(writer, kApp1, "http://ns.adobe.com/xap/1.0/\0"sv, metadata.xmp.data(), metadata.xmp.size(),
                "XMP");
    writeMarker(writer, kIptcMarker, "Photoshop 3.0\0"sv, iptc.data(), iptc.size(), "IPTC");
    if (!metadata.icc.empty()) {
        guarded(writer.manager, [&] {
            jpeg_write_icc_profile(&codec, metadata.icc.data(), static_cast<unsigned>(metadata.icc.size()));
        });
    }

    for (int y = 0; y < pixels.height(); ++y) {
        // libjpeg's interface isn't const-correct; it only reads.
        JSAMPROW row = const_cast<JSAMPROW>(pixels.row<std::uint8_t>(y));
        guarded(writer.manager, [&] { jpeg_write_scanlines(&codec, &row, 1); });
    }
    guarded(writer.manager, [&] { jpeg_finish_compress(&codec); });
    return out;
}

}  // namespace lacuna::io
