// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lacuna {

/// A JSON object from a file that others wrote: every value is checked when it is asked for. A key that is
/// missing or null gives `otherwise`, and an empty list; the NaN, Infinity and -Infinity that Python writes
/// are null. Everything throws Error{ModelFile, subject} that names the key.
class JsonReader {
  public:
    /// An empty text is an object without keys. Throws for what is no object, nested deeper than 16, or above
    /// 1 MB.
    JsonReader(const std::string& text, std::string subject);
    ~JsonReader();
    JsonReader(JsonReader&&) noexcept;

    bool has(const char* key) const;
    /// The key is there, with the value null.
    bool isNull(const char* key) const;
    bool flag(const char* key, bool otherwise) const;
    /// A finite number within the range.
    double number(const char* key, double otherwise, double least, double most) const;
    std::int64_t integer(const char* key, std::int64_t otherwise, std::int64_t least,
                         std::int64_t most) const;
    std::string text(const char* key, const std::string& otherwise) const;
    /// Lists have at most 10,000 elements; a single number is a list of one.
    std::vector<std::int64_t> integers(const char* key, std::int64_t least, std::int64_t most) const;
    std::vector<double> numbers(const char* key) const;
    std::vector<std::string> texts(const char* key) const;
    /// The values of the object under that key, each once.
    std::set<std::string> textsOf(const char* key) const;

    /// Throws where a key that isn't among these is nearly one of them: others may be for other programs.
    void refuseMisspelt(std::initializer_list<std::string_view> known) const;

    const std::string& subject() const { return mSubject; }
    [[noreturn]] void fail(const std::string& reason) const;

  private:
    struct Value;
    std::unique_ptr<Value> mValue;
    std::string mSubject;
};

}  // namespace lacuna
