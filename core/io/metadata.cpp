// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/metadata.h"

#include "core/base/log.h"
#include "core/io/exiv2_lock.h"
#include "core/io/thumbnail.h"

#include <exiv2/exiv2.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace lacuna::io {
namespace {

/// What a JPEG's segment holds beside its length and "Exif\0\0".
constexpr std::size_t kMostExifOfJpeg = 65527;
constexpr const char* kOrientation = "Exif.Image.Orientation";

void warn(const char* what, const Exiv2::Error& error) {
    log::warning(std::string("the photograph's metadata can't be ") + what + ": " + error.what());
}

/// Tags of TIFF's first directory that describe the stored pixels, or hold what PhotoMetadata keeps
/// elsewhere.
bool isStorageTag(std::uint16_t tag) {
    constexpr std::array<std::uint16_t, 50> kTags = {
        0x00fe, 0x00ff, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0107, 0x0108, 0x0109,
        0x010a, 0x0111, 0x0115, 0x0116, 0x0117, 0x0118, 0x0119, 0x011c, 0x0120, 0x0121,
        0x0122, 0x0123, 0x0124, 0x0125, 0x012d, 0x013d, 0x013e, 0x013f, 0x0140, 0x0141,
        0x0142, 0x0143, 0x0144, 0x0145, 0x014a, 0x014c, 0x014d, 0x0150, 0x0151, 0x0152,
        0x0153, 0x0154, 0x0155, 0x0156, 0x015b, 0x02bc, 0x83bb, 0x8649, 0x8773, 0x0214};
    // 0x0200–0x0213 are JPEG's old tables and the YCbCr layout.
    return std::find(kTags.begin(), kTags.end(), tag) != kTags.end() || (tag >= 0x0200 && tag <= 0x0213);
}

bool isKept(const Exiv2::Exifdatum& datum) {
    const std::string group = datum.groupName();
    if (group == "Image") return !isStorageTag(datum.tag());
    // Thumbnails, previews, further pages and the mosaic data of raw files.
    constexpr std::array<std::string_view, 4> kPictures = {"Thumbnail", "SubImage", "SubThumb", "Image"};
    return std::none_of(kPictures.begin(), kPictures.end(),
                        [&](std::string_view name) { return std::string_view(group).starts_with(name); });
}

Exiv2::ExifData kept(const Exiv2::ExifData& all) {
    Exiv2::ExifData out;
    for (const auto& datum : all) {
        // Some programs write a block, or a tag, twice.
        if (isKept(datum) && out.findKey(Exiv2::ExifKey(datum.key())) == out.end()) out.add(datum);
    }
    return out;
}

Bytes encoded(const Exiv2::ExifData& exif, Exiv2::ByteOrder order) {
    Exiv2::Blob blob;
    if (!exif.empty()) Exiv2::ExifParser::encode(blob, order, exif);
    return blob;
}

/// Decodes a block and returns its byte order.
Exiv2::ByteOrder decode(const Bytes& block, Exiv2::ExifData& exif) {
    return Exiv2::ExifParser::decode(exif, block.data(), static_cast<std::uint32_t>(block.size()));
}

double numberAt(const Exiv2::ExifData& exif, const char* key) {
    const auto found = exif.findKey(Exiv2::ExifKey(key));
    if (found == exif.end() || found->count() == 0) return 0;
    const double value = found->toFloat();
    return std::isfinite(value) && value > 0 ? value : 0;
}

constexpr double kCentimetresPerInch = 2.54;

/// Pixels per inch, and the rest of `size`; 0 if the EXIF states none.
double resolutionOf(const Exiv2::ExifData& exif, PixelSize& size) {
    double across = numberAt(exif, "Exif.Image.XResolution");
    double down = numberAt(exif, "Exif.Image.YResolution");
    const double unit = numberAt(exif, "Exif.Image.ResolutionUnit");
    if (across == 0 || unit == 1) return 0;
    size.unit = unit == 3 ? PixelSize::Unit::Centimetre : PixelSize::Unit::Inch;
    if (unit == 3) {
        across *= kCentimetresPerInch;
        down *= kCentimetresPerInch;
    }
    size.perInchDown = down == across ? 0 : down;
    return across;
}

/// To a thousandth, or to what 32 bits hold.
Exiv2::URational rational(double value) {
    const double scale = value < 4e6 ? 1000 : 1;
    const auto numerator = static_cast<std::uint32_t>(std::llround(value * scale));
    return {numerator, static_cast<std::uint32_t>(scale)};
}

/// Returns whether that changed anything.
bool stateResolution(Exiv2::ExifData& exif, const Photograph& photo) {
    PixelSize stated;
    const double across = resolutionOf(exif, stated);
    const double down = stated.perInchDown > 0 ? stated.perInchDown : across;
    const double wantedDown =
        photo.pixelSize.perInchDown > 0 ? photo.pixelSize.perInchDown : photo.pixelsPerInch;
    if (std::abs(across - photo.pixelsPerInch) <= 0.005 && std::abs(down - wantedDown) <= 0.005) return false;
    const bool metric = photo.pixelSize.unit == PixelSize::Unit::Centimetre;
    const double perUnit = metric ? 1 / kCentimetresPerInch : 1;
    exif["Exif.Image.XResolution"] = rational(photo.pixelsPerInch * perUnit);
    exif["Exif.Image.YResolution"] = rational(wantedDown * perUnit);
    exif["Exif.Image.ResolutionUnit"] = std::uint16_t(metric ? 3 : 2);
    return true;
}

int orientationOf(const Exiv2::ExifData& exif) {
    const auto found = exif.findKey(Exiv2::ExifKey(kOrientation));
    const long value = found == exif.end() || found->count() == 0 ? 0 : found->toLong();
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 0;
}

bool hasThumbnail(const Exiv2::ExifData& exif) {
    return std::any_of(exif.begin(), exif.end(),
                       [](const Exiv2::Exifdatum& datum) { return datum.groupName() == "Thumbnail"; });
}

/// Removes what announces a gain map or a film, which aren't kept, and notes which it was.
void removeCompanions(ReadMetadata& metadata) {
    constexpr const char* kGainMap = "http://ns.adobe.com/hdr-gain-map/1.0/";
    constexpr const char* kDirectory = "http://ns.google.com/photos/1.0/container/";
    constexpr const char* kCamera = "http://ns.google.com/photos/1.0/camera/";
    std::string& packet = metadata.kept.xmp;
    const auto says = [&packet](const char* text) { return packet.find(text) != std::string::npos; };
    if (!says(kGainMap) && !says(kDirectory) && !says(kCamera)) return;
    Exiv2::XmpData xmp;
    if (Exiv2::XmpParser::decode(xmp, packet) != 0) return;
    bool changed = false;
    for (auto datum = xmp.begin(); datum != xmp.end();) {
        const std::string space = Exiv2::XmpProperties::ns(datum->groupName());
        const std::string name = datum->tagName();
        const bool gainMap = space == kGainMap;
        const bool film =
            space == kCamera && (name.starts_with("MotionPhoto") || name.starts_with("MicroVideo"));
        metadata.hadGainMap = metadata.hadGainMap || gainMap;
        metadata.hadFilm = metadata.hadFilm || film;
        if (gainMap || film || space == kDirectory) {
            datum = xmp.erase(datum);
            changed = true;
        } else {
            ++datum;
        }
    }
    std::string out;
    if (!changed) return;
    if (!xmp.empty() && Exiv2::XmpParser::encode(out, xmp) != 0) return;
    packet = std::move(out);
}

/// Some programs also read the orientation in the XMP, and would turn the result once more.
std::string withOrientation(const std::string& packet, int orientation) {
    if (packet.find("Orientation") == std::string::npos) return packet;
    Exiv2::XmpData xmp;
    if (Exiv2::XmpParser::decode(xmp, packet) != 0) return packet;
    const auto found = xmp.findKey(Exiv2::XmpKey("Xmp.tiff.Orientation"));
    if (found == xmp.end() || found->toString() == std::to_string(orientation)) return packet;
    found->setValue(std::to_string(orientation));
    std::string out;
    return Exiv2::XmpParser::encode(out, xmp) == 0 ? out : packet;
}

Bytes toBytes(const Exiv2::DataBuf& buffer) {
    return Bytes(buffer.pData_, buffer.pData_ + buffer.size_);
}

}  // namespace

