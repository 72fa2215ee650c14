// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/pickle_calls.h"

#include "core/base/error.h"
#include "core/checkpoints/unpickler.h"
#include "core/files/in_quotes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

namespace lacuna {
namespace {

enum class Call {
    Type,  ///< is only named, never called
    Dict,
    Set,
    Record,  ///< an object of that class, inert
    Persistent,
    RebuildTensor,
    RebuildParameter,
    RebuildFromType,
    LoadFromBytes,
    EncodeText,
    MakeArray,
    MakeScalar,
    MakeDtype
};

struct KnownGlobal {
    std::string_view moduleName;
    std::string_view name;
    Call call;
};

constexpr std::array kGlobals{
    KnownGlobal{"collections", "OrderedDict", Call::Dict},
    KnownGlobal{"collections", "defaultdict", Call::Dict},
    KnownGlobal{"collections", "Counter", Call::Dict},
    KnownGlobal{"builtins", "dict", Call::Dict},
    KnownGlobal{"__builtin__", "dict", Call::Dict},
    KnownGlobal{"dnnlib.util", "EasyDict", Call::Dict},
    KnownGlobal{"builtins", "set", Call::Set},
    KnownGlobal{"__builtin__", "set", Call::Set},
    KnownGlobal{"builtins", "frozenset", Call::Set},
    KnownGlobal{"builtins", "bytearray", Call::Record},
    KnownGlobal{"__builtin__", "bytearray", Call::Record},
    KnownGlobal{"builtins", "int", Call::Type},
    KnownGlobal{"builtins", "float", Call::Type},
    KnownGlobal{"_codecs", "encode", Call::EncodeText},
    KnownGlobal{"torch", "Size", Call::Record},
    KnownGlobal{"torch", "device", Call::Record},
    KnownGlobal{"torch", "Tensor", Call::Type},
    KnownGlobal{"torch.nn.parameter", "Parameter", Call::Type},
    KnownGlobal{"torch._utils", "_rebuild_tensor", Call::RebuildTensor},
    KnownGlobal{"torch._utils", "_rebuild_tensor_v2", Call::RebuildTensor},
    KnownGlobal{"torch._utils", "_rebuild_parameter", Call::RebuildParameter},
    KnownGlobal{"torch._utils", "_rebuild_parameter_with_state", Call::RebuildParameter},
    KnownGlobal{"torch._tensor", "_rebuild_from_type_v2", Call::RebuildFromType},
    KnownGlobal{"torch.storage", "_load_from_bytes", Call::LoadFromBytes},
    KnownGlobal{"torch.nn.modules.container", "ModuleDict", Call::Record},
    KnownGlobal{"torch.nn.modules.container", "ModuleList", Call::Record},
    KnownGlobal{"torch.nn.modules.container", "Sequential", Call::Record},
    KnownGlobal{"torch_utils.persistence", "_reconstruct_persistent_obj", Call::Persistent},
    KnownGlobal{"numpy", "ndarray", Call::Type},
    KnownGlobal{"numpy", "dtype", Call::MakeDtype},
    KnownGlobal{"numpy.core.multiarray", "_reconstruct", Call::MakeArray},
    KnownGlobal{"numpy._core.multiarray", "_reconstruct", Call::MakeArray},
    KnownGlobal{"numpy.core.multiarray", "scalar", Call::MakeScalar},
    KnownGlobal{"numpy._core.multiarray", "scalar", Call::MakeScalar}};

struct StorageClass {
    std::string_view name;
    DType dtype;
};

constexpr std::array kStorages{
    StorageClass{"FloatStorage", DType::F32},     StorageClass{"HalfStorage", DType::F16},
    StorageClass{"BFloat16Storage", DType::BF16}, StorageClass{"DoubleStorage", DType::F64},
    StorageClass{"LongStorage", DType::I64},      StorageClass{"IntStorage", DType::I32},
    StorageClass{"ShortStorage", DType::I16},     StorageClass{"CharStorage", DType::I8},
    StorageClass{"ByteStorage", DType::U8},       StorageClass{"BoolStorage", DType::Bool},
    StorageClass{"UntypedStorage", DType::U8}};

constexpr std::array kTorchTypes{"float32", "float16", "bfloat16", "float64", "int64",
                                 "int32",   "int16",   "int8",     "uint8",   "bool"};

constexpr std::size_t kMostDimensions = 16;

[[noreturn]] void fail(const PickleArena& arena, const std::string& reason) {
    throw Error(ErrorCode::ModelFile, arena.subject(), reason);
}

const PickleValue& argument(const PickleValue& arguments, std::size_t index, PickleArena& arena) {
    if (index >= arguments.items.size()) fail(arena, "the pickle calls a function with too few arguments");
    return *arguments.items[index];
}

std::vector<std::int64_t> sizes(const PickleValue& value, PickleArena& arena) {
    if (value.kind != PickleKind::Tuple || value.items.size() > kMostDimensions)
        fail(arena, "a tensor's shape is no short tuple");
    std::vector<std::int64_t> result;
    for (const PickleRef item : value.items) {
        if (item->kind != PickleKind::Integer || item->integer < 0)
            fail(arena, "a tensor's shape or stride is no natural number");
        result.push_back(item->integer);
    }
    return result;
}

/// Whether all that the tensor touches, and as many elements as it has, lie within `room` elements.
bool fits(const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& strides,
          std::int64_t room) {
    const auto elements = elementCount(shape);
    if (!elements || *elements > room) return false;
    if (*elements == 0) return true;
    std::int64_t last = 0;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        std::int64_t step = 0;
        if (__builtin_mul_overflow(shape[i] - 1, strides[i], &step) ||
            __builtin_add_overflow(last, step, &last) || last >= room)
            return false;
    }
    return true;
}

/// _rebuild_tensor(storage, offset, shape, strides, …)
PickleRef rebuildTensor(const PickleValue& arguments, PickleArena& arena) {
    const PickleValue& storage = argument(arguments, 0, arena);
    const PickleValue& offset = argument(arguments, 1, arena);
    if (storage.kind != PickleKind::Storage || offset.kind != PickleKind::Integer)
        fail(arena, "a tensor has no storage");
    PickleRef tensor = arena.make(PickleKind::Tensor);
    tensor->dtype = storage.dtype;
    tensor->shape = sizes(argument(arguments, 2, arena), arena);
    tensor->strides = sizes(argument(arguments, 3, arena), arena);
    if (tensor->strides.size() != tensor->shape.size()) fail(arena, "a tensor's strides don't fit its shape");
    if (offset.integer < 0 || offset.integer > storage.integer ||
        !fits(tensor->shape, tensor->strides, storage.integer - offset.integer))
        fail(arena, "a tensor reaches beyond its storage");
    // The elements follow the pickle, so that the storage doesn't have them yet.
    tensor->items = {arguments.items[0]};
    tensor->integer = offset.integer;
    return tensor;
}

/// _codecs.encode(text, "latin1"): how protocol 2 writes bytes.
PickleRef encodeText(const PickleValue& arguments, PickleArena& arena) {
    const PickleValue& text = argument(arguments, 0, arena);
    if (text.kind != PickleKind::Text || !argument(arguments, 1, arena).isText("latin1"))
        fail(arena, "the pickle encodes what is no latin1");
    std::vector<std::byte> bytes;
    const std::string_view utf8 = text.text();
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        if (c < 0x80) {
            bytes.push_back(std::byte{c});
            continue;
        }
        if ((c != 0xc2 && c != 0xc3) || i + 1 == utf8.size())
            fail(arena, "the pickle encodes what is no latin1");
        const auto low = static_cast<unsigned char>(utf8[++i]);
        bytes.push_back(std::byte{static_cast<unsigned char>((c & 3) << 6 | (low & 0x3f))});
    }
    PickleRef value = arena.make(PickleKind::Bytes);
    value->bytes = arena.own(std::move(bytes));
    return value;
}

