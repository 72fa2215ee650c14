// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/jpeg_library.h"

#include "core/base/log.h"
#include "core/io/jpeg_quality.h"
#include "core/io/jpeg_segments.h"
#include "core/io/shared_blocks.h"

#include <algorithm>
#include <cstdlib>
#include <jerror.h>
#include <new>
#include <string_view>

namespace lacuna::io::jpeg {
namespace {

constexpr int kMaxScans = 500;  // a progressive file has about ten scans; thousands are an attack
constexpr int kIptcMarker = JPEG_APP0 + 13;
constexpr int kExifMarker = JPEG_APP0 + 1;  // and XMP

[[noreturn]] void leave(j_common_ptr codec, const char* pattern) {
    auto* manager = reinterpret_cast<ErrorManager*>(codec->err);
    manager->pattern = pattern;
    std::longjmp(manager->jump, 1);
}

void onError(j_common_ptr codec) {
    auto* manager = reinterpret_cast<ErrorManager*>(codec->err);
    if (codec->err->msg_code == JERR_BAD_PRECISION) {
        std::snprintf(manager->text, sizeof manager->text, "%d", codec->err->msg_parm.i[0]);
        leave(codec, LACUNA_CAUSE("Causes", "a JPEG of %1 bits per sample isn't supported"));
    }
    if (codec->err->msg_code == JERR_SOF_UNSUPPORTED)
        leave(codec, LACUNA_CAUSE("Causes", "a JPEG that is compressed without loss isn't supported"));
    codec->err->format_message(codec, manager->text);
    leave(codec, codec->is_decompressor ? LACUNA_CAUSE("Causes", "it can't be decoded (%1)")
                                        : LACUNA_CAUSE("Causes", "it can't be encoded (%1)"));
}

/// Whether the first scans have delivered every component's mean of each block, or do so right now.
bool hasMeans(const jpeg_decompress_struct& codec, bool& thisScan) {
    thisScan = codec.Ss == 0 && codec.Ah == 0;
    for (int c = 0; c < codec.num_components; ++c) {
        const bool inScan =
            thisScan && std::any_of(codec.cur_comp_info, codec.cur_comp_info + codec.comps_in_scan,
                                    [&](const jpeg_component_info* component) {
                                        return component == &codec.comp_info[c];
                                    });
        if (!inScan && codec.coef_bits[c][0] < 0) return false;
    }
    return true;
}

/// Notes where the intact part of the picture ends. Only the first place counts.
void noteBreak(Reader& reader) {
    if (reader.end.found) return;
    const jpeg_decompress_struct& codec = reader.codec;
    reader.end.found = true;
    if (codec.output_height == 0) return;
    if (codec.progressive_mode) {
        bool thisScan = false;
        reader.end.coarse = true;
        if (!codec.coef_bits || !hasMeans(codec, thisScan)) return;
        const auto rows = codec.input_iMCU_row * static_cast<JDIMENSION>(codec.max_v_samp_factor * DCTSIZE);
        reader.end.row =
            static_cast<int>(thisScan ? std::min(rows, codec.output_height) : codec.output_height);
    } else if (codec.comps_in_scan == codec.num_components) {
        reader.end.row = static_cast<int>(codec.output_scanline);
    }
}

void onMessage(j_common_ptr codec, int level) {
    if (level >= 0) return;
    const char* fault = nullptr;
    switch (codec->err->msg_code) {
        case JWRN_JPEG_EOF:
            fault = LACUNA_CAUSE("Causes", "it is cut off");
            break;
        case JWRN_HIT_MARKER:
        case JWRN_HUFF_BAD_CODE:
        case JWRN_ARITH_BAD_CODE:
        case JWRN_MUST_RESYNC:
            fault = LACUNA_CAUSE("Causes", "its picture data is damaged or cut off");
            break;
        default:
            break;
    }
    if (fault && codec->is_decompressor && codec->client_data) {
        auto& reader = *static_cast<Reader*>(codec->client_data);
        if (!reader.partial) leave(codec, fault);
        noteBreak(reader);
        return;
    }
    if (fault) leave(codec, fault);
    char text[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, text);
    log::debug(text);
}

void onOutput(j_common_ptr) {}

void onProgress(j_common_ptr codec) {
    if (codec->is_decompressor && reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number > kMaxScans) {
        leave(codec, LACUNA_CAUSE("Causes", "it has too many scans"));
    }
}

void prepare(ErrorManager& manager) {
    jpeg_std_error(&manager.base);
    manager.base.error_exit = onError;
    manager.base.emit_message = onMessage;
    manager.base.output_message = onOutput;
}

bool append(Bytes& target, const std::uint8_t* from, std::size_t count) noexcept {
    try {
        target.insert(target.end(), from, from + count);
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

}  // namespace

Reader::Reader(ByteView file, bool readsPart) : partial(readsPart) {
    prepare(manager);
    codec.err = &manager.base;
    codec.client_data = this;
    guarded(manager, [this] { jpeg_create_decompress(&codec); });
    progress.progress_monitor = onProgress;
    codec.progress = &progress;
    try {
        guarded(manager, [&] {
            jpeg_mem_src(&codec, file.data(), static_cast<unsigned long>(file.size()));
            for (int number = 0; number < 16; ++number)
                jpeg_save_markers(&codec, JPEG_APP0 + number, 0xFFFF);
            jpeg_save_markers(&codec, JPEG_COM, 0xFFFF);
            jpeg_read_header(&codec, TRUE);
        });
    } catch (const Fault&) {
        jpeg_destroy_decompress(&codec);  // the destructor won't run
        throw;
    }
}

Reader::~Reader() {
    jpeg_destroy_decompress(&codec);
}

int Reader::quality() const {
    // The table that the first component (luma or grey) uses.
    const int slot = codec.comp_info[0].quant_tbl_no;
    const JQUANT_TBL* table = slot >= 0 && slot < NUM_QUANT_TBLS ? codec.quant_tbl_ptrs[slot] : nullptr;
    return table ? jpegQuality(std::span<const std::uint16_t, 64>(table->quantval, 64)) : 95;
}

Writer::Writer(Bytes& out) {
    prepare(manager);
    codec.err = &manager.base;
    guarded(manager, [this] { jpeg_create_compress(&codec); });
    mDestination.out = &out;
    mDestination.base.init_destination = begin;
    mDestination.base.empty_output_buffer = empty;
    mDestination.base.term_destination = end;
    codec.dest = &mDestination.base;
}

Writer::~Writer() {
    jpeg_destroy_compress(&codec);
}

void Writer::begin(j_compress_ptr codec) {
    auto* destination = reinterpret_cast<Destination*>(codec->dest);
    destination->base.next_output_byte = destination->buffer;
    destination->base.free_in_buffer = sizeof destination->buffer;
}

boolean Writer::empty(j_compress_ptr codec) {
    auto* destination = reinterpret_cast<Destination*>(codec->dest);
    if (!append(*destination->out, destination->buffer, sizeof destination->buffer)) {
        leave(reinterpret_cast<j_common_ptr>(codec), LACUNA_CAUSE("Causes", "there isn't enough memory"));
    }
    begin(codec);
    return TRUE;
}

void Writer::end(j_compress_ptr codec) {
    auto* destination = reinterpret_cast<Destination*>(codec->dest);
    const std::size_t count = sizeof destination->buffer - destination->base.free_in_buffer;
    if (!append(*destination->out, destination->buffer, count)) {
        leave(reinterpret_cast<j_common_ptr>(codec), LACUNA_CAUSE("Causes", "there isn't enough memory"));
    }
}

void Writer::writeMarker(int marker, std::string_view header, const void* data, std::size_t size,
                         const char* what) {
    if (size == 0) return;
    if (header.size() + size > kMostInSegment) {
        log::warning(std::string("the ") + what + " is too large for a JPEG and was left out");
        return;
    }
    Bytes block(header.begin(), header.end());
    const auto* from = static_cast<const std::uint8_t*>(data);
    block.insert(block.end(), from, from + size);
    guarded(manager,
            [&] { jpeg_write_marker(&codec, marker, block.data(), static_cast<unsigned>(block.size())); });
}

void Writer::writeMetadata(const PhotoMetadata& metadata) {
    using namespace std::string_view_literals;
    const Bytes& exif = metadata.exif;
    const std::string& xmp = metadata.xmp;
    const Bytes photoshop = photoshopSegment(metadata);
    writeMarker(kExifMarker, "Exif\0\0"sv, exif.data(), exif.size(), "EXIF");
    writeMarker(kExifMarker, "http://ns.adobe.com/xap/1.0/\0"sv, xmp.data(), xmp.size(), "XMP");
    writeMarker(kIptcMarker, "Photoshop 3.0\0"sv, photoshop.data(), photoshop.size(), "IPTC");
    if (!metadata.icc.empty()) {
        guarded(manager, [&] {
            jpeg_write_icc_profile(&codec, metadata.icc.data(), static_cast<unsigned>(metadata.icc.size()));
        });
    }
    for (const FormatBlock& block : metadata.blocks) {
        if (block.format != FileFormat::Jpeg || block.kind == kPhotoshopBlock) continue;
        const int marker = block.kind == "COM" ? JPEG_COM : JPEG_APP0 + std::atoi(block.kind.c_str() + 3);
        writeMarker(marker, {}, block.data.data(), block.data.size(), block.kind.c_str());
    }
}

void Writer::writePixels(const ImageBuffer& pixels) {
    for (int y = 0; y < pixels.height(); ++y) {
        // libjpeg only reads here, but its interface isn't const-correct.
        JSAMPROW row = const_cast<JSAMPROW>(pixels.row<std::uint8_t>(y));
        guarded(manager, [&] { jpeg_write_scanlines(&codec, &row, 1); });
    }
    guarded(manager, [&] { jpeg_finish_compress(&codec); });
}

}  // namespace lacuna::io::jpeg