ReadMetadata readMetadata(ByteView file, const PhotoMetadata& found, bool complete) {
    const Exiv2Lock lock;
    ReadMetadata out;
    out.kept.xmp = found.xmp;
    try {
        Exiv2::ExifData all;
        Exiv2::ByteOrder order = Exiv2::invalidByteOrder;
        if (complete) {
            out.kept.iptc = found.iptc;
            if (!found.exif.empty()) order = decode(found.exif, all);
        } else {
            const auto image = Exiv2::ImageFactory::open(file.data(), static_cast<long>(file.size()));
            try {
                image->readMetadata();
            } catch (const Exiv2::Error& error) {
                warn("read in full", error);  // what was read before the fault is good
            }
            all = image->exifData();
            order = image->byteOrder();
            if (found.xmp.empty()) out.kept.xmp = image->xmpPacket();
            if (!image->iptcData().empty())
                out.kept.iptc = toBytes(Exiv2::IptcParser::encode(image->iptcData()));
        }
        out.orientation = orientationOf(all);
        out.pixelsPerInch = resolutionOf(all, out.pixelSize);
        out.kept.hasThumbnail = hasThumbnail(all);
        out.kept.xmp = withOrientation(out.kept.xmp, 1);
        removeCompanions(out);
        Exiv2::ExifData exif = kept(all);
        if (exif.findKey(Exiv2::ExifKey(kOrientation)) != exif.end()) {
            exif[kOrientation] = std::uint16_t{1};
            if (exif.count() == 1) exif.clear();  // only a TIFF's own tag, no EXIF
        }
        out.kept.exif = encoded(exif, order == Exiv2::invalidByteOrder ? Exiv2::littleEndian : order);
    } catch (const Exiv2::Error& error) {
        warn("read", error);
    }
    return out;
}

