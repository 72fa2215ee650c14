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

/// Marks an English text for translation (the context is lupdate's); the studio translates it.
#define LACUNA_TEXT(context, text) text

/// A whole number, a number or a word. Which of them, the Parameter says.
using ParameterValue = std::variant<std::int64_t, double, std::string>;

/// The values of a solver or a kernel, by name.
class ParameterValues {
  public:
    ParameterValues() = default;
    ParameterValues(std::initializer_list<std::pair<const std::string, ParameterValue>> values)
        : mValues(values) {}

    /// Throw Error Internal for a name that isn't there or a value of another type.
    int integer(std::string_view name) const;
    double real(std::string_view name) const;
    const std::string& word(std::string_view name) const;

    bool has(std::string_view name) const { return mValues.find(name) != mValues.end(); }
    void set(std::string_view name, int value) { setValue(name, std::int64_t{value}); }
    void set(std::string_view name, double value) { setValue(name, value); }
    void set(std::string_view name, const char* value) { setValue(name, std::string(value)); }
    void setValue(std::string_view name, ParameterValue value);
    /// Null where there is none.
    const ParameterValue* find(std::string_view name) const;
    const std::map<std::string, ParameterValue, std::less<>>& all() const { return mValues; }

    bool operator==(const ParameterValues&) const = default;

  private:
    std::map<std::string, ParameterValue, std::less<>> mValues;
};

/// One setting of a solver or a kernel: all that JSON, the command line and the studio need to know of it.
struct Parameter {
    struct Word {
        const char* name;
        const char* label;  ///< in the studio
    };

    const char* name;        ///< snake_case: the key in JSON and, with hyphens, the option
    const char* label;       ///< in the studio
    const char* help;        ///< a sentence for the option's help
    const char* hint;        ///< what it does to the picture: the studio's tool tip
    ParameterValue initial;  ///< the default; its type is the parameter's
    double low = 0;          ///< of a number: its range
    double high = 0;
    double usual = 0;              ///< where the studio's slider ends; 0: there is no slider
    double step = 1;               ///< of the studio's spin box
    std::vector<Word> words{};     ///< of a word: those it may be
    const char* option = nullptr;  ///< the option's name, where it isn't `name`
    const char* unit = "";         ///< in the studio: " px", "°"
};

/// `low` ≤ number ≤ `high`, or one of the words; the type converted where a whole number stands for a number.
/// Throws Error Usage{`name` with spaces} saying what it may be.
ParameterValue checked(const Parameter& parameter, const ParameterValue& value);
/// Every parameter, checked, with the default of those that `values` lacks. Others are kept as they are.
ParameterValues completed(std::span<const Parameter> parameters, const ParameterValues& values);

/// "12", "0.5", "fixed-point".
std::string toString(const ParameterValue& value);

}  // namespace lacuna
