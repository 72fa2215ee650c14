// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/metadata.h"

#include "core/base/log.h"

#include <exiv2/exiv2.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <mutex>

namespace lacuna::io {
namespace {

constexpr const char* kOrientation = "Exif.Image.Orientation";

void onLog(int level, const char* text) {
    std::string_view line(text);
    while (!line.empty() && line.back() == '\n')
        line.remove_suffix(1);
    log::debug("Exiv2 (" + std::to_string(level) + "): " + std::string(line));
}

void warn(const char* what, const Exiv2::Error& error) {
    log::warning(std::string("the photograph's metadata can't be ") + what + ": " + error.what());
}

/// Holds Exiv2 for one thread at a time, initialised.
class Exiv2Lock {
  public:
    Exiv2Lock() : mLock(mutex()) {
        static std::once_flag once;
        std::call_once(once, [] {
            Exiv2::LogMsg::setHandler(onLog);
            Exiv2::XmpParser::initialize();
        });
    }

  private:
    static std::mutex& mutex() {
        static std::mutex instance;
        return instance;
    }
    std::lock_guard<std::mutex> mLock;
};

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

double resolutionOf(const Exiv2::ExifData& exif) {
    const auto x = exif.findKey(Exiv2::ExifKey("Exif.Image.XResolution"));
    if (x == exif.end() || x->count() == 0) return 0;
    const double value = x->toFloat();
    if (!std::isfinite(value) || value <= 0) return 0;
    const auto unit = exif.findKey(Exiv2::ExifKey("Exif.Image.ResolutionUnit"));
    const long code = unit == exif.end() || unit->count() == 0 ? 2 : unit->toLong();
    return code == 3 ? value * 2.54 : code == 2 ? value : 0;
}

int orientationOf(const Exiv2::ExifData& exif) {
    const auto found = exif.findKey(Exiv2::ExifKey(kOrientation));
    const long value = found == exif.end() || found->count() == 0 ? 1 : found->toLong();
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
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

ReadMetadata readMetadata(ByteView file, const std::string& xmp) {
    const Exiv2Lock lock;
    ReadMetadata out;
    out.blocks.xmp = xmp;
    try {
        const auto image = Exiv2::ImageFactory::open(file.data(), static_cast<long>(file.size()));
        try {
            image->readMetadata();
        } catch (const Exiv2::Error& error) {
            warn("read in full", error);  // what was read before the fault is good
        }
        out.orientation = orientationOf(image->exifData());
        out.pixelsPerInch = resolutionOf(image->exifData());
        if (xmp.empty()) out.blocks.xmp = image->xmpPacket();
        out.blocks.xmp = withOrientation(out.blocks.xmp, 1);
        if (!image->iptcData().empty())
            out.blocks.iptc = toBytes(Exiv2::IptcParser::encode(image->iptcData()));
        Exiv2::ExifData exif = kept(image->exifData());
        if (exif.findKey(Exiv2::ExifKey(kOrientation)) != exif.end()) {
            exif[kOrientation] = std::uint16_t{1};
            if (exif.count() == 1) exif.clear();  // only a TIFF's own tag, no EXIF
        }
        const Exiv2::ByteOrder order = image->byteOrder();
        out.blocks.exif = encoded(exif, order == Exiv2::invalidByteOrder ? Exiv2::littleEndian : order);
    } catch (const Exiv2::Error& error) {
        warn("read", error);
    }
    return out;
}

Bytes exifForWriting(const Photograph& photo, bool stateResolution) {
    const Exiv2Lock lock;
    const Bytes& block = photo.metadata.exif;
    const bool addResolution = stateResolution && photo.pixelsPerInch > 0;
    if (block.empty() && !addResolution) return {};
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
        if (addResolution && std::abs(resolutionOf(exif) - photo.pixelsPerInch) > 0.005) {
            const Exiv2::Rational perInch(static_cast<std::int32_t>(std::lround(photo.pixelsPerInch * 100)),
                                          100);
            exif["Exif.Image.XResolution"] = Exiv2::URational(perInch.first, perInch.second);
            exif["Exif.Image.YResolution"] = Exiv2::URational(perInch.first, perInch.second);
            exif["Exif.Image.ResolutionUnit"] = std::uint16_t{2};
            changed = true;
        }
        return changed ? encoded(exif, order) : block;
    } catch (const Exiv2::Error& error) {
        warn("adapted", error);
        return {};
    }
}

void stateOrientation(PhotoMetadata& metadata, int orientation) {
    const Exiv2Lock lock;
    try {
        Exiv2::ExifData exif;
        const Exiv2::ByteOrder order =
            metadata.exif.empty() ? Exiv2::littleEndian : decode(metadata.exif, exif);
        if (orientationOf(exif) != orientation) {
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