Bytes exifForWriting(const Photograph& photo, const FormatRow& row) {
    const Bytes& block = photo.metadata.exif;
    const bool addResolution = row.exifStatesSize && photo.pixelsPerInch > 0;
    if (block.empty() && !addResolution) return {};
    // Made before the lock is taken: it converts colours, which takes a while.
    const Bytes thumbnail = row.thumbnail && photo.metadata.hasThumbnail ? thumbnailOf(photo) : Bytes();
    const Exiv2Lock lock;
    try {
        Exiv2::ExifData exif;
        const Exiv2::ByteOrder order = block.empty() ? Exiv2::littleEndian : decode(block, exif);
        const auto state = [&](const char* key, int pixels) {
            const auto found = exif.findKey(Exiv2::ExifKey(key));
            if (found == exif.end() || (found->count() > 0 && found->toLong() == pixels)) return false;
            exif[key] = static_cast<std::uint32_t>(pixels);
            return true;
        };
        bool changed = state("Exif.Photo.PixelXDimension", photo.pixels.width());
        changed = state("Exif.Photo.PixelYDimension", photo.pixels.height()) || changed;
        // A photograph that was turned has exchanged its two resolutions.
        const bool unequal = photo.pixelSize.perInchDown > 0 && numberAt(exif, "Exif.Image.XResolution") > 0;
        if (addResolution || unequal) changed = stateResolution(exif, photo) || changed;
        if (thumbnail.empty()) return changed ? encoded(exif, order) : block;
        // The standard wants a resolution for the thumbnail, too, and this is what it takes for unknown.
        constexpr Exiv2::URational kUnknown{72, 1};
        constexpr std::uint16_t kInch = 2;
        Exiv2::ExifThumb(exif).setJpegThumbnail(thumbnail.data(), static_cast<long>(thumbnail.size()),
                                                kUnknown, kUnknown, kInch);
        Bytes with = encoded(exif, order);
        if (row.format != FileFormat::Jpeg || with.size() <= kMostExifOfJpeg) return with;
        Exiv2::ExifThumb(exif).erase();
        return encoded(exif, order);
    } catch (const Exiv2::Error& error) {
        warn("adapted", error);
        return {};
    }
}

