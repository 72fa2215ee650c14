// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/jpeg_segments.h"

#include "core/io/photoshop_resources.h"
#include "core/io/shared_blocks.h"

#include <string_view>

namespace lacuna::io::jpeg {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kPhotoshop = "Photoshop 3.0\0"sv;
constexpr std::string_view kXmp = "http://ns.adobe.com/xap/1.0/\0"sv;
constexpr std::string_view kIsoGainMap = "urn:iso:std:iso:ts:21496:-1"sv;

std::string_view contentOf(const jpeg_marker_struct& marker) {
    return {reinterpret_cast<const char*>(marker.data), marker.data_length};
}

/// Segments that other code reads, or that describe what isn't kept.
bool isKnown(int marker, std::string_view content) {
    const auto is = [&](int number, std::string_view header) {
        return marker == JPEG_APP0 + number && content.starts_with(header);
    };
    return is(0, "JFIF\0"sv) || is(0, "JFXX\0"sv) || is(1, "Exif\0"sv) || is(1, kXmp) ||
           is(2, "ICC_PROFILE\0"sv) || is(2, "MPF\0"sv) || is(2, kIsoGainMap) || is(13, kPhotoshop) ||
           is(14, "Adobe"sv);
}

}  // namespace

std::vector<FormatBlock> readSegments(const jpeg_decompress_struct& codec) {
    std::vector<FormatBlock> blocks;
    std::string resources;  // may be spread over several segments
    for (const jpeg_marker_struct* marker = codec.marker_list; marker; marker = marker->next) {
        const std::string_view content = contentOf(*marker);
        if (marker->marker == JPEG_APP0 + 13 && content.starts_with(kPhotoshop))
            resources += content.substr(kPhotoshop.size());
        if (isKnown(marker->marker, content)) continue;
        const std::string kind =
            marker->marker == JPEG_COM ? "COM" : "APP" + std::to_string(marker->marker - JPEG_APP0);
        blocks.push_back({FileFormat::Jpeg, kind, Bytes(content.begin(), content.end())});
    }
    if (Bytes kept = photoshop::keptResources(resources); !kept.empty())
        blocks.push_back({FileFormat::Jpeg, kPhotoshopBlock, std::move(kept)});
    return blocks;
}

std::string xmpOf(const jpeg_decompress_struct& codec) {
    for (const jpeg_marker_struct* marker = codec.marker_list; marker; marker = marker->next) {
        const std::string_view content = contentOf(*marker);
        if (marker->marker == JPEG_APP0 + 1 && content.starts_with(kXmp))
            return std::string(content.substr(kXmp.size()));
    }
    return {};
}

bool announcesGainMap(const jpeg_decompress_struct& codec) {
    for (const jpeg_marker_struct* marker = codec.marker_list; marker; marker = marker->next) {
        if (marker->marker == JPEG_APP0 + 2 && contentOf(*marker).starts_with(kIsoGainMap)) return true;
    }
    return false;
}

Bytes photoshopSegment(const PhotoMetadata& metadata) {
    Bytes out = photoshop::iptcResource(metadata.iptc);
    for (const FormatBlock& block : metadata.blocks) {
        if (block.format == FileFormat::Jpeg && block.kind == kPhotoshopBlock)
            out.insert(out.end(), block.data.begin(), block.data.end());
    }
    return out;
}

std::vector<std::string> tooLarge(const PhotoMetadata& metadata) {
    std::vector<std::string> names;
    const auto check = [&names](std::size_t size, std::size_t header, const char* name) {
        if (size + header > kMostInSegment) names.emplace_back(name);
    };
    check(metadata.exif.size(), 6, "EXIF");
    check(metadata.xmp.size(), kXmp.size(), "XMP");
    check(photoshopSegment(metadata).size(), kPhotoshop.size(), "IPTC");
    return names;
}

namespace {

std::string_view behind(const jpeg_decompress_struct& codec) {
    std::string_view rest(reinterpret_cast<const char*>(codec.src->next_input_byte),
                          codec.src->bytes_in_buffer);
    const auto isPadding = [](char value) { return value == '\0' || value == '\xff'; };
    // A picture begins with 0xff, too, but with 0xd8 after it.
    while (!rest.empty() && isPadding(rest.front()) && !rest.starts_with("\xff\xd8"sv))
        rest.remove_prefix(1);
    return rest;
}

}  // namespace

std::size_t bytesBehind(const jpeg_decompress_struct& codec) {
    return behind(codec).size();
}

bool isFilmBehind(const jpeg_decompress_struct& codec) {
    const std::string_view rest = behind(codec);
    // The film comes last, after a gain map if there is one.
    return rest.find("ftypmp4"sv) != std::string_view::npos ||
           rest.find("ftypisom"sv) != std::string_view::npos ||
           rest.find("ftypqt"sv) != std::string_view::npos ||
           rest.find("MotionPhoto_Data"sv) != std::string_view::npos;
}

}  // namespace lacuna::io::jpeg
