// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/framing_json.h"

#include "core/files/json_reader.h"

#include <nlohmann/json.hpp>

#include <cstdint>

namespace lacuna {
namespace {

constexpr std::size_t kMostFramings = 1000;

Framing framingFrom(const JsonReader& reader) {
    Framing framing;
    framing.mirrored = reader.flag("mirrored", false);
    framing.quarterTurns = static_cast<int>(reader.integer("quarter_turns", 0, 0, 3));
    framing.degrees = reader.number("degrees", 0, -Framing::kMostDegrees, Framing::kMostDegrees);
    if (reader.has("crop")) {
        const JsonReader crop = reader.object("crop");
        framing.x = crop.integer("x", 0, INT32_MAX);
        framing.y = crop.integer("y", 0, INT32_MAX);
        framing.width = crop.integer("width", 1, INT32_MAX);
        framing.height = crop.integer("height", 1, INT32_MAX);
        crop.requireNoOthers();
    }
    reader.requireNoOthers();
    return framing;
}

}  // namespace

nlohmann::ordered_json framingsToJson(const std::vector<Framing>& framings) {
    auto list = nlohmann::ordered_json::array();
    for (const Framing& framing : framings) {
        auto json = nlohmann::ordered_json::object();
        if (framing.mirrored) json["mirrored"] = true;
        if (framing.quarterTurns != 0) json["quarter_turns"] = framing.quarterTurns;
        if (framing.degrees != 0) json["degrees"] = framing.degrees;
        if (framing.isCropped())
            json["crop"] = {
                {"x", framing.x}, {"y", framing.y}, {"width", framing.width}, {"height", framing.height}};
        list.push_back(json);
    }
    return list;
}

std::vector<Framing> framingsFrom(const JsonReader& reader, const char* key) {
    std::vector<Framing> framings;
    if (!reader.has(key)) return framings;
    for (const JsonReader& framing : reader.objects(key))
        framings.push_back(framingFrom(framing));
    if (framings.size() > kMostFramings) reader.failAt(key, "must hold at most 1000 changes");
    return framings;
}

}  // namespace lacuna
