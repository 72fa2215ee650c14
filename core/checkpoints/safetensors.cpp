// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/safetensors.h"

#include "core/base/error.h"
#include "core/files/in_quotes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace lacuna {
namespace {

constexpr std::uint64_t kMaxHeader = 100'000'000;
constexpr std::size_t kMostEntries = 100'000;
constexpr std::size_t kMostNumbers = 64;  ///< dimensions
constexpr std::string_view kMetadataKey = "__metadata__";

struct Entry {
    std::optional<std::string> dtype;
    std::optional<std::vector<std::int64_t>> shape;
    std::optional<std::vector<std::int64_t>> offsets;
};

/// Reads the header event by event: nothing is built but the table itself, and whatever has no place in it
/// ends the parse at once, so that depth and memory stay bounded by the header's own length.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
  public:
    std::map<std::string, Entry> entries;
    Metadata metadata;
    std::string problem;

    bool start_object(std::size_t) override {
        switch (mState) {
            case State::Start:
                mState = State::Root;
                return true;
            case State::RootValue:
                mState = mName == kMetadataKey ? State::Metadata : State::Tensor;
                return true;
            default:
                return misplaced();
        }
    }
    bool key(string_t& text) override {
        switch (mState) {
            case State::Root:
                return rootKey(text);
            case State::Metadata:
                mKey = text;
                if (metadata.size() >= kMostEntries)
                    return fail("the header has more metadata than any model");
                if (metadata.count(mKey) != 0) return fail("the metadata key " + inQuotes(mKey) + " repeats");
                mState = State::MetadataValue;
                return true;
            case State::Tensor:
                return tensorKey(text);
            default:
                return misplaced();
        }
    }
    bool end_object() override {
        switch (mState) {
            case State::Metadata:
            case State::Tensor:
                mState = State::Root;
                return true;
            case State::Root:
                mState = State::End;
                return true;
            default:
                return misplaced();
        }
    }
    bool start_array(std::size_t) override {
        if (mState != State::ShapeValue && mState != State::OffsetsValue) return misplaced();
        mState = mState == State::ShapeValue ? State::Shape : State::Offsets;
        mNumbers.clear();
        return true;
    }
    bool end_array() override {
        if (mState == State::Shape)
            entries[mName].shape = mNumbers;
        else if (mState == State::Offsets)
            entries[mName].offsets = mNumbers;
        else
            return misplaced();
        mState = State::Tensor;
        return true;
    }
    bool string(string_t& text) override {
        if (mState == State::MetadataValue) {
            metadata[mKey] = text;
            mState = State::Metadata;
        } else if (mState == State::DtypeValue) {
            entries[mName].dtype = text;
            mState = State::Tensor;
        } else {
            return misplaced();
        }
        return true;
    }
    bool number_unsigned(number_unsigned_t value) override {
        if (mState != State::Shape && mState != State::Offsets) return misplaced();
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return fail("a number in tensor " + inQuotes(mName) + " is too large");
        if (mNumbers.size() >= kMostNumbers)
            return fail("tensor " + inQuotes(mName) + " lists more numbers than any has dimensions");
        mNumbers.push_back(static_cast<std::int64_t>(value));
        return true;
    }
    bool number_integer(number_integer_t) override { return misplaced(); }
    bool number_float(number_float_t, const string_t&) override { return misplaced(); }
    bool boolean(bool) override { return misplaced(); }
    bool null() override { return misplaced(); }
    bool binary(binary_t&) override { return misplaced(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
        return fail("the header is not valid JSON (at byte " + std::to_string(position) + ")");
    }

  private:
    enum class State {
        Start,
        Root,
        RootValue,
        Metadata,
        MetadataValue,
        Tensor,
        DtypeValue,
        ShapeValue,
        Shape,
        OffsetsValue,
        Offsets,
        End
    };

    bool fail(std::string why) {
        if (problem.empty()) problem = std::move(why);
        return false;
    }
    bool misplaced() {
        return fail(mState == State::Start
                        ? "the header is not a JSON object"
                        : "the header's entry " + inQuotes(mName) + " has a value of the wrong kind");
    }
    bool rootKey(const std::string& text) {
        mName = text;
        if (entries.size() >= kMostEntries) return fail("the header lists more tensors than any model has");
        const bool isMetadata = mName == kMetadataKey;
        if (isMetadata ? mHasMetadata : entries.count(mName) != 0)
            return fail("the header's entry " + inQuotes(mName) + " repeats");
        if (isMetadata)
            mHasMetadata = true;
        else
            entries[mName];
        mState = State::RootValue;
        return true;
    }
    bool tensorKey(const std::string& text) {
        const Entry& entry = entries[mName];
        bool repeats = false;
        if (text == "dtype") {
            repeats = entry.dtype.has_value();
            mState = State::DtypeValue;
        } else if (text == "shape") {
            repeats = entry.shape.has_value();
            mState = State::ShapeValue;
        } else if (text == "data_offsets") {
            repeats = entry.offsets.has_value();
            mState = State::OffsetsValue;
        } else {
            return fail("tensor " + inQuotes(mName) + " has an unknown key " + inQuotes(text));
        }
        return !repeats || fail("the key " + inQuotes(text) + " of tensor " + inQuotes(mName) + " repeats");
    }

    State mState = State::Start;
    bool mHasMetadata = false;
    std::string mName;
    std::string mKey;
    std::vector<std::int64_t> mNumbers;
};

struct Checker {
    const std::string& subject;

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::ModelFile, subject, reason);
    }

    TensorView view(const std::string& name, const Entry& entry, std::span<const std::byte> data) const {
        const std::string quoted = "tensor " + inQuotes(name);
        if (!entry.dtype || !entry.shape || !entry.offsets)
            fail(quoted + " lacks its dtype, shape or data_offsets");
        const auto dtype = dtypeFromString(*entry.dtype);
        if (!dtype) fail(quoted + " has the unknown dtype " + inQuotes(*entry.dtype));
        if (entry.offsets->size() != 2) fail(quoted + " needs two data_offsets");
        const std::int64_t begin = (*entry.offsets)[0];
        const std::int64_t end = (*entry.offsets)[1];
        if (begin > end || static_cast<std::uint64_t>(end) > data.size())
            fail(quoted + " lies outside the file (is it cut short?)");
        const auto elements = elementCount(*entry.shape);
        std::int64_t bytes = 0;
        if (!elements ||
            __builtin_mul_overflow(*elements, static_cast<std::int64_t>(itemSize(*dtype)), &bytes))
            fail(quoted + " has a shape too large to exist");
        if (bytes != end - begin) fail(quoted + " has another number of bytes than its shape needs");
        return {*dtype, *entry.shape,
                data.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(bytes))};
    }

    /// The tensors must tile the data from its first byte to its last.
    void checkLayout(const TensorViews& tensors, std::span<const std::byte> data) const {
        std::vector<std::pair<const std::byte*, std::pair<std::size_t, const std::string*>>> spans;
        for (const auto& [name, tensor] : tensors)
            spans.push_back({tensor.bytes.data(), {tensor.bytes.size(), &name}});
        std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first < b.first : a.second.first < b.second.first;
        });
        const std::byte* next = data.data();
        for (const auto& [start, sizeAndName] : spans) {
            const auto& [size, name] = sizeAndName;
            if (start < next) fail("tensor " + inQuotes(*name) + " overlaps another");
            if (start > next) fail("there is a hole before tensor " + inQuotes(*name));
            next = start + size;
        }
        if (next != data.data() + data.size()) fail("there are bytes after the last tensor");
    }
};

}  // namespace

