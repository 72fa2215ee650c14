// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/colour.h"
#include "core/io/format_rows.h"
#include "core/io/jpeg_library.h"
#include "core/io/jpeg_segments.h"

#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>

namespace lacuna::io {
namespace {

using jpeg::guarded;

constexpr double kCentimetresPerInch = 2.54;

Bytes profileOf(jpeg::Reader& reader) {
    JOCTET* data = nullptr;
    unsigned length = 0;
    bool found = false;
    guarded(reader.manager, [&] { found = jpeg_read_icc_profile(&reader.codec, &data, &length); });
    if (!found) return {};
    const std::unique_ptr<JOCTET, decltype(&std::free)> owner(data, &std::free);
    return Bytes(data, data + length);
}

void readDensity(const jpeg_decompress_struct& codec, Photograph& photo) {
    if (!codec.saw_JFIF_marker || codec.X_density == 0 || codec.Y_density == 0) return;
    const bool unequal = codec.X_density != codec.Y_density;
    if (codec.density_unit == 0) {
        if (!unequal) return;
        photo.pixelSize.ratioAcross = codec.X_density;
        photo.pixelSize.ratioDown = codec.Y_density;
        return;
    }
    const bool metric = codec.density_unit == 2;
    const double perInch = metric ? kCentimetresPerInch : 1;
    photo.pixelsPerInch = codec.X_density * perInch;
    if (unequal) photo.pixelSize.perInchDown = codec.Y_density * perInch;
    if (metric) photo.pixelSize.unit = PixelSize::Unit::Centimetre;
}

void writeDensity(const Photograph& photo, jpeg_compress_struct& codec) {
    const PixelSize& size = photo.pixelSize;
    const auto state = [&](int unit, double across, double down) {
        if (!(across >= 0.5 && down >= 0.5 && across < 65535 && down < 65535)) return;
        codec.density_unit = static_cast<UINT8>(unit);
        codec.X_density = static_cast<UINT16>(std::lround(across));
        codec.Y_density = static_cast<UINT16>(std::lround(down));
    };
    if (photo.pixelsPerInch > 0) {
        const bool metric = size.unit == PixelSize::Unit::Centimetre;
        const double perUnit = metric ? 1 / kCentimetresPerInch : 1;
        const double down = size.perInchDown > 0 ? size.perInchDown : photo.pixelsPerInch;
        state(metric ? 2 : 1, photo.pixelsPerInch * perUnit, down * perUnit);
    } else if (size.ratioAcross > 0 && size.ratioDown > 0) {
        state(0, size.ratioAcross, size.ratioDown);
    }
}

Decoded decodeJpeg(ByteView file, const ReadOptions& options) {
    jpeg::Reader reader(file, options.partial);
    jpeg_decompress_struct& codec = reader.codec;
    const bool grey = reader.isGrey();
    const bool cmyk = reader.isCmyk();
    if (codec.jpeg_color_space == JCS_UNKNOWN) {
        throw Fault({LACUNA_CAUSE("Causes", "a JPEG of %1 unknown channels isn't supported"),
                     {std::to_string(codec.num_components)}});
    }
    checkSize(codec.image_width, codec.image_height, cmyk ? 4 : grey ? 1 : 3, 1);
    // At best one bit per 8×8 block of the luma, with a margin for arithmetic coding.
    checkRatio(std::uint64_t{codec.image_width} * codec.image_height, file.size(), 4096);

    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::Jpeg;
    photo.quality = reader.quality();
    readDensity(codec, photo);
    photo.metadata.icc = profileOf(reader);
    photo.metadata.blocks = jpeg::readSegments(codec);
    photo.metadata.xmp = jpeg::xmpOf(codec);
    // Once all rows are read, libjpeg lets the segments go.
    out.hasGainMap = jpeg::announcesGainMap(codec);

    const int width = static_cast<int>(codec.image_width);
    const int height = static_cast<int>(codec.image_height);
    photo.pixels = ImageBuffer(width, height, grey ? 1 : 3, Depth::UInt8);
    codec.out_color_space = grey ? JCS_GRAYSCALE : cmyk ? JCS_CMYK : JCS_RGB;
    guarded(reader.manager, [&] { jpeg_start_decompress(&codec); });

    // Adobe's programs store CMYK inverted, and mark the file as theirs.
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
    if (reader.end.found && reader.end.row == 0)
        throw Fault(LACUNA_CAUSE("Causes", "it is cut off or damaged"));
    if (reader.end.found) {
        markMissing(photo, reader.end.row, height - reader.end.row);
        if (reader.end.coarse) photo.notes.push_back({.code = NoteCode::CoarsePicture});
    }
    if (!reader.end.found) {
        out.furtherBytes = jpeg::bytesBehind(codec);
        out.trailerIsFilm = jpeg::isFilmBehind(codec);
    }
    if (cmyk) noteInks(photo);
    return out;
}

Bytes encodeJpeg(const Photograph& photo) {
    const ImageBuffer& pixels = photo.pixels;
    Bytes out;
    jpeg::Writer writer(out);
    jpeg_compress_struct& codec = writer.codec;
    guarded(writer.manager, [&] {
        codec.image_width = static_cast<JDIMENSION>(pixels.width());
        codec.image_height = static_cast<JDIMENSION>(pixels.height());
        codec.input_components = pixels.channels();
        codec.in_color_space = pixels.channels() == 3 ? JCS_RGB : JCS_GRAYSCALE;
        jpeg_set_defaults(&codec);
        jpeg_set_quality(&codec, photo.quality, TRUE);
        codec.optimize_coding = TRUE;
        // Colours at full resolution, so that the file doesn't blur what was restored.
        for (int c = 0; c < codec.num_components; ++c) {
            codec.comp_info[c].h_samp_factor = 1;
            codec.comp_info[c].v_samp_factor = 1;
        }
        writeDensity(photo, codec);
        jpeg_start_compress(&codec, TRUE);
    });
    writer.writeMetadata(photo.metadata);
    writer.writePixels(pixels);
    return out;
}

}  // namespace

FormatRow jpegFormat() {
    FormatRow row;
    row.format = FileFormat::Jpeg;
    row.name = "JPEG";
    row.extensions = {".jpg", ".jpeg"};
    row.recognises = [](ByteView file) { return hasMagic(file, "\xff\xd8\xff"); };
    row.decode = decodeJpeg;
    row.encode = encodeJpeg;
    row.maxSide = JPEG_MAX_DIMENSION;
    row.alpha = false;
    row.sixteenBits = false;
    row.losslessAt100 = false;
    row.alwaysLossless = false;
    return row;
}

}  // namespace lacuna::io
