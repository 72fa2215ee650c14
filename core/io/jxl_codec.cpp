// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/colour.h"
#include "core/io/format_rows.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <jxl/decode.h>
#include <jxl/encode.h>
#include <jxl/thread_parallel_runner.h>
#include <memory>

// JPEG XL, through libjxl. Quality 100 is lossless.
namespace lacuna::io {
namespace {

using namespace std::string_view_literals;

template <auto Destroy>
struct Deleter {
    template <typename T>
    void operator()(T* object) const {
        Destroy(object);
    }
};
using Decoder = std::unique_ptr<JxlDecoder, Deleter<JxlDecoderDestroy>>;
using Encoder = std::unique_ptr<JxlEncoder, Deleter<JxlEncoderDestroy>>;
using Runner = std::unique_ptr<void, Deleter<JxlThreadParallelRunnerDestroy>>;

constexpr std::string_view kGainMap = "jhgm";  // a box
constexpr std::size_t kMostBox = 64U << 20;
constexpr std::size_t kExifOffset = 4;  // bytes before the TIFF structure

Runner newRunner() {
    Runner runner(JxlThreadParallelRunnerCreate(nullptr, JxlThreadParallelRunnerDefaultNumWorkerThreads()));
    if (!runner) throw std::bad_alloc();
    return runner;
}

Decoder newDecoder(ByteView file, int events) {
    Decoder decoder(JxlDecoderCreate(nullptr));
    if (!decoder) throw std::bad_alloc();
    if (JxlDecoderSubscribeEvents(decoder.get(), events) != JXL_DEC_SUCCESS ||
        JxlDecoderSetInput(decoder.get(), file.data(), file.size()) != JXL_DEC_SUCCESS) {
        throw Fault(LACUNA_CAUSE("Causes", "libjxl can't read it"));
    }
    JxlDecoderCloseInput(decoder.get());
    return decoder;
}

/// EXIF, XMP, whether there is a gain map, and the names of boxes that are left out.
void readBoxes(ByteView file, Decoded& out) {
    Photograph& photo = out.photo;
    const Decoder decoder = newDecoder(file, JXL_DEC_BOX);
    JxlDecoderSetDecompressBoxes(decoder.get(), JXL_TRUE);
    Bytes content;
    std::string type;
    const auto finish = [&] {
        if (type.empty()) return;
        content.resize(content.size() - JxlDecoderReleaseBoxBuffer(decoder.get()));
        if (type == "Exif" && content.size() > kExifOffset) {
            photo.metadata.exif.assign(content.begin() + kExifOffset, content.end());
        } else if (type == "xml ") {
            photo.metadata.xmp.assign(content.begin(), content.end());
        }
        type.clear();
    };
    for (;;) {
        const JxlDecoderStatus status = JxlDecoderProcessInput(decoder.get());
        if (status == JXL_DEC_BOX) {
            finish();
            JxlBoxType name{};
            if (JxlDecoderGetBoxType(decoder.get(), name, JXL_TRUE) != JXL_DEC_SUCCESS) return;
            const std::string kind(name, sizeof name);
            constexpr auto kKnown = std::to_array<std::string_view>(
                {"JXL ", "ftyp", "jxlc", "jxlp", "jxli", "jxll", "Exif", "xml ", kGainMap, "free", "skip"});
            out.hasGainMap = out.hasGainMap || kind == kGainMap;
            if (std::find(kKnown.begin(), kKnown.end(), kind) == kKnown.end())
                photo.notes.push_back({.code = NoteCode::MetadataLeftOut, .text = "JPEG XL " + kind});
            if (kind != "Exif" && kind != "xml ") continue;
            type = kind;
            content.assign(1U << 16, 0);
            JxlDecoderSetBoxBuffer(decoder.get(), content.data(), content.size());
        } else if (status == JXL_DEC_BOX_NEED_MORE_OUTPUT && content.size() < kMostBox) {
            const std::size_t used = content.size() - JxlDecoderReleaseBoxBuffer(decoder.get());
            content.resize(content.size() * 2);
            JxlDecoderSetBoxBuffer(decoder.get(), content.data() + used, content.size() - used);
        } else {
            finish();
            return;  // the end, or boxes that are damaged: the picture says so by itself
        }
    }
}

void readProfile(JxlDecoder* decoder, Photograph& photo) {
    JxlColorEncoding encoding{};
    const bool named = JxlDecoderGetColorAsEncodedProfile(decoder, nullptr, JXL_COLOR_PROFILE_TARGET_DATA,
                                                          &encoding) == JXL_DEC_SUCCESS;
    const bool isSrgb =
        named && encoding.transfer_function == JXL_TRANSFER_FUNCTION_SRGB &&
        encoding.white_point == JXL_WHITE_POINT_D65 &&
        (encoding.color_space == JXL_COLOR_SPACE_GRAY ||
         (encoding.color_space == JXL_COLOR_SPACE_RGB && encoding.primaries == JXL_PRIMARIES_SRGB));
    std::size_t size = 0;
    if (isSrgb || JxlDecoderGetICCProfileSize(decoder, nullptr, JXL_COLOR_PROFILE_TARGET_DATA, &size) !=
                      JXL_DEC_SUCCESS) {
        return;
    }
    photo.metadata.icc.resize(size);
    if (JxlDecoderGetColorAsICCProfile(decoder, nullptr, JXL_COLOR_PROFILE_TARGET_DATA,
                                       photo.metadata.icc.data(), size) != JXL_DEC_SUCCESS) {
        photo.metadata.icc.clear();
    }
}

void allocate(const JxlBasicInfo& info, Photograph& photo) {
    const bool deep = info.bits_per_sample > 8 || info.exponent_bits_per_sample > 0;
    const bool grey = info.num_color_channels == 1;
    checkSize(info.xsize, info.ysize, 4, deep ? 2 : 1);
    const int width = static_cast<int>(info.xsize), height = static_cast<int>(info.ysize);
    const Depth depth = deep ? Depth::UInt16 : Depth::UInt8;
    photo.pixels = ImageBuffer(width, height, grey ? 1 : 3, depth);
    if (info.alpha_bits > 0) photo.alpha = ImageBuffer(width, height, 1, depth);
    if (info.exponent_bits_per_sample > 0)
        photo.notes.push_back({.code = NoteCode::FloatSamples, .text = "1"});
    if (info.have_animation) photo.notes.push_back({.code = NoteCode::FirstFrame});
    if (info.num_extra_channels > (info.alpha_bits > 0 ? 1U : 0U))
        photo.notes.push_back({.code = NoteCode::ExtraChannels});
}

JxlPixelFormat formatOf(const Photograph& photo) {
    return {static_cast<std::uint32_t>(samplesOf(photo)),
            photo.pixels.depth() == Depth::UInt16 ? JXL_TYPE_UINT16 : JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
}

std::size_t rowBytes(const Photograph& photo) {
    return photo.pixels.bytesPerRow() + photo.alpha.bytesPerRow();
}

Decoded decodeJxl(ByteView file, const ReadOptions&) {
    const Decoder decoder =
        newDecoder(file, JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | JXL_DEC_FULL_IMAGE);
    const Runner runner = newRunner();
    JxlDecoderSetParallelRunner(decoder.get(), JxlThreadParallelRunner, runner.get());
    JxlDecoderSetUnpremultiplyAlpha(decoder.get(), JXL_TRUE);
    Decoded out;
    Photograph& photo = out.photo;
    photo.format = FileFormat::JpegXl;
    // libjxl turns the picture by the codestream's orientation; what the EXIF says doesn't count.
    out.orientation = 1;
    out.ownMetadata = true;
    std::vector<std::byte> interleaved;
    for (bool done = false; !done;) {
        switch (JxlDecoderProcessInput(decoder.get())) {
            case JXL_DEC_BASIC_INFO: {
                JxlBasicInfo info{};
                if (JxlDecoderGetBasicInfo(decoder.get(), &info) != JXL_DEC_SUCCESS)
                    throw Fault(LACUNA_CAUSE("Causes", "it is damaged"));
                photo.quality = info.uses_original_profile ? 100 : kDefaultQuality;
                allocate(info, photo);
                break;
            }
            case JXL_DEC_COLOR_ENCODING:
                readProfile(decoder.get(), photo);
                break;
            case JXL_DEC_NEED_IMAGE_OUT_BUFFER: {
                const JxlPixelFormat format = formatOf(photo);
                interleaved.resize(rowBytes(photo) * static_cast<std::size_t>(photo.pixels.height()));
                if (JxlDecoderSetImageOutBuffer(decoder.get(), &format, interleaved.data(),
                                                interleaved.size()) != JXL_DEC_SUCCESS) {
                    throw Fault(LACUNA_CAUSE("Causes", "it can't be decoded"));
                }
                break;
            }
            case JXL_DEC_FULL_IMAGE:
                done = true;
                break;
            case JXL_DEC_NEED_MORE_INPUT:
                throw Fault(LACUNA_CAUSE("Causes", "it is cut off"));
            default:
                throw Fault(LACUNA_CAUSE("Causes", "its picture data is damaged or cut off"));
        }
    }
    if (interleaved.empty()) throw Fault(LACUNA_CAUSE("Causes", "it holds no picture"));
    for (int y = 0; y < photo.pixels.height(); ++y) {
        splitRow(interleaved.data() + rowBytes(photo) * static_cast<std::size_t>(y), samplesOf(photo), y,
                 photo.pixels, photo.alpha);
    }
    readBoxes(file, out);
    return out;
}

void require(JxlEncoderStatus status) {
    if (status != JXL_ENC_SUCCESS) throw Fault(LACUNA_CAUSE("Causes", "libjxl can't encode it"));
}

/// cjxl's own rule for its option --quality.
float distanceOf(int quality) {
    constexpr int kLinearFrom = 30;
    const auto q = static_cast<float>(quality);
    return quality >= kLinearFrom ? 0.1F + (100 - q) * 0.09F : 53.0F / 3000 * q * q - 23.0F / 20 * q + 25;
}

void describe(JxlEncoder* encoder, const Photograph& photo, bool lossless) {
    JxlBasicInfo info{};
    JxlEncoderInitBasicInfo(&info);
    info.xsize = static_cast<std::uint32_t>(photo.pixels.width());
    info.ysize = static_cast<std::uint32_t>(photo.pixels.height());
    info.bits_per_sample = photo.pixels.depth() == Depth::UInt16 ? 16 : 8;
    info.num_color_channels = static_cast<std::uint32_t>(photo.pixels.channels());
    if (!photo.alpha.isEmpty()) {
        info.num_extra_channels = 1;
        info.alpha_bits = info.bits_per_sample;
    }
    // Without it the colours would be stored in XYB, which a profile can't be given back from.
    info.uses_original_profile = lossless || !photo.metadata.icc.empty() ? JXL_TRUE : JXL_FALSE;
    // Lossless pictures of 16 bits exceed the limits of level 5.
    if (lossless && info.bits_per_sample > 8) require(JxlEncoderSetCodestreamLevel(encoder, 10));
    require(JxlEncoderSetBasicInfo(encoder, &info));
    if (!photo.metadata.icc.empty()) {
        require(JxlEncoderSetICCProfile(encoder, photo.metadata.icc.data(), photo.metadata.icc.size()));
    } else {
        JxlColorEncoding srgb{};
        JxlColorEncodingSetToSRGB(&srgb, photo.pixels.channels() == 1 ? JXL_TRUE : JXL_FALSE);
        require(JxlEncoderSetColorEncoding(encoder, &srgb));
    }
}

Bytes encodeJxl(const Photograph& photo) {
    const bool lossless = photo.quality >= 100;
    const Encoder encoder(JxlEncoderCreate(nullptr));
    if (!encoder) throw std::bad_alloc();
    const Runner runner = newRunner();
    require(JxlEncoderSetParallelRunner(encoder.get(), JxlThreadParallelRunner, runner.get()));
    const PhotoMetadata& metadata = photo.metadata;
    const bool boxes = !metadata.exif.empty() || !metadata.xmp.empty();
    if (boxes) {
        require(JxlEncoderUseContainer(encoder.get(), JXL_TRUE));
        require(JxlEncoderUseBoxes(encoder.get()));
    }
    describe(encoder.get(), photo, lossless);
    JxlEncoderFrameSettings* settings = JxlEncoderFrameSettingsCreate(encoder.get(), nullptr);
    if (lossless) {
        require(JxlEncoderSetFrameLossless(settings, JXL_TRUE));
        // The default of 7 takes several times longer for a few per cent.
        constexpr int kEffort = 4;
        require(JxlEncoderFrameSettingsSetOption(settings, JXL_ENC_FRAME_SETTING_EFFORT, kEffort));
    } else {
        require(JxlEncoderSetFrameDistance(settings, distanceOf(photo.quality)));
    }
    std::vector<std::byte> interleaved(rowBytes(photo) * static_cast<std::size_t>(photo.pixels.height()));
    for (int y = 0; y < photo.pixels.height(); ++y)
        joinRow(photo, y, interleaved.data() + rowBytes(photo) * static_cast<std::size_t>(y));
    const JxlPixelFormat format = formatOf(photo);
    require(JxlEncoderAddImageFrame(settings, &format, interleaved.data(), interleaved.size()));
    if (!metadata.exif.empty()) {
        Bytes exif(kExifOffset, 0);
        exif.insert(exif.end(), metadata.exif.begin(), metadata.exif.end());
        require(JxlEncoderAddBox(encoder.get(), "Exif", exif.data(), exif.size(), JXL_FALSE));
    }
    if (!metadata.xmp.empty()) {
        require(JxlEncoderAddBox(encoder.get(), "xml ",
                                 reinterpret_cast<const std::uint8_t*>(metadata.xmp.data()),
                                 metadata.xmp.size(), JXL_FALSE));
    }
    JxlEncoderCloseInput(encoder.get());

    Bytes out(1U << 16);
    std::size_t used = 0;
    for (;;) {
        std::uint8_t* next = out.data() + used;
        std::size_t left = out.size() - used;
        const JxlEncoderStatus status = JxlEncoderProcessOutput(encoder.get(), &next, &left);
        used = static_cast<std::size_t>(next - out.data());
        if (status == JXL_ENC_NEED_MORE_OUTPUT) {
            out.resize(out.size() * 2);
            continue;
        }
        require(status);
        break;
    }
    out.resize(used);
    return out;
}

}  // namespace

FormatRow jxlFormat() {
    FormatRow row;
    row.format = FileFormat::JpegXl;
    row.name = "JPEG XL";
    row.extensions = {".jxl"};
    row.recognises = [](ByteView file) {
        return hasMagic(file, "\xff\x0a") || hasMagic(file, "\0\0\0\x0cJXL "sv);
    };
    row.decode = decodeJxl;
    row.encode = encodeJxl;
    row.maxSide = 1 << 18;  // of level 5
    row.alwaysLossless = false;
    row.iptc = false;
    row.exifStatesSize = true;
    return row;
}

}  // namespace lacuna::io
