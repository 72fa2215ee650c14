// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/json_reader.h"

#include "core/files/in_quotes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

namespace lacuna {
namespace {

using nlohmann::json;

constexpr int kMostDepth = 16;

/// Python's json writes numbers that JSON doesn't have; where a value stands, they become null.
std::string withoutPythonsNumbers(std::string_view all) {
    constexpr std::string_view kSpace = " \t\r\n";
    std::string result;
    result.reserve(all.size());
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

/// As short as it can be: 255, 0.1.
std::string digits(double number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}
std::string digits(std::int64_t number) {
    return std::to_string(number);
}

template <typename Number>
std::string range(const char* kind, Number least, Number most, bool hasLeast, bool hasMost) {
    const std::string must = std::string("must be a ") + kind;
    if (hasLeast && hasMost) return must + " from " + digits(least) + " to " + digits(most);
    if (hasLeast) return must + ", at least " + digits(least);
    return hasMost ? must + ", at most " + digits(most) : must;
}

std::string range(double least, double most) {
    return range("number", least, most, std::isfinite(least), std::isfinite(most));
}
std::string range(std::int64_t least, std::int64_t most) {
    // Nobody needs to be told where 32 or 64 bits end.
    return range("whole number", least, most, least > INT32_MIN, most < INT32_MAX);
}

bool fits(const json& value, std::int64_t least, std::int64_t most) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
        return false;
    return value.is_number_integer() && value.get<std::int64_t>() >= least &&
           value.get<std::int64_t>() <= most;
}

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

JsonReader::JsonReader(std::string_view text, std::string subject, ErrorCode code, std::size_t mostBytes)
    : mObject(std::make_shared<json>(json::object())), mSubject(std::move(subject)), mCode(code) {
    if (text.size() > mostBytes) fail("the JSON is above " + std::to_string(mostBytes >> 20) + " MB");
    if (text.empty()) return;
    bool isTooDeep = false;
    const auto watch = [&](int depth, json::parse_event_t, json&) {
        isTooDeep = isTooDeep || depth > kMostDepth;
        return !isTooDeep;
    };
    json parsed = json::parse(withoutPythonsNumbers(text), watch, false);
    if (isTooDeep) fail("the JSON is nested too deep");
    if (!parsed.is_object()) fail("this is not a JSON object");
    mObject = std::make_shared<json>(std::move(parsed));
}

JsonReader::JsonReader(const JsonReader& parent, std::shared_ptr<const json> object, std::string place)
    : mObject(std::move(object)), mSubject(parent.mSubject), mCode(parent.mCode), mPlace(std::move(place)) {
    if (!mObject->is_object()) fail(inQuotes(mPlace) + " must be an object");
}

void JsonReader::fail(const std::string& reason) const {
    throw Error(mCode, mSubject, reason);
}

void JsonReader::failAt(const std::string& key, const std::string& reason) const {
    fail(inQuotes(placeOf(key)) + ' ' + reason);
}

std::string JsonReader::placeOf(const std::string& key) const {
    return mPlace.empty() ? key : mPlace + '.' + key;
}

/// Null where it is missing or null.
const json* JsonReader::find(const char* key) const {
    mAsked.insert(key);
    const auto found = mObject->find(key);
    return found == mObject->end() || found->is_null() ? nullptr : &*found;
}

const json& JsonReader::required(const char* key) const {
    const json* value = find(key);
    if (value == nullptr) failAt(key, "is missing");
    return *value;
}

bool JsonReader::has(const char* key) const {
    return find(key) != nullptr;
}

bool JsonReader::isNull(const char* key) const {
    const auto found = mObject->find(key);
    return found != mObject->end() && found->is_null();
}

bool JsonReader::flag(const char* key) const {
    const json& value = required(key);
    if (!value.is_boolean()) failAt(key, "must be true or false");
    return value.get<bool>();
}

bool JsonReader::flag(const char* key, bool otherwise) const {
    return has(key) ? flag(key) : otherwise;
}

double JsonReader::number(const char* key, double least, double most) const {
    const json& value = required(key);
    const double number = value.is_number() ? value.get<double>() : std::nan("");
    if (!(number >= least && number <= most) || !std::isfinite(number)) failAt(key, range(least, most));
    return number;
}

double JsonReader::number(const char* key, double otherwise, double least, double most) const {
    return has(key) ? number(key, least, most) : otherwise;
}

std::int64_t JsonReader::wholeNumber(const char* key, std::int64_t least, std::int64_t most) const {
    const json& value = required(key);
    const json* one = value.is_array() && value.size() == 1 ? &value[0] : &value;
    if (!fits(*one, least, most)) failAt(key, range(least, most));
    return one->get<std::int64_t>();
}

std::int64_t JsonReader::integer(const char* key, std::int64_t otherwise, std::int64_t least,
                                 std::int64_t most) const {
    return has(key) ? wholeNumber(key, least, most) : otherwise;
}

std::uint64_t JsonReader::unsigned64(const char* key) const {
    const json& value = required(key);
    if (value.is_number_unsigned()) return value.get<std::uint64_t>();
    std::uint64_t number = 0;
    const std::string text = value.is_string() ? value.get<std::string>() : "";
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || text.empty() || end != text.data() + text.size())
        failAt(key, "must be a whole number, at least 0");
    return number;
}

std::string JsonReader::text(const char* key) const {
    const json& value = required(key);
    if (!value.is_string()) failAt(key, "must be a text");
    return value.get<std::string>();
}

std::string JsonReader::text(const char* key, const std::string& otherwise) const {
    return has(key) ? text(key) : otherwise;
}

JsonReader JsonReader::object(const char* key) const {
    return {*this, {mObject, &required(key)}, placeOf(key)};
}

std::vector<JsonReader> JsonReader::objects(const char* key, const char* keyOfText) const {
    const json& list = required(key);
    if (!list.is_array()) failAt(key, "must be a list");
    std::vector<JsonReader> readers;
    for (std::size_t i = 0; i < list.size(); ++i) {
        std::shared_ptr<const json> object(mObject, &list[i]);
        if (keyOfText != nullptr && object->is_string())
            object = std::make_shared<const json>(json::object({{keyOfText, *object}}));
        readers.push_back(JsonReader(*this, std::move(object), placeOf(key) + '[' + std::to_string(i) + ']'));
    }
    return readers;
}

std::vector<std::vector<double>> JsonReader::rows(const char* key) const {
    const json& list = required(key);
    const auto isNumber = [](const json& element) { return element.is_number() || element.is_null(); };
    std::vector<std::vector<double>> rows;
    for (const json& row : list) {
        if (!list.is_array() || !row.is_array() || !std::all_of(row.begin(), row.end(), isNumber)) break;
        std::vector<double>& numbers = rows.emplace_back();
        for (const json& element : row)
            numbers.push_back(element.is_null() ? 0 : element.get<double>());
    }
    if (!list.is_array() || rows.size() != list.size()) failAt(key, "must be a list of lists of numbers");
    return rows;
}

std::vector<std::int64_t> JsonReader::integers(const char* key, std::int64_t least, std::int64_t most) const {
    std::vector<std::int64_t> result;
    for (const json* element : elements(find(key))) {
        if (!fits(*element, least, most) || result.size() >= kMostElements)
            failAt(key, range(least, most) + ", or a list of them");
        result.push_back(element->get<std::int64_t>());
    }
    return result;
}

std::vector<double> JsonReader::numbers(const char* key, double least, double most,
                                        std::size_t mostElements) const {
    std::vector<double> result;
    for (const json* element : elements(find(key))) {
        const double number = element->is_number() ? element->get<double>() : std::nan("");
        if (!(number >= least && number <= most)) failAt(key, range(least, most) + ", or a list of them");
        if (result.size() >= mostElements)
            failAt(key, "must have at most " + std::to_string(mostElements) + " numbers");
        result.push_back(number);
    }
    return result;
}

std::vector<std::string> JsonReader::texts(const char* key) const {
    std::vector<std::string> result;
    for (const json* element : elements(find(key))) {
        if (!element->is_string() || result.size() >= kMostElements) failAt(key, "must be a list of texts");
        result.push_back(element->get<std::string>());
    }
    return result;
}

std::set<std::string> JsonReader::textsOf(const char* key) const {
    const json& value = required(key);
    if (!value.is_object()) failAt(key, "must be an object");
    std::set<std::string> result;
    for (const json& element : value) {
        if (!element.is_string() || result.size() >= kMostElements) failAt(key, "must hold texts only");
        result.insert(element.get<std::string>());
    }
    return result;
}

std::vector<std::string> JsonReader::keys() const {
    std::vector<std::string> keys;
    for (const auto& [key, value] : mObject->items())
        keys.push_back(key);
    return keys;
}

void JsonReader::requireNoOthers() const {
    for (const std::string& key : keys())
        if (!mAsked.contains(key)) failAt(key, "is not known here");
}

void JsonReader::refuseMisspelt(std::initializer_list<std::string_view> known) const {
    constexpr std::size_t kShortestKey = 4;
    constexpr std::size_t kLongestKey = 64;
    for (const auto& [key, value] : mObject->items()) {
        if (key.size() > kLongestKey || std::find(known.begin(), known.end(), key) != known.end()) continue;
        for (const std::string_view other : known)
            if (other.size() > kShortestKey && distance(key, other) <= 2)
                fail("the key " + inQuotes(key) + " isn't known; " + inQuotes(std::string(other)) +
                     " may be meant");
    }
}

}  // namespace lacuna
