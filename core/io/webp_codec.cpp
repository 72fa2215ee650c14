// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/little_endian.h"
#include "core/io/format_rows.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <webp/decode.h>
#include <webp/demux.h>
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

/// Chunks that have no meaning here, as they came.
std::vector<FormatBlock> readChunks(ByteView file) {
    constexpr auto kKnown = std::to_array<std::string_view>(
        {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP", "EXIF", "XMP "});
    std::vector<FormatBlock> out;
    constexpr std::size_t kHeader = 12, kAroundData = 8;
    for (std::size_t at = kHeader; at + kAroundData <= file.size();) {
        const std::string type(file.begin() + static_cast<std::ptrdiff_t>(at),
                               file.begin() + static_cast<std::ptrdiff_t>(at + 4));
        const std::size_t length = littleEndian<std::uint32_t>(std::as_bytes(file), at + 4);
        if (length > file.size() - at - kAroundData) break;
        const ByteView data = file.subspan(at + kAroundData, length);
        if (std::find(kKnown.begin(), kKnown.end(), type) == kKnown.end())
            out.push_back({FileFormat::WebP, type, Bytes(data.begin(), data.end())});
        at += kAroundData + (length + 1) / 2 * 2;
    }
    return out;
}

/// Where rows of the decoder go: straight into the photograph, or, with alpha, through a buffer.
class Target {
  public:
    Target(Photograph& photo, int width, int height, bool hasAlpha) : mPhoto(photo), mHasAlpha(hasAlpha) {
        photo.pixels = ImageBuffer(width, height, 3, Depth::UInt8);
        if (!hasAlpha) return;
        photo.alpha = ImageBuffer(width, height, 1, Depth::UInt8);
        mInterleaved.resize(stride() * static_cast<std::size_t>(height));
    }
    std::size_t stride() const {
        return static_cast<std::size_t>(mPhoto.pixels.width()) * (mHasAlpha ? 4 : 3);
    }
    std::size_t size() const { return stride() * static_cast<std::size_t>(mPhoto.pixels.height()); }
    std::uint8_t* data() { return mHasAlpha ? mInterleaved.data() : mPhoto.pixels.row<std::uint8_t>(0); }
    void finish() {
        for (int y = 0; mHasAlpha && y < mPhoto.pixels.height(); ++y) {
            splitRow(reinterpret_cast<const std::byte*>(mInterleaved.data()) +
                         stride() * static_cast<std::size_t>(y),
                     4, y, mPhoto.pixels, mPhoto.alpha);
        }
    }

  private:
    Photograph& mPhoto;
    bool mHasAlpha;
    std::vector<std::uint8_t> mInterleaved;
};

/// The first frame on the animation's transparent canvas.
void decodeFirstFrame(ByteView file, Target& target) {
    WebPAnimDecoderOptions options;
    if (!WebPAnimDecoderOptionsInit(&options))
        throw Fault(LACUNA_CAUSE("Causes", "the installed libwebp has the wrong version"));
    const WebPData data{file.data(), file.size()};
    const std::unique_ptr<WebPAnimDecoder, decltype(&WebPAnimDecoderDelete)> decoder(
        WebPAnimDecoderNew(&data, &options), &WebPAnimDecoderDelete);
    std::uint8_t* canvas = nullptr;
    int time = 0;
    if (!decoder || !WebPAnimDecoderGetNext(decoder.get(), &canvas, &time))
        throw Fault(reason(VP8_STATUS_BITSTREAM_ERROR));
    std::memcpy(target.data(), canvas, target.size());
}

/// Decodes what there is; returns the number of rows.
int decodePart(ByteView file, DecoderConfig& config) {
    const std::unique_ptr<WebPIDecoder, decltype(&WebPIDelete)> decoder(WebPIDecode(nullptr, 0, &config),
                                                                        &WebPIDelete);
    if (!decoder) throw std::bad_alloc();
    const VP8StatusCode status = WebPIAppend(decoder.get(), file.data(), file.size());
    if (status == VP8_STATUS_OK) return config.input.height;
    if (status != VP8_STATUS_SUSPENDED) throw Fault(reason(status));
    int rows = 0;
    WebPIDecGetRGB(decoder.get(), &rows, nullptr, nullptr, nullptr);
    if (rows < 1) throw Fault(LACUNA_CAUSE("Causes", "it is cut off"));
    return rows;
}

Decoded decodeWebP(ByteView file, const ReadOptions& options) {
    // RIFF, size, WEBP: the 12 bytes by which the file has been recognised.
    const bool cutOff = std::uint64_t{littleEndian<std::uint32_t>(std::as_bytes(file), 4)} + 8 > file.size();
    if (cutOff && !options.partial) throw Fault(LACUNA_CAUSE("Causes", "it is cut off"));

    DecoderConfig config;
    if (const auto status = WebPGetFeatures(file.data(), file.size(), &config.input);
        status != VP8_STATUS_OK) {
        throw Fault(reason(status));
    }
    const WebPBitstreamFeatures& features = config.input;
    const bool animated = features.has_animation != 0;
    if (animated && cutOff) throw Fault(LACUNA_CAUSE("Causes", "it is cut off"));
    const bool hasAlpha = features.has_alpha != 0 || animated;
    checkSize(static_cast<std::uint64_t>(features.width), static_cast<std::uint64_t>(features.height),
              hasAlpha ? 4 : 3, 1);
    // A lossy macroblock (16×16) takes three bits for its prediction modes alone; a lossless picture of one
    // colour takes nothing.
    constexpr int kLossy = 1;
    if (features.format == kLossy) {
        checkRatio(static_cast<std::uint64_t>(features.width) * static_cast<std::uint64_t>(features.height),
                   file.size(), 1024, options.partial);
    }

    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::WebP;
    Target target(photo, features.width, features.height, hasAlpha);
    config.output.colorspace = hasAlpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = target.data();
    config.output.u.RGBA.stride = static_cast<int>(target.stride());
    config.output.u.RGBA.size = target.size();
    if (animated) {
        // libwebp holds three canvases of its own.
        checkSize(static_cast<std::uint64_t>(features.width), static_cast<std::uint64_t>(features.height), 16,
                  1);
        decodeFirstFrame(file, target);
        photo.notes.push_back({.code = NoteCode::FirstFrame});
    } else if (cutOff) {
        const int rows = decodePart(file, config);
        markMissing(photo, rows, features.height - rows);
    } else if (const auto status = WebPDecode(file.data(), file.size(), &config); status != VP8_STATUS_OK) {
        throw Fault(reason(status));
    }
    target.finish();
    // A frame that covers the whole canvas with no hole has no transparency to keep.
    if (animated && !features.has_alpha) photo.alpha = ImageBuffer();

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
    photo.metadata.blocks = readChunks(file);
    photo.quality = features.format == kLossy ? kDefaultQuality : 100;
    return out;
}

/// The file with the chunks of unknown kinds behind it. (WebPMuxAssemble() refuses them in a file without
/// metadata.)
Bytes withChunks(Bytes file, const std::vector<FormatBlock>& blocks) {
    const auto put32 = [](Bytes& to, std::size_t at, std::size_t value) {
        for (std::size_t i = 0; i < 4; ++i)
            to[at + i] = static_cast<std::uint8_t>(value >> (8 * i) & 255);
    };
    for (const FormatBlock& block : blocks) {
        if (block.format != FileFormat::WebP || block.kind.size() != 4) continue;
        const std::size_t at = file.size();
        file.insert(file.end(), block.kind.begin(), block.kind.end());
        file.resize(at + 8);
        put32(file, at + 4, block.data.size());
        file.insert(file.end(), block.data.begin(), block.data.end());
        if (block.data.size() % 2 == 1) file.push_back(0);
    }
    constexpr std::size_t kSizeAt = 4, kBeforeContent = 8;
    put32(file, kSizeAt, file.size() - kBeforeContent);
    return file;
}

Bytes encodeWebP(const Photograph& photo) {
    const ImageBuffer& pixels = photo.pixels;
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
    if (metadata.icc.empty() && metadata.exif.empty() && metadata.xmp.empty())
        return withChunks(std::move(bare), metadata.blocks);
    const WebPData image{bare.data(), bare.size()};
    const Mux mux(WebPMuxNew());
    if (!mux || WebPMuxSetImage(mux.get(), &image, 0) != WEBP_MUX_OK) throw std::bad_alloc();
    addChunk(mux.get(), "ICCP", metadata.icc.data(), metadata.icc.size());
    addChunk(mux.get(), "EXIF", metadata.exif.data(), metadata.exif.size());
    addChunk(mux.get(), "XMP ", metadata.xmp.data(), metadata.xmp.size());
    WebPData assembled{};
    if (WebPMuxAssemble(mux.get(), &assembled) != WEBP_MUX_OK) throw std::bad_alloc();
    const std::unique_ptr<WebPData, decltype(&WebPDataClear)> owner(&assembled, &WebPDataClear);
    return withChunks(Bytes(assembled.bytes, assembled.bytes + assembled.size), metadata.blocks);
}

}  // namespace

FormatRow webpFormat() {
    FormatRow row;
    row.format = FileFormat::WebP;
    row.name = "WebP";
    row.extensions = {".webp"};
    row.recognises = [](ByteView file) { return hasMagic(file, "RIFF") && hasMagic(file, "WEBP", 8); };
    row.decode = decodeWebP;
    row.encode = encodeWebP;
    row.maxSide = WEBP_MAX_DIMENSION;
    row.sixteenBits = false;
    row.alwaysLossless = false;
    row.iptc = false;
    row.exifStatesSize = true;
    return row;
}

}  // namespace lacuna::io