/// numpy.dtype("f8", …), whose byte order comes by BUILD.
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
        value->bytes = std::as_bytes(std::span(std::string_view("dtype")));
        value->dtype = dtype;
        return value;
    }
    fail(arena, "the pickle holds a NumPy array of the type " +
                    inQuotes(name.kind == PickleKind::Text ? name.text() : "?") + ", which isn't read");
}

/// The dtype that makeDtype() made.
DType dtypeOf(const PickleValue& value, PickleArena& arena) {
    if (value.kind != PickleKind::Record || value.text() != "dtype") fail(arena, "a NumPy array has no type");
    return value.dtype;
}

PickleRef makeScalar(const PickleValue& arguments, PickleArena& arena) {
    const DType dtype = dtypeOf(argument(arguments, 0, arena), arena);
    const PickleValue& stored = argument(arguments, 1, arena);
    if (stored.kind != PickleKind::Bytes || stored.bytes.size() != itemSize(dtype))
        fail(arena, "a NumPy number is broken");
    const auto read = [&]<typename T>(T value) {
        std::memcpy(&value, stored.bytes.data(), sizeof(T));
        return value;
    };
    PickleRef value = arena.make(PickleKind::Integer);
    switch (dtype) {
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
        default:
            fail(arena, "a NumPy number has a type that isn't read");
    }
}

