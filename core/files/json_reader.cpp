// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/json_reader.h"

#include "core/base/error.h"
#include "core/files/in_quotes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

namespace lacuna {
namespace {

using nlohmann::json;

constexpr std::size_t kMostText = 1 << 20;
constexpr int kMostDepth = 16;
constexpr std::size_t kMostElements = 10'000;

/// Python's json writes numbers that JSON doesn't have; where a value stands, they become null.
std::string withoutPythonsNumbers(const std::string& text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::string_view all = text;
    std::string result;
    bool isQuoted = false;
    for (std::size_t at = 0; at < all.size(); ++at) {
        const char c = all[at];
        result += c;
        if (c == '"') isQuoted = !isQuoted;
        if (isQuoted && c == '\\' && at + 1 < all.size()) result += all[++at];
        if (isQuoted || (c != ':' && c != '[' && c != ',')) continue;
        const std::size_t value = all.find_first_not_of(kSpace, at + 1);
        if (value == std::string_view::npos) continue;
        for (const std::string_view word : {"NaN", "Infinity", "-Infinity"}) {
            if (!all.substr(value).starts_with(word)) continue;
            const std::size_t end = all.find_first_not_of(kSpace, value + word.size());
            if (end == std::string_view::npos || (all[end] != ',' && all[end] != ']' && all[end] != '}'))
                continue;
            result += "null";
            at = end - 1;
        }
    }
    return result;
}

/// How many letters must be changed, added or left out to make one of the other.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

}  // namespace

struct JsonReader::Value {
    json object;

    /// The value of that key, or null.
    const json* find(const char* key) const {
        const auto found = object.find(key);
        return found == object.end() || found->is_null() ? nullptr : &*found;
    }
};

JsonReader::JsonReader(const std::string& text, std::string subject)
    : mValue(std::make_unique<Value>()), mSubject(std::move(subject)) {
    if (text.size() > kMostText) fail("a configuration is never above 1 MB");
    mValue->object = json::object();
    if (text.empty()) return;
    bool isTooDeep = false;
    const auto watch = [&](int depth, json::parse_event_t, json&) {
        isTooDeep = isTooDeep || depth > kMostDepth;
        return !isTooDeep;
    };
    json parsed = json::parse(withoutPythonsNumbers(text), watch, false);
    if (isTooDeep) fail("the JSON is nested too deep");
    if (!parsed.is_object()) fail("this is not a JSON object");
    mValue->object = std::move(parsed);
}

JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;

void JsonReader::fail(const std::string& reason) const {
    throw Error(ErrorCode::ModelFile, mSubject, reason);
}

void JsonReader::refuseMisspelt(std::initializer_list<std::string_view> known) const {
    constexpr std::size_t kShortestKey = 4;
    constexpr std::size_t kLongestKey = 64;
    for (const auto& [key, value] : mValue->object.items()) {
        if (key.size() > kLongestKey || std::find(known.begin(), known.end(), key) != known.end()) continue;
        for (const std::string_view other : known)
            if (other.size() > kShortestKey && distance(key, other) <= 2)
                fail("the key " + inQuotes(key) + " isn't known; " + inQuotes(other) + " may be meant");
    }
}

bool JsonReader::has(const char* key) const {
    return mValue->find(key) != nullptr;
}

bool JsonReader::isNull(const char* key) const {
    const auto found = mValue->object.find(key);
    return found != mValue->object.end() && found->is_null();
}

bool JsonReader::flag(const char* key, bool otherwise) const {
    const json* value = mValue->find(key);
    if (value == nullptr) return otherwise;
    if (!value->is_boolean()) fail(inQuotes(key) + " is neither true nor false");
    return value->get<bool>();
}

double JsonReader::number(const char* key, double otherwise, double least, double most) const {
    const json* value = mValue->find(key);
    if (value == nullptr) return otherwise;
    const double number = value->is_number() ? value->get<double>() : std::nan("");
    if (!(number >= least && number <= most)) fail(inQuotes(key) + " is no number in its range");
    return number;
}

std::int64_t JsonReader::integer(const char* key, std::int64_t otherwise, std::int64_t least,
                                 std::int64_t most) const {
    const json* value = mValue->find(key);
    if (value == nullptr) return otherwise;
    const std::vector<std::int64_t> one = integers(key, least, most);
    if (one.size() != 1) fail(inQuotes(key) + " is no single number");
    return one.front();
}

std::string JsonReader::text(const char* key, const std::string& otherwise) const {
    const json* value = mValue->find(key);
    if (value == nullptr) return otherwise;
    if (!value->is_string()) fail(inQuotes(key) + " is no text");
    return value->get<std::string>();
}

namespace {

/// The elements of a list, or the value alone.
std::vector<const json*> elements(const json* value) {
    std::vector<const json*> all;
    if (value == nullptr) return all;
    if (!value->is_array()) return {value};
    for (const json& element : *value)
        all.push_back(&element);
    return all;
}

}  // namespace

std::vector<std::int64_t> JsonReader::integers(const char* key, std::int64_t least, std::int64_t most) const {
    std::vector<std::int64_t> result;
    for (const json* element : elements(mValue->find(key))) {
        const bool fits = element->is_number_unsigned()
                              ? element->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX)
                              : element->is_number_integer();
        if (!fits || element->get<std::int64_t>() < least || element->get<std::int64_t>() > most ||
            result.size() >= kMostElements)
            fail(inQuotes(key) + " is no whole number in its range");
        result.push_back(element->get<std::int64_t>());
    }
    return result;
}

std::vector<double> JsonReader::numbers(const char* key) const {
    std::vector<double> result;
    for (const json* element : elements(mValue->find(key))) {
        if (!element->is_number() || !std::isfinite(element->get<double>()) || result.size() >= kMostElements)
            fail(inQuotes(key) + " holds what is no number");
        result.push_back(element->get<double>());
    }
    return result;
}

std::vector<std::string> JsonReader::texts(const char* key) const {
    std::vector<std::string> result;
    for (const json* element : elements(mValue->find(key))) {
        if (!element->is_string() || result.size() >= kMostElements)
            fail(inQuotes(key) + " holds what is no text");
        result.push_back(element->get<std::string>());
    }
    return result;
}

std::set<std::string> JsonReader::textsOf(const char* key) const {
    const json* value = mValue->find(key);
    if (value == nullptr || !value->is_object()) fail(inQuotes(key) + " is no object");
    std::set<std::string> result;
    for (const json& element : *value) {
        if (!element.is_string() || result.size() >= kMostElements)
            fail(inQuotes(key) + " holds what is no text");
        result.insert(element.get<std::string>());
    }
    return result;
}

}  // namespace lacuna
