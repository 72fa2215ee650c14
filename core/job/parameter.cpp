// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/parameter.h"

#include "core/base/error.h"
#include "core/base/joined.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace lacuna {
namespace {

std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

template <typename Value>
const Value& valueOf(const ParameterValues& values, std::string_view name) {
    const ParameterValue* found = values.find(name);
    const Value* value = found ? std::get_if<Value>(found) : nullptr;
    if (!value) throw Error(ErrorCode::Internal, std::string(name), "is not set, or of another type");
    return *value;
}

}  // namespace

int ParameterValues::integer(std::string_view name) const {
    return static_cast<int>(valueOf<std::int64_t>(*this, name));
}

double ParameterValues::real(std::string_view name) const {
    return valueOf<double>(*this, name);
}

const std::string& ParameterValues::word(std::string_view name) const {
    return valueOf<std::string>(*this, name);
}

void ParameterValues::setValue(std::string_view name, ParameterValue value) {
    mValues.insert_or_assign(std::string(name), std::move(value));
}

const ParameterValue* ParameterValues::find(std::string_view name) const {
    const auto found = mValues.find(name);
    return found == mValues.end() ? nullptr : &found->second;
}

std::string toString(const ParameterValue& value) {
    if (const auto* word = std::get_if<std::string>(&value)) return *word;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    char text[32];
    std::snprintf(text, sizeof text, "%g", std::get<double>(value));
    return text;
}

ParameterValue checked(const Parameter& parameter, const ParameterValue& value) {
    const auto fail = [&](const std::string& detail) {
        throw Error(ErrorCode::Usage, spaced(parameter.name), detail);
    };
    if (std::holds_alternative<std::string>(parameter.initial)) {
        for (const Parameter::Word& word : parameter.words)
            if (value == ParameterValue(word.name)) return value;
        fail("'" + toString(value) + "' is none of " + joined(parameter.words, ", ", &Parameter::Word::name));
    }
    if (std::holds_alternative<std::string>(value)) fail("'" + toString(value) + "' is not a number");
    const bool isWhole = std::holds_alternative<std::int64_t>(value);
    const double number =
        isWhole ? static_cast<double>(std::get<std::int64_t>(value)) : std::get<double>(value);
    if (!(number >= parameter.low && number <= parameter.high))
        fail(toString(value) + " is outside " + toString(parameter.low) + " to " + toString(parameter.high));
    if (std::holds_alternative<double>(parameter.initial)) return number;
    if (number != std::floor(number)) fail(toString(value) + " is not a whole number");
    return static_cast<std::int64_t>(number);
}

ParameterValues completed(std::span<const Parameter> parameters, const ParameterValues& values) {
    ParameterValues out = values;
    for (const Parameter& parameter : parameters) {
        const ParameterValue* given = values.find(parameter.name);
        out.setValue(parameter.name, given ? checked(parameter, *given) : parameter.initial);
    }
    return out;
}

}  // namespace lacuna
