// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/degradation_mark.h"

#include "core/base/log.h"
#include "core/base/photograph.h"
#include "core/io/exiv2_lock.h"

#include <exiv2/exiv2.hpp>

#include <functional>
#include <string>

namespace lacuna {
namespace {

constexpr const char* kSpace = "https://lacuna-restoration.org/ns/1.0/";
constexpr const char* kPrefix = "lacuna";
constexpr const char* kKey = "Xmp.lacuna.DegradedIn";
constexpr const char* kLight = "light";
constexpr const char* kValues = "values";

/// Calls `work` with the packet's properties; returns whether they could be read.
bool withXmp(const std::string& packet, const std::function<void(Exiv2::XmpData&)>& work) {
    const io::Exiv2Lock lock;
    try {
        if (Exiv2::XmpProperties::ns(kPrefix) != kSpace) Exiv2::XmpProperties::registerNs(kSpace, kPrefix);
    } catch (const Exiv2::Error&) {
        Exiv2::XmpProperties::registerNs(kSpace, kPrefix);  // ns() throws for an unknown prefix
    }
    try {
        Exiv2::XmpData xmp;
        if (!packet.empty() && Exiv2::XmpParser::decode(xmp, packet) != 0) return false;
        work(xmp);
        return true;
    } catch (const Exiv2::Error& error) {
        log::warning(std::string("the photograph's metadata can't be adapted: ") + error.what());
        return false;
    }
}

bool isMarked(const PhotoMetadata& metadata) {
    return metadata.xmp.find(kSpace) != std::string::npos;
}

}  // namespace

void markDegradation(PhotoMetadata& metadata, bool inLight) {
    std::string packet;
    const bool made = withXmp(metadata.xmp, [&](Exiv2::XmpData& xmp) {
        xmp[kKey] = std::string(inLight ? kLight : kValues);
        if (Exiv2::XmpParser::encode(packet, xmp) != 0) packet.clear();
    });
    if (made && !packet.empty()) metadata.xmp = std::move(packet);
}

std::optional<bool> wasDegradedInLight(const PhotoMetadata& metadata) {
    std::optional<bool> found;
    if (!isMarked(metadata)) return found;
    withXmp(metadata.xmp, [&](Exiv2::XmpData& xmp) {
        const auto datum = xmp.findKey(Exiv2::XmpKey(kKey));
        if (datum == xmp.end()) return;
        if (datum->toString() == kLight) found = true;
        if (datum->toString() == kValues) found = false;
    });
    return found;
}

void removeDegradationMark(PhotoMetadata& metadata) {
    if (!isMarked(metadata)) return;
    std::string packet = metadata.xmp;
    withXmp(metadata.xmp, [&](Exiv2::XmpData& xmp) {
        const auto datum = xmp.findKey(Exiv2::XmpKey(kKey));
        if (datum == xmp.end()) return;
        xmp.erase(datum);
        std::string rest;
        if (xmp.empty() || Exiv2::XmpParser::encode(rest, xmp) == 0) packet = rest;
    });
    metadata.xmp = std::move(packet);
}

}  // namespace lacuna
