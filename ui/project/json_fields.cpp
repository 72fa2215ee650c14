// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/json_fields.h"

#include "core/base/error.h"

#include <cmath>

namespace lacuna::ui {

void JsonFields::fail(const char* key, const char* why) {
    throw Error(ErrorCode::InputFile, {}, std::string("its entry \"") + key + "\" " + why);
}

double JsonFields::number(const char* key) const {
    const QJsonValue value = mObject.value(QLatin1String(key));
    if (!value.isDouble()) fail(key, "is missing or no number");
    return value.toDouble();
}

int JsonFields::integer(const char* key, int least, int most) const {
    const double value = number(key);
    if (value != std::floor(value) || value < least || value > most) fail(key, "is out of its range");
    return int(value);
}

bool JsonFields::boolean(const char* key) const {
    const QJsonValue value = mObject.value(QLatin1String(key));
    if (!value.isBool()) fail(key, "is missing or neither true nor false");
    return value.toBool();
}

QString JsonFields::text(const char* key) const {
    const QJsonValue value = mObject.value(QLatin1String(key));
    if (!value.isString()) fail(key, "is missing or no text");
    return value.toString();
}

std::uint64_t JsonFields::unsigned64(const char* key) const {
    bool good = false;
    const std::uint64_t value = text(key).toULongLong(&good);
    if (!good) fail(key, "is no whole number");
    return value;
}

QJsonArray JsonFields::array(const char* key) const {
    const QJsonValue value = mObject.value(QLatin1String(key));
    if (!value.isArray()) fail(key, "is missing or no list");
    return value.toArray();
}

JsonFields JsonFields::object(const char* key) const {
    const QJsonValue value = mObject.value(QLatin1String(key));
    if (!value.isObject()) fail(key, "is missing or no object");
    return JsonFields(value.toObject());
}

}  // namespace lacuna::ui
