// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/colour.h"
#include "core/io/jpeg_library.h"

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

double resolutionOf(const jpeg_decompress_struct& codec) {
    if (!codec.saw_JFIF_marker || codec.X_density == 0) return 0;
    if (codec.density_unit == 1) return codec.X_density;
    if (codec.density_unit == 2) return codec.X_density * kCentimetresPerInch;
    return 0;
}

}  // namespace

Decoded decodeJpeg(ByteView file) {
    jpeg::Reader reader(file);
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
    photo.pixelsPerInch = resolutionOf(codec);
    photo.metadata.icc = profileOf(reader);
    if (cmyk && photo.metadata.icc.empty()) {
        throw Fault(LACUNA_CAUSE("Causes", "a CMYK JPEG without a colour profile isn't supported"));
    }

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
    if (cmyk) photo.metadata.icc = srgbProfile();
    return out;
}

Bytes encodeJpeg(const Photograph& photo) {
    const ImageBuffer& pixels = photo.pixels;
    if (pixels.width() > JPEG_MAX_DIMENSION || pixels.height() > JPEG_MAX_DIMENSION) {
        throw Fault({LACUNA_CAUSE("Causes", "a JPEG can't have a side of more than %1 pixels"),
                     {std::to_string(JPEG_MAX_DIMENSION)}});
    }
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
        if (photo.pixelsPerInch > 0 && photo.pixelsPerInch < 65535) {
            codec.density_unit = 1;
            codec.X_density = codec.Y_density = static_cast<UINT16>(std::lround(photo.pixelsPerInch));
        }
        jpeg_start_compress(&codec, TRUE);
    });
    writer.writeMetadata(photo.metadata);
    writer.writePixels(pixels);
    return out;
}

}  // namespace lacuna::io
