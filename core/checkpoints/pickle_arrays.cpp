// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/pickle_arrays.h"

#include "core/checkpoints/pickle_arguments.h"

#include <array>
#include <cstring>
#include <optional>
#include <utility>

namespace lacuna {
namespace {

constexpr std::string_view kDtype = "dtype";
constexpr std::string_view kOtherDtype = "another dtype";

/// The dtype that makeDtype() made; nothing where it is of no numbers.
std::optional<DType> dtypeOf(const PickleValue& value, PickleArena& arena) {
    if (value.kind == PickleKind::Record && value.text() == kOtherDtype) return std::nullopt;
    if (value.kind != PickleKind::Record || value.text() != kDtype) fail(arena, "a NumPy array has no type");
    return value.dtype;
}

/// What an array is of. One that isn't of numbers becomes an inert record.
void fillArray(PickleValue& array, const PickleValue& shape, const PickleValue& type, bool isFortran,
               const PickleValue& stored, PickleArena& arena) {
    const std::optional<DType> dtype = dtypeOf(type, arena);
    if (!dtype) {
        array.kind = PickleKind::Record;
        return;
    }
    array.dtype = *dtype;
    array.shape = sizes(shape, arena);
    const auto elements = elementCount(array.shape);
    if (stored.kind != PickleKind::Bytes || !elements ||
        static_cast<std::uint64_t>(*elements) != stored.bytes.size() / itemSize(array.dtype) ||
        stored.bytes.size() % itemSize(array.dtype) != 0)
        fail(arena, "a NumPy array is broken");
    array.bytes = stored.bytes;
    array.strides.clear();
    if (!isFortran || *elements == 0) return;
    std::int64_t step = 1;
    for (const std::int64_t side : array.shape) {
        array.strides.push_back(step);
        step *= side;
    }
}

}  // namespace

PickleRef makeDtype(const PickleValue& arguments, PickleArena& arena) {
    const PickleValue& name = argument(arguments, 0, arena);
    constexpr std::array<std::pair<std::string_view, DType>, 11> kNames{{{"f8", DType::F64},
                                                                         {"f4", DType::F32},
                                                                         {"f2", DType::F16},
                                                                         {"i8", DType::I64},
                                                                         {"i4", DType::I32},
                                                                         {"i2", DType::I16},
                                                                         {"i1", DType::I8},
                                                                         {"u1", DType::U8},
                                                                         {"b1", DType::Bool},
                                                                         {"u4", DType::U32},
                                                                         {"u8", DType::U64}}};
    for (const auto& [text, dtype] : kNames) {
        if (!name.isText(text)) continue;
        PickleRef value = arena.make(PickleKind::Record);
        value->bytes = std::as_bytes(std::span(kDtype));
        value->dtype = dtype;
        return value;
    }
    // Text, objects, structures.
    PickleRef value = arena.make(PickleKind::Record);
    value->bytes = std::as_bytes(std::span(kOtherDtype));
    return value;
}

bool isDtype(const PickleValue& value) {
    return value.kind == PickleKind::Record && (value.text() == kDtype || value.text() == kOtherDtype);
}

void checkByteOrder(const PickleValue& dtype, const PickleValue& state, PickleArena& arena) {
    if (dtype.text() == kDtype && argument(state, 1, arena).isText(">"))
        fail(arena, "a NumPy array is big-endian");
}

PickleRef makeScalar(const PickleValue& arguments, PickleArena& arena) {
    const std::optional<DType> dtype = dtypeOf(argument(arguments, 0, arena), arena);
    if (!dtype) return arena.make(PickleKind::Record);
    const PickleValue& stored = argument(arguments, 1, arena);
    if (stored.kind != PickleKind::Bytes || stored.bytes.size() != itemSize(*dtype))
        fail(arena, "a NumPy number is broken");
    const auto read = [&]<typename T>(T value) {
        std::memcpy(&value, stored.bytes.data(), sizeof(T));
        return value;
    };
    PickleRef value = arena.make(PickleKind::Integer);
    switch (*dtype) {
        case DType::F64:
            value->kind = PickleKind::Real;
            value->real = read(double{});
            return value;
        case DType::F32:
            value->kind = PickleKind::Real;
            value->real = static_cast<double>(read(float{}));
            return value;
        case DType::I64:
            value->integer = read(std::int64_t{});
            return value;
        case DType::I32:
            value->integer = read(std::int32_t{});
            return value;
        case DType::Bool:
            value->kind = PickleKind::Bool;
            value->integer = stored.bytes[0] != std::byte{0};
            return value;
        default:  // no network has such numbers
            value->kind = PickleKind::Record;
            return value;
    }
}

void buildArray(PickleValue& array, const PickleValue& state, PickleArena& arena) {
    const PickleValue& fortran = argument(state, 3, arena);
    if (fortran.kind != PickleKind::Bool) fail(arena, "a NumPy array is broken");
    fillArray(array, argument(state, 1, arena), argument(state, 2, arena), fortran.integer != 0,
              argument(state, 4, arena), arena);
}

PickleRef makeArrayOfBytes(const PickleValue& arguments, PickleArena& arena) {
    PickleRef array = arena.make(PickleKind::Array);
    fillArray(*array, argument(arguments, 2, arena), argument(arguments, 1, arena),
              argument(arguments, 3, arena).isText("F"), argument(arguments, 0, arena), arena);
    return array;
}

}  // namespace lacuna
