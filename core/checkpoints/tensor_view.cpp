// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/tensor_view.h"

#include <algorithm>
#include <array>

namespace lacuna {
namespace {

struct TypeRow {
    DType dtype;
    std::string_view name;
    std::size_t size;
};

constexpr std::array kTypes{TypeRow{DType::Bool, "BOOL", 1},      TypeRow{DType::U8, "U8", 1},
                            TypeRow{DType::I8, "I8", 1},          TypeRow{DType::F8E5M2, "F8_E5M2", 1},
                            TypeRow{DType::F8E4M3, "F8_E4M3", 1}, TypeRow{DType::I16, "I16", 2},
                            TypeRow{DType::U16, "U16", 2},        TypeRow{DType::F16, "F16", 2},
                            TypeRow{DType::BF16, "BF16", 2},      TypeRow{DType::I32, "I32", 4},
                            TypeRow{DType::U32, "U32", 4},        TypeRow{DType::F32, "F32", 4},
                            TypeRow{DType::I64, "I64", 8},        TypeRow{DType::U64, "U64", 8},
                            TypeRow{DType::F64, "F64", 8}};

const TypeRow& rowOf(DType dtype) {
    return *std::find_if(kTypes.begin(), kTypes.end(),
                         [dtype](const TypeRow& row) { return row.dtype == dtype; });
}

}  // namespace

std::size_t itemSize(DType dtype) {
    return rowOf(dtype).size;
}

std::string_view toString(DType dtype) {
    return rowOf(dtype).name;
}

std::optional<DType> dtypeFromString(std::string_view name) {
    for (const TypeRow& row : kTypes)
        if (row.name == name) return row.dtype;
    return std::nullopt;
}

std::optional<std::int64_t> elementCount(std::span<const std::int64_t> shape) {
    if (std::any_of(shape.begin(), shape.end(), [](std::int64_t side) { return side < 0; }))
        return std::nullopt;
    // A zero anywhere makes the product zero, whatever the others would overflow to.
    if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
    std::int64_t product = 1;
    for (const std::int64_t side : shape)
        if (__builtin_mul_overflow(product, side, &product)) return std::nullopt;
    return product;
}

bool isRowMajor(std::span<const std::int64_t> shape, std::span<const std::int64_t> strides) {
    std::int64_t expected = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        if (shape[i] != 1 && strides[i] != expected) return false;
        expected *= shape[i];
    }
    return true;
}

std::int64_t TensorView::elements() const {
    return elementCount(shape).value_or(0);
}

}  // namespace lacuna
