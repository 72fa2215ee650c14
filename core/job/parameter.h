// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lacuna {

/// Marks an English text for translation in lupdate's `context`. The studio translates it.
#define LACUNA_TEXT(context, text) text

/// A whole number, a number or a word, as the Parameter says.
using ParameterValue = std::variant<std::int64_t, double, std::string>;

/// The values of a solver or a kernel, by name.
class ParameterValues {
  public:
    ParameterValues() = default;
    ParameterValues(std::initializer_list<std::pair<const std::string, ParameterValue>> values)
        : mValues(values) {}

    /// Throw Error Internal if there is no such name or its value has another type.
    int integer(std::string_view name) const;
    double real(std::string_view name) const;
    const std::string& word(std::string_view name) const;

    bool has(std::string_view name) const { return mValues.find(name) != mValues.end(); }
    void set(std::string_view name, int value) { setValue(name, std::int64_t{value}); }
    void set(std::string_view name, double value) { setValue(name, value); }
    void set(std::string_view name, const char* value) { setValue(name, std::string(value)); }
    void setValue(std::string_view name, ParameterValue value);
    /// Null if there is none.
    const ParameterValue* find(std::string_view name) const;
    const std::map<std::string, ParameterValue, std::less<>>& all() const { return mValues; }

    bool operator==(const ParameterValues&) const = default;

  private:
    std::map<std::string, ParameterValue, std::less<>> mValues;
};

/// One setting of a solver or a kernel, with everything that JSON, the command line and the studio need.
struct Parameter {
    struct Word {
        const char* name;
        const char* label;  ///< in the studio
    };

    const char* name;        ///< snake_case: the key in JSON and, with hyphens, the option
    const char* label;       ///< in the studio
    const char* help;        ///< one sentence for the option's help
    const char* hint;        ///< its effect on the picture: the studio's tool tip
    ParameterValue initial;  ///< the default; its type is the parameter's
    double low = 0;          ///< a number's range
    double high = 0;
    double usual = 0;              ///< end of the studio's slider; 0: no slider
    double step = 1;               ///< step of the studio's spin box
    std::vector<Word> words{};     ///< the allowed words
    const char* option = nullptr;  ///< the option's name if it isn't `name`
    const char* unit = "";         ///< in the studio: " px", "°"
};

/// Returns the value if it is a number from `low` to `high` or one of the words; a whole number is converted
/// if the parameter is a number. Throws Error Usage, with `name` in words as its subject, saying what is
/// allowed.
ParameterValue checked(const Parameter& parameter, const ParameterValue& value);
/// Every parameter, checked; missing ones get their defaults. Values that belong to no parameter are kept
/// unchanged.
ParameterValues completed(std::span<const Parameter> parameters, const ParameterValues& values);

/// "12", "0.5", "fixed-point".
std::string toString(const ParameterValue& value);

}  // namespace lacuna
