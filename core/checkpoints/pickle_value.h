// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/tensor_view.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lacuna {

struct PickleValue;
using PickleRef = PickleValue*;

/// What the data-only unpickler makes of a Python object.
enum class PickleKind {
    None,
    Bool,        ///< integer
    Integer,     ///< integer
    BigInteger,  ///< bytes: little-endian two's complement of more than 8 bytes
    Real,        ///< real
    Text,        ///< bytes: UTF-8, or whatever Python 2 wrote
    Bytes,       ///< bytes
    List,        ///< items
    Tuple,       ///< items
    Set,         ///< items
    Dict,        ///< items: key, value, key, value, …; repeated keys are all there, the last one counts
    Global,      ///< bytes: the name of a class or function
    Storage,     ///< dtype; integer: number of elements; bytes: the elements, once the archive has been read
    Tensor,      ///< dtype, shape, strides; items: the storage; integer: index of the first element; see
                 ///< tensorOf()
    Array,       ///< of NumPy: dtype, bytes, shape; strides unless row-major
    Record       ///< an object of a class that isn't run: bytes: the class's name; items: state or nothing
};

/// A value; `kind` says which fields it uses. What it points to lives as long as the PickleArena and the
/// file.
struct PickleValue {
    PickleKind kind = PickleKind::None;
    DType dtype = DType::F32;
    std::int64_t integer = 0;
    double real = 0;
    std::span<const std::byte> bytes;
    std::vector<PickleRef> items;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;

    std::string_view text() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    bool isText(std::string_view wanted) const { return kind == PickleKind::Text && text() == wanted; }
    /// The last value of a Dict under a Text key, or null.
    const PickleValue* find(std::string_view key) const;
};

/// A view of a Tensor or Array, once its archive has been read.
TensorView tensorOf(const PickleValue& value);

/// Owns the values of one file: they refer to each other freely, in circles too.
class PickleArena {
  public:
    /// `fileSize` limits the total bytes that own() takes.
    PickleArena(std::string subject, std::size_t fileSize)
        : mSubject(std::move(subject)), mMostOwned(fileSize) {}

    /// Throws Error{ModelFile, subject} once there are more values than any model needs.
    PickleRef make(PickleKind kind);
    /// Takes bytes that the file doesn't hold in this form. Throws if their total exceeds the file's size.
    std::span<const std::byte> own(std::vector<std::byte> bytes);
    /// Hands over the bytes that own() took; they stay where they are.
    std::deque<std::vector<std::byte>> releaseOwned() { return std::move(mOwned); }
    const std::string& subject() const { return mSubject; }

    /// Counts opcodes and list elements over all pickles of the file. Throws when there are too many.
    void spend(std::uint64_t steps);

  private:
    static constexpr std::size_t kMostValues = 1'000'000;
    static constexpr std::uint64_t kMostSteps = 20'000'000;

    std::string mSubject;
    std::size_t mMostOwned;
    std::deque<PickleValue> mValues;
    std::deque<std::vector<std::byte>> mOwned;
    std::size_t mOwnedBytes = 0;
    std::uint64_t mSteps = 0;
};

}  // namespace lacuna
