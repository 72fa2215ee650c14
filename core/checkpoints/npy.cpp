// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/npy.h"

#include "core/base/error.h"
#include "core/checkpoints/tensor_view.h"
#include "core/files/atomic_file.h"
#include "core/files/in_quotes.h"
#include "core/files/little_endian.h"
#include "core/files/mapped_file.h"

#include <array>
#include <cassert>
#include <cctype>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>

namespace lacuna {
namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);

/// The header is a Python dictionary of three fixed keys; only that much of Python is understood.
class HeaderParser {
  public:
    HeaderParser(std::string_view text, const std::string& subject) : mText(text), mSubject(subject) {}

    std::optional<std::string> descr;
    std::optional<bool> fortran;
    std::optional<std::vector<std::int64_t>> shape;

    void parse() {
        expect('{');
        while (!accept('}')) {
            const std::string key = quoted();
            expect(':');
            if (key == "descr" && !descr)
                descr = quoted();
            else if (key == "fortran_order" && !fortran)
                fortran = boolean();
            else if (key == "shape" && !shape)
                shape = tuple();
            else
                fail("the header has an unknown or repeated key " + inQuotes(key));
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipSpace();
        if (mAt != mText.size()) fail("there is text after the header's dictionary");
        if (!descr || !fortran || !shape) fail("the header lacks descr, fortran_order or shape");
    }

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::InputFile, mSubject, reason);
    }

  private:
    void skipSpace() {
        while (mAt < mText.size() && std::isspace(static_cast<unsigned char>(mText[mAt])) != 0)
            ++mAt;
    }
    bool accept(char wanted) {
        skipSpace();
        if (mAt >= mText.size() || mText[mAt] != wanted) return false;
        ++mAt;
        return true;
    }
    void expect(char wanted) {
        if (!accept(wanted)) fail(std::string("the header lacks a '") + wanted + "'");
    }
    std::string quoted() {
        const char quote = accept('"') ? '"' : (expect('\''), '\'');
        const std::size_t end = mText.find(quote, mAt);
        if (end == std::string_view::npos) fail("the header has a string without an end");
        std::string text(mText.substr(mAt, end - mAt));
        mAt = end + 1;
        return text;
    }
    bool boolean() {
        skipSpace();
        for (const std::string_view word : {std::string_view("True"), std::string_view("False")}) {
            if (!mText.substr(mAt).starts_with(word)) continue;
            mAt += word.size();
            return word == "True";
        }
        fail("the header's fortran_order is neither True nor False");
    }
    std::vector<std::int64_t> tuple() {
        std::vector<std::int64_t> sides;
        expect('(');
        while (!accept(')')) {
            skipSpace();
            std::int64_t side = 0;
            const auto [end, problem] =
                std::from_chars(mText.data() + mAt, mText.data() + mText.size(), side);
            if (problem != std::errc() || side < 0) fail("the header's shape is not a tuple of sizes");
            mAt = static_cast<std::size_t>(end - mText.data());
            sides.push_back(side);
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
        return sides;
    }

    std::string_view mText;
    const std::string& mSubject;
    std::size_t mAt = 0;
};

template <typename T>
std::vector<T> copyValues(std::span<const std::byte> data) {
    std::vector<T> values(data.size() / sizeof(T));
    if (!values.empty()) std::memcpy(values.data(), data.data(), data.size());
    return values;
}

}  // namespace

NpyArray parseNpy(std::span<const std::byte> bytes, const std::string& subject) {
    const auto fail = [&](const std::string& reason) { throw Error(ErrorCode::InputFile, subject, reason); };
    if (bytes.size() < 10 || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0)
        fail("not a NumPy .npy file");
    const int version = std::to_integer<int>(bytes[6]);
    if (version < 1 || version > 3) fail("version " + std::to_string(version) + " of .npy is not known");
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    const std::size_t start = 8 + lengthBytes;
    if (bytes.size() < start) fail("the header is cut short");
    const std::size_t length =
        version == 1 ? littleEndian<std::uint16_t>(bytes, 8) : littleEndian<std::uint32_t>(bytes, 8);
    if (length > bytes.size() - start) fail("the header is cut short");
    HeaderParser header({reinterpret_cast<const char*>(bytes.data()) + start, length}, subject);
    header.parse();

    if (*header.fortran) fail("arrays in Fortran order are not supported");
    const bool isDouble = *header.descr == "<f8";
    if (!isDouble && *header.descr != "<f4")
        fail("the type is " + inQuotes(*header.descr) + ", not '<f4' or '<f8'");
    const auto data = bytes.subspan(start + length);
    const auto elements = elementCount(*header.shape);
    std::int64_t needed = 0;
    if (!elements || __builtin_mul_overflow(*elements, isDouble ? 8 : 4, &needed))
        fail("the shape is too large to exist");
    if (static_cast<std::uint64_t>(needed) != data.size())
        fail("the shape needs " + std::to_string(needed) + " bytes, but there are " +
             std::to_string(data.size()));
    NpyArray array;
    array.shape = *header.shape;
    if (isDouble) {
        const std::vector<double> doubles = copyValues<double>(data);
        array.values.assign(doubles.begin(), doubles.end());
    } else {
        array.values = copyValues<float>(data);
    }
    return array;
}

NpyArray readNpy(const std::filesystem::path& path) {
    const MappedFile file(path, ErrorCode::InputFile);
    return parseNpy(file.bytes(), path.string());
}

void writeNpy(const std::filesystem::path& path, const std::vector<std::int64_t>& shape,
              std::span<const float> values) {
    assert(elementCount(shape) == static_cast<std::int64_t>(values.size()));
    std::string sides;
    for (const std::int64_t side : shape)
        sides += std::to_string(side) + ", ";
    if (shape.size() > 1) sides.resize(sides.size() - 2);
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sides + "), }";
    // Padded, newline included, so that the data starts at a multiple of 64 bytes.
    const std::size_t prefix = kMagic.size() + 4;
    header.append(63 - (prefix + header.size()) % 64, ' ');
    header += '\n';
    const std::array<std::byte, 4> versionAndLength{std::byte{1}, std::byte{0},
                                                    static_cast<std::byte>(header.size()),
                                                    static_cast<std::byte>(header.size() >> 8)};
    AtomicFile file(path);
    file.write(std::as_bytes(std::span(kMagic)));
    file.write(versionAndLength);
    file.write(std::as_bytes(std::span(header)));
    file.write(std::as_bytes(values));
    file.commit();
}

}  // namespace lacuna