void stateOrientation(PhotoMetadata& metadata, int orientation, bool always) {
    const Exiv2Lock lock;
    try {
        Exiv2::ExifData exif;
        const Exiv2::ByteOrder order =
            metadata.exif.empty() ? Exiv2::littleEndian : decode(metadata.exif, exif);
        const int stated = orientationOf(exif);
        if (stated != orientation && (always || orientation != 1 || stated != 0)) {
            exif[kOrientation] = static_cast<std::uint16_t>(orientation);
            metadata.exif = encoded(exif, order);
        }
        metadata.xmp = withOrientation(metadata.xmp, orientation);
    } catch (const Exiv2::Error& error) {
        warn("adapted", error);
    }
}

std::string xmpWithIptc(const PhotoMetadata& metadata) {
    if (metadata.iptc.empty()) return metadata.xmp;
    const Exiv2Lock lock;
    try {
        Exiv2::IptcData iptc;
        Exiv2::XmpData xmp;
        if (Exiv2::IptcParser::decode(iptc, metadata.iptc.data(),
                                      static_cast<std::uint32_t>(metadata.iptc.size())) != 0) {
            return metadata.xmp;
        }
        if (!metadata.xmp.empty() && Exiv2::XmpParser::decode(xmp, metadata.xmp) != 0) return metadata.xmp;
        Exiv2::XmpData fromIptc;
        Exiv2::copyIptcToXmp(iptc, fromIptc);
        for (const auto& datum : fromIptc) {
            if (xmp.findKey(Exiv2::XmpKey(datum.key())) == xmp.end()) xmp.add(datum);
        }
        std::string out;
        return Exiv2::XmpParser::encode(out, xmp) == 0 ? out : metadata.xmp;
    } catch (const Exiv2::Error& error) {
        warn("turned from IPTC into XMP", error);
        return metadata.xmp;
    }
}

Bytes withMetadata(const Bytes& tiff, const PhotoMetadata& metadata) {
    if (metadata.exif.empty() && metadata.xmp.empty() && metadata.iptc.empty()) return tiff;
    const Exiv2Lock lock;
    try {
        const auto image = Exiv2::ImageFactory::open(tiff.data(), static_cast<long>(tiff.size()));
        image->readMetadata();
        Exiv2::ExifData exif;
        if (!metadata.exif.empty()) decode(metadata.exif, exif);
        for (const auto& datum : exif) {
            // Tags that the codec has written (orientation, resolution) take precedence.
            const bool stated =
                image->exifData().findKey(Exiv2::ExifKey(datum.key())) != image->exifData().end();
            if (isKept(datum) && !stated) image->exifData().add(datum);
        }
        if (!metadata.iptc.empty()) {
            Exiv2::IptcData iptc;
            if (Exiv2::IptcParser::decode(iptc, metadata.iptc.data(),
                                          static_cast<std::uint32_t>(metadata.iptc.size())) == 0) {
                image->setIptcData(iptc);
                // Exiv2 fills an existing tag; else Photoshop's resources alone would hold the IPTC.
                image->exifData()["Exif.Image.IPTCNAA"] = std::uint32_t{0};
            }
        }
        Exiv2::XmpData xmp;
        if (!metadata.xmp.empty() && Exiv2::XmpParser::decode(xmp, metadata.xmp) == 0) {
            image->setXmpPacket(metadata.xmp);
            image->writeXmpFromPacket(true);
        }
        image->writeMetadata();
        Exiv2::BasicIo& io = image->io();
        Bytes out(io.size());
        if (io.open() != 0 ||
            io.read(out.data(), static_cast<long>(out.size())) != static_cast<long>(out.size())) {
            throw Exiv2::Error(Exiv2::kerErrorMessage, "its own memory can't be read");
        }
        io.close();
        return out;
    } catch (const Exiv2::Error& error) {
        warn("written", error);
        return tiff;
    }
}

std::string rawProfile(std::string_view name, const Bytes& block) {
    constexpr std::size_t kBytesPerLine = 36;
    constexpr char kDigits[] = "0123456789abcdef";
    char header[64];
    std::snprintf(header, sizeof header, "\n%.*s\n%8zu", static_cast<int>(name.size()), name.data(),
                  block.size());
    std::string out(header);
    for (std::size_t i = 0; i < block.size(); ++i) {
        if (i % kBytesPerLine == 0) out += '\n';
        out += kDigits[block[i] >> 4];
        out += kDigits[block[i] & 15];
    }
    out += '\n';
    return out;
}

}  // namespace lacuna::io
