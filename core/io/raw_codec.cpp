// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/format_rows.h"
#include "core/io/tiff_directory.h"

#include <libraw/libraw.h>
#include <memory>

// Cameras' raw files, developed by LibRaw: at half size (each 2 × 2 of the sensor's mosaic is a pixel, so
// that nothing is invented), with the white balance as shot, in 16-bit sRGB. Only read.
namespace lacuna::io {
namespace {

using namespace std::string_view_literals;

void require(int status) {
    if (status == LIBRAW_SUCCESS) return;
    if (status == LIBRAW_UNSUFFICIENT_MEMORY) throw std::bad_alloc();
    throw Fault({LACUNA_CAUSE("Causes", "the raw file can't be developed (%1)"), {libraw_strerror(status)}});
}

/// Raw files that begin as a TIFF are told from one by what their first directory says.
bool isRaw(ByteView file) {
    for (const auto& magic :
         {"FUJIFILMCCD-RAW"sv, "IIRO"sv, "IIRS"sv, "MMOR"sv, "IIU\0"sv, "\0MRM"sv, "FOVb"sv}) {
        if (hasMagic(file, magic)) return true;
    }
    if (hasMagic(file, "ftypcrx ", 4)) return true;
    if (!hasMagic(file, "II*\0"sv) && !hasMagic(file, "MM\0*"sv)) return false;
    constexpr std::size_t kCanonAt = 8;
    return hasMagic(file, "CR", kCanonAt) || tiff::isRawDirectory(file);
}

Decoded decodeRaw(ByteView file, const ReadOptions&) {
    const auto raw = std::make_unique<LibRaw>();  // too large for a stack
    libraw_output_params_t& params = raw->imgdata.params;
    params.half_size = 1;
    params.use_camera_wb = 1;
    params.output_color = 1;  // sRGB
    params.output_bps = 16;
    params.no_auto_bright = 1;
    params.gamm[0] = 1 / 2.4;
    params.gamm[1] = 12.92;
    params.max_raw_memory_mb = 2048;
    // LibRaw only reads, but its interface isn't const-correct.
    require(raw->open_buffer(const_cast<std::uint8_t*>(file.data()), file.size()));
    checkSize(raw->imgdata.sizes.raw_width, raw->imgdata.sizes.raw_height, 4, 2);
    require(raw->unpack());
    require(raw->dcraw_process());
    int status = LIBRAW_SUCCESS;
    const std::unique_ptr<libraw_processed_image_t, decltype(&LibRaw::dcraw_clear_mem)> image(
        raw->dcraw_make_mem_image(&status), &LibRaw::dcraw_clear_mem);
    require(status);
    if (!image || image->type != LIBRAW_IMAGE_BITMAP || image->bits != 16 ||
        (image->colors != 1 && image->colors != 3)) {
        throw Fault(LACUNA_CAUSE("Causes", "the raw file has colours that aren't supported"));
    }
    checkSize(image->width, image->height, 4, 2);
    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Tiff;
    photo.pixels = ImageBuffer(image->width, image->height, image->colors, Depth::UInt16);
    if (image->data_size < photo.pixels.byteCount())
        throw Fault(LACUNA_CAUSE("Causes", "the raw file is damaged"));
    std::copy_n(reinterpret_cast<const std::byte*>(image->data), photo.pixels.byteCount(),
                photo.pixels.data());
    out.orientation = 1;  // LibRaw has turned it
    photo.notes.push_back({.code = NoteCode::DevelopedRaw});
    return out;
}

}  // namespace

FormatRow rawFormat() {
    FormatRow row;
    row.name = "camera raw";
    row.format = FileFormat::Tiff;
    row.extensions = {".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".orf", ".rw2", ".pef", ".srw"};
    row.recognises = isRaw;
    row.decode = decodeRaw;
    return row;
}

}  // namespace lacuna::io