SafetensorsContent parseSafetensors(std::span<const std::byte> bytes, const std::string& subject) {
    const Checker check{subject};
    if (bytes.empty()) check.fail("the file is empty");
    if (bytes.size() < 8) check.fail("the file is too short for a safetensors header");
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i)
        length = length << 8 | std::to_integer<std::uint64_t>(bytes[static_cast<std::size_t>(i)]);
    if (length > kMaxHeader) check.fail("the header's length is above 100 MB; is this a safetensors file?");
    if (length > bytes.size() - 8) check.fail("the file is cut short: it ends within its header");
    const auto* text = reinterpret_cast<const char*>(bytes.data()) + 8;
    if (length == 0 || *text != '{') check.fail("the header is not a JSON object");

    HeaderReader reader;
    const bool parsed = nlohmann::json::sax_parse(text, text + length, &reader);
    if (!parsed) check.fail(reader.problem);

    const auto data = bytes.subspan(8 + static_cast<std::size_t>(length));
    SafetensorsContent content;
    content.metadata = std::move(reader.metadata);
    for (const auto& [name, entry] : reader.entries)
        content.tensors.emplace_hint(content.tensors.end(), name, check.view(name, entry, data));
    check.checkLayout(content.tensors, data);
    return content;
}

SafetensorsFile SafetensorsFile::open(const std::filesystem::path& path) {
    SafetensorsFile file;
    file.mPath = path;
    file.mFile = MappedFile(path, ErrorCode::ModelFile);
    file.mContent = parseSafetensors(file.mFile.bytes(), path.string());
    return file;
}

std::string SafetensorsFile::metadataValue(const std::string& key) const {
    const auto found = mContent.metadata.find(key);
    return found == mContent.metadata.end() ? std::string() : found->second;
}

}  // namespace lacuna
