// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/io/pictures.h"

#include "core/base/joined.h"
#include "core/io/colour.h"

#include <exiv2/exiv2.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace lacuna::test {
namespace {

constexpr int kWidth = 24;
constexpr int kHeight = 16;

template <typename Formula>
ImageBuffer filled(int width, int height, int channels, Depth depth, Formula formula) {
    ImageBuffer out(width, height, channels, depth);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < channels; ++c)
                out.setSample(x, y, c, formula(x, y, c));
        }
    }
    return out;
}

int narrowValue(int x, int y, int bits) {
    return (x * 5 + y * 3) % (1 << bits);
}

}  // namespace

ImageBuffer fixturePixels(int channels, Depth depth) {
    const bool deep = depth == Depth::UInt16;
    return filled(kWidth, kHeight, channels, depth, [=](int x, int y, int c) {
        if (channels == 1) return deep ? x * 2500 + y * 500 + 3 : x * 9 + y * 3;
        if (c == 0) return deep ? x * 2800 + y * 7 : x * 11;
        if (c == 1) return deep ? y * 4300 + x * 3 : y * 17;
        return deep ? x * 1500 + y * 1900 + 1 : x * 7 + y * 5;
    });
}

ImageBuffer fixtureAlpha(Depth depth) {
    const bool deep = depth == Depth::UInt16;
    return filled(kWidth, kHeight, 1, depth,
                  [=](int x, int y, int) { return deep ? x * 1000 + y * 2800 + 1 : x * 3 + y * 12; });
}

ImageBuffer fixtureNarrow(int bits) {
    const Depth depth = bits > 8 ? Depth::UInt16 : Depth::UInt8;
    const double scale = (bits > 8 ? 65535.0 : 255.0) / ((1 << bits) - 1);
    return filled(kWidth, kHeight, 1, depth, [=](int x, int y, int) {
        return static_cast<int>(std::lround(narrowValue(x, y, bits) * scale));
    });
}

ImageBuffer fixturePalette(int bits) {
    return filled(kWidth, kHeight, 3, Depth::UInt8, [=](int x, int y, int c) {
        const int index = narrowValue(x, y, bits);
        return c == 0 ? 255 - index : index * (c == 1 ? 37 : 91) % 256;
    });
}

ImageBuffer noisyPicture(int width, int height, int channels, Depth depth) {
    std::uint32_t state = 12345;
    return filled(width, height, channels, depth, [&](int, int, int) {
        state = state * 1664525 + 1013904223;
        return static_cast<int>(state >> (depth == Depth::UInt8 ? 24 : 16));
    });
}

ImageBuffer smoothPicture(int width, int height, int channels, Depth depth) {
    const double top = depth == Depth::UInt8 ? 255 : 65535;
    return filled(width, height, channels, depth, [=](int x, int y, int c) {
        return static_cast<int>(top * (0.5 + 0.4 * std::sin(x / 9.0 + c) * std::cos(y / 11.0 - c)));
    });
}

PhotoMetadata fullMetadata() {
    Exiv2::ExifData exif;
    exif["Exif.Image.ImageDescription"] = "A bridge in the rain";
    exif["Exif.Image.Make"] = "Acme";
    exif["Exif.Image.Model"] = "Box 3";
    exif["Exif.Image.Artist"] = "N. N.";
    exif["Exif.Photo.ExposureTime"] = Exiv2::URational(1, 125);
    exif["Exif.Photo.ISOSpeedRatings"] = std::uint16_t{400};
    exif["Exif.Photo.DateTimeOriginal"] = "2024:02:29 12:34:56";
    exif["Exif.Photo.PixelXDimension"] = std::uint32_t{4000};
    exif["Exif.Photo.PixelYDimension"] = std::uint32_t{3000};
    exif["Exif.GPSInfo.GPSLatitudeRef"] = "N";
    exif["Exif.GPSInfo.GPSLatitude"] = "59/1 20/1 0/1";
    Exiv2::IptcData iptc;
    iptc["Iptc.Application2.Headline"] = "Bridge closed";
    iptc["Iptc.Application2.City"] = "Stockholm";
    Exiv2::XmpData xmp;
    xmp["Xmp.dc.creator"] = "N. N.";
    xmp["Xmp.xmp.Rating"] = "4";

    PhotoMetadata out;
    Exiv2::ExifParser::encode(out.exif, Exiv2::bigEndian, exif);
    const Exiv2::DataBuf records = Exiv2::IptcParser::encode(iptc);
    out.iptc.assign(records.pData_, records.pData_ + records.size_);
    Exiv2::XmpParser::encode(out.xmp, xmp);
    out.icc = io::srgbProfile();
    return out;
}

