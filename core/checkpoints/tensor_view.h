// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lacuna {

/// Element types by their names in safetensors.
enum class DType { Bool, U8, I8, F8E5M2, F8E4M3, I16, U16, F16, BF16, I32, U32, F32, I64, U64, F64 };

/// Bytes per element.
std::size_t itemSize(DType dtype);
/// "F32", "BF16", …
std::string_view toString(DType dtype);
std::optional<DType> dtypeFromString(std::string_view name);

/// A tensor as it lies in a file or in memory: little-endian, not necessarily aligned. Owns nothing.
struct TensorView {
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;   ///< empty: a scalar
    std::span<const std::byte> bytes;  ///< from the first element to the last
    /// In elements, not negative; empty: row-major without gaps.
    std::vector<std::int64_t> strides{};

    std::int64_t elements() const;
};

/// The product of the dimensions; nothing if one is negative or the product exceeds std::int64_t.
std::optional<std::int64_t> elementCount(std::span<const std::int64_t> shape);

/// Whether those strides, as many as dimensions, are row-major without gaps; of a dimension of one element
/// any will do.
bool isRowMajor(std::span<const std::int64_t> shape, std::span<const std::int64_t> strides);

}  // namespace lacuna
