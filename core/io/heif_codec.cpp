// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/colour.h"
#include "core/io/format_rows.h"
#include "core/io/heif_boxes.h"
#include "core/io/shared_blocks.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <libheif/heif.h>
#include <memory>

// HEIC (HEVC) and AVIF (AV1) in the HEIF container, through libheif. Both are always lossy here.
namespace lacuna::io {
namespace {

using namespace std::string_view_literals;

template <auto Release>
struct Deleter {
    template <typename T>
    void operator()(T* object) const {
        Release(object);
    }
};
using Context = std::unique_ptr<heif_context, Deleter<heif_context_free>>;
using Handle = std::unique_ptr<heif_image_handle, Deleter<heif_image_handle_release>>;
using Image = std::unique_ptr<heif_image, Deleter<heif_image_release>>;
using HeifEncoder = std::unique_ptr<heif_encoder, Deleter<heif_encoder_release>>;
using Options = std::unique_ptr<heif_encoding_options, Deleter<heif_encoding_options_free>>;
using Nclx = std::unique_ptr<heif_color_profile_nclx, Deleter<heif_nclx_color_profile_free>>;

constexpr const char* kThumbnail = "thmb";  // the kind of a block: a small picture, which is made anew
constexpr std::size_t kExifOffset = 4;      // bytes before the TIFF structure

/// `pattern` of a Cause, in which %1 stands for libheif's own words.
void require(const heif_error& error, const char* pattern) {
    if (error.code == heif_error_Ok) return;
    if (error.code == heif_error_Memory_allocation_error) throw std::bad_alloc();
    throw Fault({pattern, {error.message}});
}

void requireRead(const heif_error& error) {
    require(error, LACUNA_CAUSE("Causes", "it is damaged or cut off (%1)"));
}

void requireWritten(const heif_error& error) {
    require(error, LACUNA_CAUSE("Causes", "it can't be encoded (%1)"));
}

Context newContext() {
    Context context(heif_context_alloc());
    if (!context) throw std::bad_alloc();
    return context;
}

/// The pictures that stand by themselves, the primary one first.
std::vector<heif_item_id> pagesOf(heif_context* context) {
    heif_item_id primary = 0;
    requireRead(heif_context_get_primary_image_ID(context, &primary));
    std::vector<heif_item_id> all(
        static_cast<std::size_t>(heif_context_get_number_of_top_level_images(context)));
    heif_context_get_list_of_top_level_image_IDs(context, all.data(), static_cast<int>(all.size()));
    std::erase(all, primary);
    all.insert(all.begin(), primary);
    return all;
}

void readProfile(const heif_image_handle* handle, Photograph& photo) {
    const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle);
    if (size > 0) {
        photo.metadata.icc.resize(size);
        if (heif_image_handle_get_raw_color_profile(handle, photo.metadata.icc.data()).code != heif_error_Ok)
            photo.metadata.icc.clear();
        return;
    }
    heif_color_profile_nclx* stated = nullptr;
    const heif_error problem = heif_image_handle_get_nclx_color_profile(handle, &stated);
    const Nclx owner(stated);  // it may be there although something was wrong
    if (problem.code != heif_error_Ok || !stated) return;
    const auto primaries = static_cast<std::uint8_t>(stated->color_primaries);
    const auto curve = static_cast<std::uint8_t>(stated->transfer_characteristics);
    constexpr int kUnspecified = 2;
    // Display P3, as telephones have it.
    constexpr int kP3Primaries = 12, kSrgbCurve = 13;
    if (primaries == kP3Primaries && (curve == kSrgbCurve || curve == kUnspecified)) {
        photo.metadata.icc = profileOfPrimaries({0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060});
        return;
    }
    // Others, such as those for bright screens, are shown as if they were sRGB, and stated again.
    constexpr int kSrgbPrimaries = 1;
    const bool isSrgb = (primaries == kSrgbPrimaries || primaries == kUnspecified) &&
                        (curve == kSrgbCurve || curve == kUnspecified);
    if (!isSrgb) photo.metadata.blocks.push_back({photo.format, kEncodingBlock, {primaries, curve}});
}

/// The block of that kind, if the photograph comes from the same format; else null.
const FormatBlock* blockOf(const Photograph& photo, const char* kind) {
    const auto found = std::find_if(
        photo.metadata.blocks.begin(), photo.metadata.blocks.end(),
        [&](const FormatBlock& block) { return block.format == photo.format && block.kind == kind; });
    return found == photo.metadata.blocks.end() ? nullptr : &*found;
}

void readMetadata(const heif_image_handle* handle, Photograph& photo) {
    std::vector<heif_item_id> ids(
        static_cast<std::size_t>(heif_image_handle_get_number_of_metadata_blocks(handle, nullptr)));
    heif_image_handle_get_list_of_metadata_block_IDs(handle, nullptr, ids.data(),
                                                     static_cast<int>(ids.size()));
    for (const heif_item_id id : ids) {
        Bytes block(heif_image_handle_get_metadata_size(handle, id));
        if (block.empty() || heif_image_handle_get_metadata(handle, id, block.data()).code != heif_error_Ok)
            continue;
        const std::string_view type = heif_image_handle_get_metadata_type(handle, id);
        const std::string_view content = heif_image_handle_get_metadata_content_type(handle, id);
        if (type == "Exif" && block.size() > kExifOffset) {
            // The number says how many bytes lie between it and the TIFF structure.
            std::size_t skipped = 0;
            for (std::size_t i = 0; i < kExifOffset; ++i)
                skipped = skipped << 8 | block[i];
            if (skipped < block.size() - kExifOffset) {
                photo.metadata.exif.assign(block.begin() + static_cast<std::ptrdiff_t>(kExifOffset + skipped),
                                           block.end());
            }
        } else if (type == "mime" && content == "application/rdf+xml") {
            photo.metadata.xmp.assign(block.begin(), block.end());
        } else {
            photo.notes.push_back({.code = NoteCode::MetadataLeftOut, .text = "HEIF " + std::string(type)});
        }
    }
}

/// Gain maps, depth maps and others that belong to a picture.
void noteAuxiliaries(const heif_image_handle* handle, Decoded& out) {
    constexpr int kFilter = LIBHEIF_AUX_IMAGE_FILTER_OMIT_ALPHA;
    std::vector<heif_item_id> ids(
        static_cast<std::size_t>(heif_image_handle_get_number_of_auxiliary_images(handle, kFilter)));
    heif_image_handle_get_list_of_auxiliary_image_IDs(handle, kFilter, ids.data(),
                                                      static_cast<int>(ids.size()));
    bool others = heif_image_handle_has_depth_image(handle) != 0;
    for (const heif_item_id id : ids) {
        heif_image_handle* raw = nullptr;
        if (heif_image_handle_get_auxiliary_image_handle(handle, id, &raw).code != heif_error_Ok) continue;
        const Handle auxiliary(raw);
        const char* type = nullptr;
        if (heif_image_handle_get_auxiliary_type(raw, &type).code != heif_error_Ok || !type) continue;
        const bool gainMap = std::string_view(type).find("gainmap") != std::string_view::npos;
        out.hasGainMap = out.hasGainMap || gainMap;
        others = others || !gainMap;
        heif_image_handle_free_auxiliary_types(auxiliary.get(), &type);
    }
    if (others) out.photo.notes.push_back({.code = NoteCode::ExtraChannels});
}

/// `bits` of a sample, stretched to 16.
std::uint16_t stretched(std::uint16_t value, int bits) {
    const std::uint32_t top = (1U << bits) - 1;
    return static_cast<std::uint16_t>((std::min<std::uint32_t>(value, top) * 65535U + top / 2) / top);
}

void readPixels(const heif_image_handle* handle, Photograph& photo) {
    const int bits = heif_image_handle_get_luma_bits_per_pixel(handle);
    const bool deep = bits > 8;
    const bool hasAlpha = heif_image_handle_has_alpha_channel(handle) != 0;
    if (bits < 1 || bits > 16)
        throw Fault(
            {LACUNA_CAUSE("Causes", "its samples of %1 bits aren't supported"), {std::to_string(bits)}});
    checkSize(static_cast<std::uint64_t>(heif_image_handle_get_width(handle)),
              static_cast<std::uint64_t>(heif_image_handle_get_height(handle)), 4, deep ? 2 : 1);
    const heif_chroma chroma =
        deep ? (hasAlpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE)
             : (hasAlpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB);
    heif_image* raw = nullptr;
    requireRead(heif_decode_image(handle, &raw, heif_colorspace_RGB, chroma, nullptr));
    const Image image(raw);
    const int width = heif_image_get_width(raw, heif_channel_interleaved);
    const int height = heif_image_get_height(raw, heif_channel_interleaved);
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(raw, heif_channel_interleaved, &stride);
    if (!plane || width < 1 || height < 1) throw Fault(LACUNA_CAUSE("Causes", "it is damaged or cut off"));
    const int stored = heif_image_get_bits_per_pixel_range(raw, heif_channel_interleaved);
    photo.pixels = ImageBuffer(width, height, 3, deep ? Depth::UInt16 : Depth::UInt8);
    if (hasAlpha) photo.alpha = ImageBuffer(width, height, 1, photo.pixels.depth());
    std::vector<std::byte> row(photo.pixels.bytesPerRow() + photo.alpha.bytesPerRow());
    for (int y = 0; y < height; ++y) {
        std::memcpy(row.data(), plane + static_cast<std::ptrdiff_t>(stride) * y, row.size());
        if (deep) {
            auto* samples = reinterpret_cast<std::uint16_t*>(row.data());
            for (std::size_t i = 0; i < row.size() / 2; ++i)
                samples[i] = stretched(samples[i], stored);
        }
        splitRow(row.data(), hasAlpha ? 4 : 3, y, photo.pixels, photo.alpha);
    }
}

Decoded decodeHeif(ByteView file, const ReadOptions& options, FileFormat format) {
    const Context context = newContext();
    requireRead(heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(), nullptr));
    const std::vector<heif_item_id> pages = pagesOf(context.get());
    Decoded out;
    Photograph& photo = out.photo;
    photo.format = format;
    photo.pages = static_cast<int>(pages.size());
    photo.page = options.page <= photo.pages ? options.page : 0;
    // libheif turns the picture by the container's own properties; what the EXIF says doesn't count.
    out.orientation = 1;
    out.ownMetadata = true;
    if (photo.page == 0) return out;
    heif_image_handle* raw = nullptr;
    requireRead(
        heif_context_get_image_handle(context.get(), pages[static_cast<std::size_t>(photo.page - 1)], &raw));
    const Handle handle(raw);
    readPixels(raw, photo);
    readProfile(raw, photo);
    readMetadata(raw, photo);
    noteAuxiliaries(raw, out);
    if (heif_image_handle_get_number_of_thumbnails(raw) > 0)
        photo.metadata.blocks.push_back({format, kThumbnail, {}});
    if (hasFilm(file)) photo.notes.push_back({.code = NoteCode::FirstFrame});
    return out;
}