/// {"class_name": …, "state": {…}, "module_src": …}: the class's name and the state are kept, the source is
/// not looked at.
PickleRef makePersistent(const PickleValue& arguments, PickleArena& arena) {
    const PickleValue& meta = argument(arguments, 0, arena);
    const PickleValue* name = meta.find("class_name");
    const PickleValue* type = meta.find("type");
    PickleRef state = nullptr;
    for (std::size_t i = 0; i + 1 < meta.items.size(); i += 2)
        if (meta.items[i]->isText("state")) state = meta.items[i + 1];
    if (meta.kind != PickleKind::Dict || name == nullptr || name->kind != PickleKind::Text ||
        type == nullptr || !type->isText("class") || state == nullptr || state->kind != PickleKind::Dict)
        fail(arena, "a persistent object lacks its class or its state");
    PickleRef record = arena.make(PickleKind::Record);
    record->bytes = name->bytes;
    record->items = {state};
    return record;
}

PickleRef makeDict(const PickleValue& arguments, PickleArena& arena) {
    PickleRef dict = arena.make(PickleKind::Dict);
    for (const PickleRef argument : arguments.items) {
        if (argument->kind == PickleKind::Global) continue;  // of a defaultdict
        if (argument->kind == PickleKind::Dict) {            // of a Counter
            arena.spend(argument->items.size());
            dict->items.insert(dict->items.end(), argument->items.begin(), argument->items.end());
            continue;
        }
        if (argument->kind != PickleKind::List && argument->kind != PickleKind::Tuple)
            fail(arena, "a dictionary is made of what is no list");
        arena.spend(argument->items.size());
        for (const PickleRef pair : argument->items) {
            if ((pair->kind != PickleKind::Tuple && pair->kind != PickleKind::List) ||
                pair->items.size() != 2)
                fail(arena, "a dictionary is made of what is no list of pairs");
            dict->items.insert(dict->items.end(), pair->items.begin(), pair->items.end());
        }
    }
    return dict;
}

PickleRef makeSet(const PickleValue& arguments, PickleArena& arena) {
    PickleRef set = arena.make(PickleKind::Set);
    if (arguments.items.empty()) return set;
    arena.spend(argument(arguments, 0, arena).items.size());
    set->items = argument(arguments, 0, arena).items;
    return set;
}

/// _rebuild_from_type_v2(function, type, arguments, state): a tensor with attributes, which are left out.
PickleRef rebuildFromType(const PickleValue& arguments, PickleArena& arena, const PickleHost& host) {
    const PickleValue& function = argument(arguments, 0, arena);
    const PickleValue& inner = argument(arguments, 2, arena);
    if (function.kind != PickleKind::Global || inner.kind != PickleKind::Tuple ||
        function.integer == static_cast<std::int64_t>(Call::RebuildFromType))
        fail(arena, "a tensor with attributes is broken");
    return callGlobal(function, inner, arena, host);
}

