// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>

namespace lacuna::ui {

/// A JSON object whose values are asked for by key and kind; what isn't there or is something else throws
/// Error InputFile that names the key.
class JsonFields {
  public:
    explicit JsonFields(QJsonObject object) : mObject(std::move(object)) {}

    bool has(const char* key) const { return mObject.contains(QLatin1String(key)); }
    double number(const char* key) const;
    /// A whole number in that range.
    int integer(const char* key, int least, int most) const;
    bool boolean(const char* key) const;
    QString text(const char* key) const;
    std::string plainText(const char* key) const { return text(key).toStdString(); }
    /// Kept as text, since a JSON number has 53 bits.
    std::uint64_t unsigned64(const char* key) const;
    QJsonArray array(const char* key) const;
    JsonFields object(const char* key) const;

    /// One of several names.
    template <typename Enum>
    Enum choice(const char* key, std::initializer_list<std::pair<Enum, const char*>> names) const {
        const QString name = text(key);
        for (const auto& [value, known] : names) {
            if (name == QLatin1String(known)) return value;
        }
        fail(key, "has a value that is not known");
    }

    [[noreturn]] static void fail(const char* key, const char* why);

  private:
    QJsonObject mObject;
};

}  // namespace lacuna::ui