heif_error append(heif_context*, const void* data, std::size_t size, void* target) {
    try {
        auto& out = *static_cast<Bytes*>(target);
        const auto* from = static_cast<const std::uint8_t*>(data);
        out.insert(out.end(), from, from + size);
    } catch (const std::bad_alloc&) {
        return {heif_error_Memory_allocation_error, heif_suberror_Unspecified, "no memory"};
    }
    return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

/// `bits` per sample; grey becomes RGB, which compresses as well.
Image imageOf(const Photograph& photo, int bits) {
    const ImageBuffer& pixels = photo.pixels;
    const bool deep = bits > 8;
    const bool hasAlpha = !photo.alpha.isEmpty();
    heif_image* raw = nullptr;
    requireWritten(heif_image_create(
        pixels.width(), pixels.height(), heif_colorspace_RGB,
        deep ? (hasAlpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE)
             : (hasAlpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB),
        &raw));
    Image image(raw);
    requireWritten(
        heif_image_add_plane(raw, heif_channel_interleaved, pixels.width(), pixels.height(), bits));
    int stride = 0;
    std::uint8_t* plane = heif_image_get_plane(raw, heif_channel_interleaved, &stride);
    const int channels = pixels.channels(), samples = hasAlpha ? 4 : 3;
    const auto put = [&](int x, int y, int sample, int value) {
        std::uint8_t* to = plane + static_cast<std::ptrdiff_t>(stride) * y;
        if (!deep) {
            to[x * samples + sample] = static_cast<std::uint8_t>(value);
            return;
        }
        const int top = (1 << bits) - 1;
        const int narrow = static_cast<int>((static_cast<std::int64_t>(value) * top + 32767) / 65535);
        to[(x * samples + sample) * 2] = static_cast<std::uint8_t>(narrow);
        to[(x * samples + sample) * 2 + 1] = static_cast<std::uint8_t>(narrow >> 8);
    };
    for (int y = 0; y < pixels.height(); ++y) {
        for (int x = 0; x < pixels.width(); ++x) {
            for (int c = 0; c < 3; ++c)
                put(x, y, c, pixels.sample(x, y, channels == 3 ? c : 0));
            if (hasAlpha) put(x, y, 3, photo.alpha.sample(x, y, 0));
        }
    }
    return image;
}

Bytes encodeHeif(const Photograph& photo, heif_compression_format compression, int mostBits) {
    const Context context = newContext();
    heif_encoder* rawEncoder = nullptr;
    requireWritten(heif_context_get_encoder_for_format(context.get(), compression, &rawEncoder));
    const HeifEncoder encoder(rawEncoder);
    heif_encoder_set_lossy_quality(rawEncoder, photo.quality);
    // Colours at full resolution, so that the file doesn't blur what was restored.
    heif_encoder_set_parameter_string(rawEncoder, "chroma", "444");
    const Image image = imageOf(photo, photo.pixels.depth() == Depth::UInt16 ? mostBits : 8);
    const Bytes& icc = photo.metadata.icc;
    if (!icc.empty()) {
        requireWritten(heif_image_set_raw_color_profile(image.get(), "prof", icc.data(), icc.size()));
    } else {
        const Nclx srgb(heif_nclx_color_profile_alloc());
        if (!srgb) throw std::bad_alloc();
        srgb->color_primaries = heif_color_primaries_ITU_R_BT_709_5;
        srgb->transfer_characteristics = heif_transfer_characteristic_IEC_61966_2_1;
        srgb->matrix_coefficients = heif_matrix_coefficients_ITU_R_BT_601_6;
        srgb->full_range_flag = 1;
        if (const FormatBlock* encoding = blockOf(photo, kEncodingBlock);
            encoding && encoding->data.size() == 2) {
            heif_nclx_color_profile_set_color_primaries(srgb.get(), encoding->data[0]);
            heif_nclx_color_profile_set_transfer_characteristics(srgb.get(), encoding->data[1]);
        }
        requireWritten(heif_image_set_nclx_color_profile(image.get(), srgb.get()));
    }
    const Options options(heif_encoding_options_alloc());
    heif_image_handle* rawHandle = nullptr;
    requireWritten(
        heif_context_encode_image(context.get(), image.get(), rawEncoder, options.get(), &rawHandle));
    const Handle handle(rawHandle);
    constexpr int kLongSide = 320;  // of a thumbnail, which must be the smaller one
    if (blockOf(photo, kThumbnail) && std::max(photo.pixels.width(), photo.pixels.height()) > kLongSide) {
        heif_image_handle* rawThumbnail = nullptr;
        const heif_error error = heif_context_encode_thumbnail(
            context.get(), image.get(), rawHandle, rawEncoder, options.get(), kLongSide, &rawThumbnail);
        const Handle thumbnail(rawThumbnail);
        requireWritten(error);
    }
    const Bytes& exif = photo.metadata.exif;
    const std::string& xmp = photo.metadata.xmp;
    if (!exif.empty()) {
        requireWritten(heif_context_add_exif_metadata(context.get(), rawHandle, exif.data(),
                                                      static_cast<int>(exif.size())));
    }
    if (!xmp.empty()) {
        requireWritten(heif_context_add_XMP_metadata(context.get(), rawHandle, xmp.data(),
                                                     static_cast<int>(xmp.size())));
    }
    Bytes out;
    heif_writer writer{1, append};
    requireWritten(heif_context_write(context.get(), &writer, &out));
    return out;
}

constexpr int kHevcBits = 10;
constexpr int kAv1Bits = 12;
constexpr std::int64_t kMostSide = 32768;  // libheif reads no more

}  // namespace

