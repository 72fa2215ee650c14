// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/little_endian.h"
#include "core/io/codec.h"

#include <cstring>
#include <memory>
#include <webp/decode.h>
#include <webp/encode.h>
#include <webp/mux.h>

namespace lacuna::io {
namespace {

struct MuxDeleter {
    void operator()(WebPMux* mux) const { WebPMuxDelete(mux); }
};
using Mux = std::unique_ptr<WebPMux, MuxDeleter>;

struct DecoderConfig : WebPDecoderConfig {
    DecoderConfig() : WebPDecoderConfig{} {
        if (!WebPInitDecoderConfig(this))
            throw Fault(LACUNA_CAUSE("Causes", "the installed libwebp has the wrong version"));
    }
    ~DecoderConfig() { WebPFreeDecBuffer(&output); }
    DecoderConfig(const DecoderConfig&) = delete;
    DecoderConfig& operator=(const DecoderConfig&) = delete;
};

struct Picture : WebPPicture {
    Picture() : WebPPicture{} {
        if (!WebPPictureInit(this))
            throw Fault(LACUNA_CAUSE("Causes", "the installed libwebp has the wrong version"));
    }
    ~Picture() { WebPPictureFree(this); }
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;
};

const char* reason(VP8StatusCode status) {
    switch (status) {
        case VP8_STATUS_OUT_OF_MEMORY:
            throw std::bad_alloc();
        case VP8_STATUS_NOT_ENOUGH_DATA:
        case VP8_STATUS_SUSPENDED:
            return LACUNA_CAUSE("Causes", "it is cut off");
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            return LACUNA_CAUSE("Causes", "it uses a feature of WebP that isn't supported");
        default:
            return LACUNA_CAUSE("Causes", "its picture data is damaged");
    }
}

int append(const std::uint8_t* data, std::size_t size, const WebPPicture* picture) noexcept {
    try {
        auto& out = *static_cast<Bytes*>(picture->custom_ptr);
        out.insert(out.end(), data, data + size);
        return 1;
    } catch (const std::bad_alloc&) {
        return 0;
    }
}

const char* reason(WebPEncodingError error) {
    switch (error) {
        case VP8_ENC_ERROR_OUT_OF_MEMORY:
        case VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY:
        case VP8_ENC_ERROR_BAD_WRITE:
            throw std::bad_alloc();
        case VP8_ENC_ERROR_PARTITION0_OVERFLOW:
        case VP8_ENC_ERROR_PARTITION_OVERFLOW:
            return LACUNA_CAUSE("Causes", "it needs more data than a lossy WebP can hold");
        case VP8_ENC_ERROR_FILE_TOO_BIG:
            return LACUNA_CAUSE("Causes", "it would be larger than the 4 GiB of a WebP");
        default:
            return LACUNA_CAUSE("Causes", "libwebp can't encode it");
    }
}

void addChunk(WebPMux* mux, const char* name, const void* data, std::size_t size) {
    if (size == 0) return;
    const WebPData chunk{static_cast<const std::uint8_t*>(data), size};
    if (WebPMuxSetChunk(mux, name, &chunk, 0) != WEBP_MUX_OK) throw std::bad_alloc();
}

}  // namespace

Decoded decodeWebP(ByteView file) {
    // RIFF, size, WEBP: the 12 bytes by which image_io has recognised the file.
    if (std::uint64_t{littleEndian<std::uint32_t>(std::as_bytes(file), 4)} + 8 > file.size())
        throw Fault(LACUNA_CAUSE("Causes", "it is cut off"));

    DecoderConfig config;
    if (const auto status = WebPGetFeatures(file.data(), file.size(), &config.input);
        status != VP8_STATUS_OK) {
        throw Fault(reason(status));
    }
    const WebPBitstreamFeatures& features = config.input;
    if (features.has_animation) throw Fault(LACUNA_CAUSE("Causes", "an animated WebP isn't supported"));
    const bool hasAlpha = features.has_alpha != 0;
    const int samples = hasAlpha ? 4 : 3;
    checkSize(static_cast<std::uint64_t>(features.width), static_cast<std::uint64_t>(features.height),
              samples, 1);
    // A lossy macroblock (16×16) takes three bits for its prediction modes alone; a lossless picture of one
    // colour takes nothing.
    constexpr int kLossy = 1;
    if (features.format == kLossy) {
        checkRatio(static_cast<std::uint64_t>(features.width) * static_cast<std::uint64_t>(features.height),
                   file.size(), 1024);
    }

    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::WebP;
    photo.pixels = ImageBuffer(features.width, features.height, 3, Depth::UInt8);
    std::vector<std::uint8_t> interleaved;
    std::uint8_t* target = photo.pixels.row<std::uint8_t>(0);
    const std::size_t stride = static_cast<std::size_t>(features.width) * static_cast<std::size_t>(samples);
    if (hasAlpha) {
        photo.alpha = ImageBuffer(features.width, features.height, 1, Depth::UInt8);
        interleaved.resize(stride * static_cast<std::size_t>(features.height));
        target = interleaved.data();
    }
    config.output.colorspace = hasAlpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = target;
    config.output.u.RGBA.stride = static_cast<int>(stride);
    config.output.u.RGBA.size = stride * static_cast<std::size_t>(features.height);
    if (const auto status = WebPDecode(file.data(), file.size(), &config); status != VP8_STATUS_OK) {
        throw Fault(reason(status));
    }
    for (int y = 0; hasAlpha && y < features.height; ++y) {
        splitRow(
            reinterpret_cast<const std::byte*>(interleaved.data() + stride * static_cast<std::size_t>(y)), 4,
            y, photo.pixels, photo.alpha);
    }

    const WebPData data{file.data(), file.size()};
    const Mux mux(WebPMuxCreate(&data, 0));
    WebPData profile{};
    if (mux && WebPMuxGetChunk(mux.get(), "ICCP", &profile) == WEBP_MUX_OK) {
        photo.metadata.icc.assign(profile.bytes, profile.bytes + profile.size);
    }
    WebPData xmp{};
    if (mux && WebPMuxGetChunk(mux.get(), "XMP ", &xmp) == WEBP_MUX_OK) {
        photo.metadata.xmp.assign(reinterpret_cast<const char*>(xmp.bytes), xmp.size);
    }
    photo.quality = features.format == kLossy ? kDefaultQuality : 100;
    return out;
}

Bytes encodeWebP(const Photograph& photo) {
    const ImageBuffer& pixels = photo.pixels;
    if (pixels.width() > WEBP_MAX_DIMENSION || pixels.height() > WEBP_MAX_DIMENSION) {
        throw Fault({LACUNA_CAUSE("Causes", "a WebP can't have a side of more than %1 pixels"),
                     {std::to_string(WEBP_MAX_DIMENSION)}});
    }
    WebPConfig config;
    if (!WebPConfigInit(&config))
        throw Fault(LACUNA_CAUSE("Causes", "the installed libwebp has the wrong version"));
    const bool lossless = photo.quality >= 100;
    config.lossless = lossless ? 1 : 0;
    config.quality = lossless ? 75.0F : static_cast<float>(photo.quality);  // or the effort
    config.exact = 1;  // also keep colours under transparent pixels
    config.use_sharp_yuv = 1;

    Bytes bare;
    Picture picture;
    picture.use_argb = 1;
    picture.width = pixels.width();
    picture.height = pixels.height();
    picture.writer = append;
    picture.custom_ptr = &bare;
    if (!WebPPictureAlloc(&picture)) throw std::bad_alloc();
    const int channels = pixels.channels();
    for (int y = 0; y < pixels.height(); ++y) {
        const auto* from = pixels.row<std::uint8_t>(y);
        const auto* alpha = photo.alpha.isEmpty() ? nullptr : photo.alpha.row<std::uint8_t>(y);
        std::uint32_t* to = picture.argb + static_cast<std::ptrdiff_t>(y) * picture.argb_stride;
        for (int x = 0; x < pixels.width(); ++x, from += channels) {
            const std::uint32_t r = from[0], g = from[channels == 3 ? 1 : 0], b = from[channels == 3 ? 2 : 0];
            const std::uint32_t a = alpha ? alpha[x] : 255;
            to[x] = a << 24 | r << 16 | g << 8 | b;
        }
    }
    if (!WebPEncode(&config, &picture)) throw Fault(reason(picture.error_code));

    const PhotoMetadata& metadata = photo.metadata;
    if (metadata.icc.empty() && metadata.exif.empty() && metadata.xmp.empty()) return bare;
    const WebPData image{bare.data(), bare.size()};
    const Mux mux(WebPMuxNew());
    if (!mux || WebPMuxSetImage(mux.get(), &image, 0) != WEBP_MUX_OK) throw std::bad_alloc();
    addChunk(mux.get(), "ICCP", metadata.icc.data(), metadata.icc.size());
    addChunk(mux.get(), "EXIF", metadata.exif.data(), metadata.exif.size());
    addChunk(mux.get(), "XMP ", metadata.xmp.data(), metadata.xmp.size());
    WebPData assembled{};
    if (WebPMuxAssemble(mux.get(), &assembled) != WEBP_MUX_OK) throw std::bad_alloc();
    const std::unique_ptr<WebPData, decltype(&WebPDataClear)> owner(&assembled, &WebPDataClear);
    return Bytes(assembled.bytes, assembled.bytes + assembled.size);
}

}  // namespace lacuna::io
