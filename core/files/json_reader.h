// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/names.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace lacuna {

/// A JSON object from an untrusted file. Every value is checked when it is read. A value that doesn't fit
/// throws Error{code, subject} whose detail names the place, as in
///     "settings.noise" must be a number from 0 to 255
/// A getter with `otherwise` returns that if the key is missing or null; the others throw. The NaN, Infinity
/// and -Infinity that Python writes are null. Copies are cheap.
class JsonReader {
  public:
    static constexpr std::size_t kMostBytes = 1 << 20;
    static constexpr std::size_t kMostElements = 10'000;

    /// `subject` names the file in errors. An empty text is an object without keys. Throws if the text isn't
    /// an object, is nested deeper than 16, or has more than `mostBytes`.
    JsonReader(std::string_view text, std::string subject, ErrorCode code = ErrorCode::ModelFile,
               std::size_t mostBytes = kMostBytes);

    /// Whether the key exists with a value other than null.
    bool has(const char* key) const;
    /// Whether the key exists with the value null.
    bool isNull(const char* key) const;

    bool flag(const char* key) const;
    bool flag(const char* key, bool otherwise) const;
    /// A finite number within the range.
    double number(const char* key, double least = -kInfinity, double most = kInfinity) const;
    double number(const char* key, double otherwise, double least, double most) const;
    template <typename Integer>
    Integer integer(const char* key, Integer least, std::type_identity_t<Integer> most) const {
        static_assert(std::is_signed_v<Integer> || sizeof(Integer) < 8, "unsigned64() reads these");
        return static_cast<Integer>(wholeNumber(key, least, most));
    }
    std::int64_t integer(const char* key, std::int64_t otherwise, std::int64_t least,
                         std::int64_t most) const;
    /// A 64-bit value, given as a number or as a string of decimal digits.
    std::uint64_t unsigned64(const char* key) const;
    std::string text(const char* key) const;
    std::string text(const char* key, const std::string& otherwise) const;
    /// One of the names in the table (core/base/names.h).
    template <typename Value, std::size_t Count>
    Value choice(const char* key, const std::array<Named<Value>, Count>& table) const {
        if (const auto value = fromName(text(key), table)) return *value;
        failAt(key, "must be one of " + namesIn(table));
    }

    JsonReader object(const char* key) const;
    /// A list of objects. With `keyOfText`, a string element counts as an object with only that key.
    std::vector<JsonReader> objects(const char* key, const char* keyOfText = nullptr) const;
    /// A list of lists of numbers, where null counts as 0.
    std::vector<std::vector<double>> rows(const char* key) const;

    // In these, a single value counts as a list of one, and a missing or null key as an empty list. Too many
    // elements throw.
    std::vector<std::int64_t> integers(const char* key, std::int64_t least, std::int64_t most) const;
    std::vector<double> numbers(const char* key, double least = -kInfinity, double most = kInfinity,
                                std::size_t mostElements = kMostElements) const;
    std::vector<std::string> texts(const char* key) const;
    /// The values of the object under that key, each once.
    std::set<std::string> textsOf(const char* key) const;

    /// In alphabetical order.
    std::vector<std::string> keys() const;
    /// Throws if there is a key that was never read.
    void requireNoOthers() const;
    /// Throws if a key that isn't among these is almost one of them. Other keys may be meant for other
    /// programs.
    void refuseMisspelt(std::initializer_list<std::string_view> known) const;

    const std::string& subject() const { return mSubject; }
    /// Throws Error{code, subject, reason}.
    [[noreturn]] void fail(const std::string& reason) const;
    /// The same, with the key and its place before the reason: failAt("noise", "is too high").
    [[noreturn]] void failAt(const std::string& key, const std::string& reason) const;

  private:
    static constexpr double kInfinity = std::numeric_limits<double>::infinity();

    JsonReader(const JsonReader& parent, std::shared_ptr<const nlohmann::json> object, std::string place);
    const nlohmann::json* find(const char* key) const;
    const nlohmann::json& required(const char* key) const;
    std::int64_t wholeNumber(const char* key, std::int64_t least, std::int64_t most) const;
    std::string placeOf(const std::string& key) const;

    std::shared_ptr<const nlohmann::json> mObject;  ///< keeps the whole file alive
    std::string mSubject;
    ErrorCode mCode;
    std::string mPlace;  ///< "settings.custom"; empty: the file's own object
    mutable std::set<std::string, std::less<>> mAsked;
};

}  // namespace lacuna