/// (version, shape, dtype, isFortran, bytes)
void buildArray(PickleValue& array, const PickleValue& state, PickleArena& arena) {
    array.shape = sizes(argument(state, 1, arena), arena);
    array.dtype = dtypeOf(argument(state, 2, arena), arena);
    const PickleValue& fortran = argument(state, 3, arena);
    const PickleValue& stored = argument(state, 4, arena);
    const auto elements = elementCount(array.shape);
    if (fortran.kind != PickleKind::Bool || fortran.integer != 0 || stored.kind != PickleKind::Bytes ||
        !elements || static_cast<std::uint64_t>(*elements) != stored.bytes.size() / itemSize(array.dtype) ||
        stored.bytes.size() % itemSize(array.dtype) != 0)
        fail(arena, "a NumPy array is broken, or not in C order");
    array.bytes = stored.bytes;
}

}  // namespace

PickleRef knownGlobal(std::string_view moduleName, std::string_view name, PickleArena& arena) {
    PickleRef value = arena.make(PickleKind::Global);
    for (const KnownGlobal& known : kGlobals) {
        if (known.moduleName != moduleName || known.name != name) continue;
        value->bytes = std::as_bytes(std::span(known.name));
        value->integer = static_cast<std::int64_t>(known.call);
        return value;
    }
    value->integer = static_cast<std::int64_t>(Call::Type);
    if (moduleName == "torch" || moduleName == "torch.storage")
        for (const StorageClass& known : kStorages)
            if (known.name == name) {
                value->bytes = std::as_bytes(std::span(known.name));
                return value;
            }
    if (moduleName == "torch")
        for (const std::string_view known : kTorchTypes)
            if (known == name) {
                value->bytes = std::as_bytes(std::span(known));
                return value;
            }
    fail(arena, "the pickle refers to " + inQuotes(std::string(moduleName) + "." + std::string(name)) +
                    ", which is refused: only tensors and plain containers are read, and nothing is run");
}

std::optional<DType> storageType(const PickleValue& global) {
    if (global.kind != PickleKind::Global) return std::nullopt;
    for (const StorageClass& known : kStorages)
        if (known.name == global.text()) return known.dtype;
    return std::nullopt;
}

PickleRef callGlobal(const PickleValue& global, const PickleValue& arguments, PickleArena& arena,
                     const PickleHost& host) {
    switch (static_cast<Call>(global.integer)) {
        case Call::Type:
            fail(arena, "the pickle calls " + inQuotes(global.text()) + ", which is no function");
        case Call::Dict:
            return makeDict(arguments, arena);
        case Call::Set:
            return makeSet(arguments, arena);
        case Call::Record: {
            PickleRef record = arena.make(PickleKind::Record);
            record->bytes = global.bytes;
            return record;
        }
        case Call::Persistent:
            return makePersistent(arguments, arena);
        case Call::RebuildTensor:
            return rebuildTensor(arguments, arena);
        case Call::RebuildParameter:
            if (argument(arguments, 0, arena).kind != PickleKind::Tensor)
                fail(arena, "a parameter is no tensor");
            return arguments.items[0];
        case Call::RebuildFromType:
            return rebuildFromType(arguments, arena, host);
        case Call::LoadFromBytes: {
            const PickleValue& archive = argument(arguments, 0, arena);
            if (archive.kind != PickleKind::Bytes) fail(arena, "an archive in the pickle is no bytes");
            if (!host.nested) fail(arena, "the pickle holds archives within archives, too deep");
            return host.nested(archive.bytes);
        }
        case Call::EncodeText:
            return encodeText(arguments, arena);
        case Call::MakeArray:
            return arena.make(PickleKind::Array);
        case Call::MakeScalar:
            return makeScalar(arguments, arena);
        case Call::MakeDtype:
            return makeDtype(arguments, arena);
    }
    fail(arena, "the pickle calls an unknown function");
}

void buildState(PickleValue& object, PickleRef state, PickleArena& arena) {
    switch (object.kind) {
        case PickleKind::Dict:    // attributes of an OrderedDict
        case PickleKind::Tensor:  // and of a tensor
            return;
        case PickleKind::Array:
            return buildArray(object, *state, arena);
        case PickleKind::Record:
            if (object.text() == "dtype") {
                const PickleValue& order = argument(*state, 1, arena);
                if (order.isText(">")) fail(arena, "a NumPy array is big-endian");
                return;
            }
            object.items = {state};
            return;
        default:
            fail(arena, "the pickle gives a state to what has none");
    }
}

}  // namespace lacuna