FormatRow heicFormat() {
    FormatRow row;
    row.format = FileFormat::Heif;
    row.name = "HEIC";
    row.extensions = {".heic", ".heif"};
    row.recognises = [](ByteView file) {
        return hasBrand(file, std::to_array({"heic"sv, "heix"sv, "heim"sv, "heis"sv, "mif1"sv}));
    };
    row.decode = [](ByteView file, const ReadOptions& options) {
        return decodeHeif(file, options, FileFormat::Heif);
    };
    if (heif_have_encoder_for_format(heif_compression_HEVC) != 0) {
        row.encode = [](const Photograph& photo) {
            return encodeHeif(photo, heif_compression_HEVC, kHevcBits);
        };
    }
    row.maxSide = 16384;  // of HEVC's highest level, with room
    row.mostBits = kHevcBits;
    row.losslessAt100 = false;
    row.alwaysLossless = false;
    row.iptc = false;
    row.exifStatesSize = true;
    return row;
}

FormatRow avifFormat() {
    FormatRow row = heicFormat();
    row.format = FileFormat::Avif;
    row.name = "AVIF";
    row.extensions = {".avif"};
    row.recognises = [](ByteView file) { return hasBrand(file, std::to_array({"avif"sv, "avis"sv})); };
    row.decode = [](ByteView file, const ReadOptions& options) {
        return decodeHeif(file, options, FileFormat::Avif);
    };
    row.encode = nullptr;
    if (heif_have_encoder_for_format(heif_compression_AV1) != 0)
        row.encode = [](const Photograph& photo) {
            return encodeHeif(photo, heif_compression_AV1, kAv1Bits);
        };
    row.maxSide = kMostSide;
    row.mostBits = kAv1Bits;
    return row;
}

}  // namespace lacuna::io