std::string exifValue(const PhotoMetadata& metadata, const char* key) {
    Exiv2::ExifData exif;
    if (metadata.exif.empty()) return "absent";
    Exiv2::ExifParser::decode(exif, metadata.exif.data(), static_cast<std::uint32_t>(metadata.exif.size()));
    const auto found = exif.findKey(Exiv2::ExifKey(key));
    return found == exif.end() ? "absent" : found->toString();
}

std::string iptcValue(const PhotoMetadata& metadata, const char* key) {
    Exiv2::IptcData iptc;
    if (metadata.iptc.empty()) return "absent";
    Exiv2::IptcParser::decode(iptc, metadata.iptc.data(), static_cast<std::uint32_t>(metadata.iptc.size()));
    const auto found = iptc.findKey(Exiv2::IptcKey(key));
    return found == iptc.end() ? "absent" : found->toString();
}

std::string xmpValue(const PhotoMetadata& metadata, const char* key) {
    Exiv2::XmpData xmp;
    if (metadata.xmp.empty()) return "absent";
    Exiv2::XmpParser::decode(xmp, metadata.xmp);
    const auto found = xmp.findKey(Exiv2::XmpKey(key));
    return found == xmp.end() ? "absent" : found->toString();
}

int largestDifference(const ImageBuffer& a, const ImageBuffer& b) {
    if (a.width() != b.width() || a.height() != b.height() || a.channels() != b.channels() ||
        a.depth() != b.depth()) {
        return -1;
    }
    int largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            for (int c = 0; c < a.channels(); ++c) {
                largest = std::max(largest, std::abs(a.sample(x, y, c) - b.sample(x, y, c)));
            }
        }
    }
    return largest;
}

std::vector<std::uint8_t> withChunk(const std::vector<std::uint8_t>& png, const std::string& type,
                                    const std::string& data) {
    const auto number = [](std::uint32_t value) {
        std::string out;
        for (int shift = 24; shift >= 0; shift -= 8)
            out += static_cast<char>(value >> shift);
        return out;
    };
    std::uint32_t check = 0xffffffff;
    for (const char letter : type + data) {
        check ^= static_cast<std::uint8_t>(letter);
        for (int bit = 0; bit < 8; ++bit)
            check = (check & 1) != 0 ? check >> 1 ^ 0xedb88320 : check >> 1;
    }
    const std::string chunk = number(static_cast<std::uint32_t>(data.size())) + type + data + number(~check);
    constexpr std::ptrdiff_t kAfterHeader = 33;
    std::vector<std::uint8_t> out = png;
    out.insert(out.begin() + kAfterHeader, chunk.begin(), chunk.end());
    return out;
}

std::vector<std::string> chunksOf(const std::vector<std::uint8_t>& png, const std::string& type) {
    std::vector<std::string> out;
    for (std::size_t at = 8; at + 12 <= png.size();) {
        const std::size_t length = std::size_t{png[at]} << 24 | std::size_t{png[at + 1]} << 16 |
                                   std::size_t{png[at + 2]} << 8 | png[at + 3];
        const auto from = png.begin() + static_cast<std::ptrdiff_t>(at);
        if (std::string(from + 4, from + 8) == type)
            out.emplace_back(from + 8, from + 8 + static_cast<std::ptrdiff_t>(length));
        at += 12 + length;
    }
    return out;
}

std::vector<std::uint8_t> withSegment(const std::vector<std::uint8_t>& jpeg, int marker,
                                      const std::string& data) {
    std::vector<std::uint8_t> out = jpeg;
    const std::size_t length = data.size() + 2;
    const std::vector<std::uint8_t> header = {0xff, static_cast<std::uint8_t>(marker),
                                              static_cast<std::uint8_t>(length >> 8),
                                              static_cast<std::uint8_t>(length)};
    out.insert(out.begin() + 2, data.begin(), data.end());
    out.insert(out.begin() + 2, header.begin(), header.end());
    return out;
}

std::vector<std::string> segmentsOf(const std::vector<std::uint8_t>& jpeg, int marker) {
    std::vector<std::string> out;
    for (std::size_t at = 2; at + 4 <= jpeg.size() && jpeg[at] == 0xff && jpeg[at + 1] != 0xda;) {
        const std::size_t length = std::size_t{jpeg[at + 2]} << 8 | jpeg[at + 3];
        const auto from = jpeg.begin() + static_cast<std::ptrdiff_t>(at);
        if (jpeg[at + 1] == marker)
            out.emplace_back(from + 4, from + 2 + static_cast<std::ptrdiff_t>(length));
        at += 2 + length;
    }
    return out;
}

std::string namesOf(const std::vector<Note>& notes) {
    return joined(notes, ", ", [](const Note& note) { return std::string(toString(note.code)); });
}

std::filesystem::path fixture(const char* name) {
    return std::filesystem::path(LACUNA_TEST_DATA) / "io" / name;
}

}  // namespace lacuna::test
