// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/pickle_calls.h"

#include "core/base/error.h"
#include "core/checkpoints/pickle_arguments.h"
#include "core/checkpoints/pickle_arrays.h"
#include "core/checkpoints/unpickler.h"
#include "core/files/in_quotes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace lacuna {
namespace {

enum class Call {
    Type,  ///< is only named, never called
    Dict,
    Set,
    Record,  ///< of any class or function that isn't listed: an inert record of that name
    Persistent,
    RebuildTensor,
    RebuildTyped,
    RebuildParameter,
    RebuildFromType,
    LoadFromBytes,
    EncodeText,
    MakeArray,
    MakeArrayOfBytes,
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
    KnownGlobal{"builtins", "int", Call::Type},
    KnownGlobal{"builtins", "float", Call::Type},
    KnownGlobal{"_codecs", "encode", Call::EncodeText},
    KnownGlobal{"torch", "Tensor", Call::Type},
    KnownGlobal{"torch.nn.parameter", "Parameter", Call::Type},
    KnownGlobal{"torch._utils", "_rebuild_tensor", Call::RebuildTensor},
    KnownGlobal{"torch._utils", "_rebuild_tensor_v2", Call::RebuildTensor},
    KnownGlobal{"torch._utils", "_rebuild_tensor_v3", Call::RebuildTyped},
    KnownGlobal{"torch._utils", "_rebuild_parameter", Call::RebuildParameter},
    KnownGlobal{"torch._utils", "_rebuild_parameter_with_state", Call::RebuildParameter},
    KnownGlobal{"torch._tensor", "_rebuild_from_type_v2", Call::RebuildFromType},
    KnownGlobal{"torch.storage", "_load_from_bytes", Call::LoadFromBytes},
    KnownGlobal{"torch_utils.persistence", "_reconstruct_persistent_obj", Call::Persistent},
    KnownGlobal{"numpy", "ndarray", Call::Type},
    KnownGlobal{"numpy", "dtype", Call::MakeDtype},
    KnownGlobal{"numpy.core.multiarray", "_reconstruct", Call::MakeArray},
    KnownGlobal{"numpy._core.multiarray", "_reconstruct", Call::MakeArray},
    KnownGlobal{"numpy.core.numeric", "_frombuffer", Call::MakeArrayOfBytes},
    KnownGlobal{"numpy._core.numeric", "_frombuffer", Call::MakeArrayOfBytes},
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

/// Python packages that a pickle names only to run a program. No pickle runs anything here; the list serves
/// to say so instead of reading the rest of such a file.
constexpr std::array<std::string_view, 33> kPrograms{
    "os",      "posix",   "nt",         "subprocess", "sys",    "importlib", "runpy",     "ctypes",
    "socket",  "shutil",  "pty",        "commands",   "code",   "codeop",    "marshal",   "pickle",
    "_pickle", "cPickle", "webbrowser", "urllib",     "http",   "requests",  "zipimport", "pkgutil",
    "pip",     "imp",     "pdb",        "bdb",        "timeit", "tempfile",  "platform",  "multiprocessing",
    "asyncio"};
/// The same for Python's built-in functions.
constexpr std::array<std::string_view, 16> kProgramBuiltins{
    "eval",       "exec",       "execfile", "compile", "open",    "file", "input", "raw_input",
    "__import__", "breakpoint", "globals",  "vars",    "setattr", "exit", "quit",  "apply"};

template <std::size_t N>
bool isOneOf(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
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

/// _rebuild_tensor_v3(storage, offset, shape, strides, isTrained, hooks, dtype, …): of the types that have no
/// class of storages, FP8 above all.
[[noreturn]] void failByType(const PickleValue& arguments, PickleArena& arena) {
    const PickleValue& type = argument(arguments, 6, arena);
    fail(arena, "the file holds tensors of the type " +
                    inQuotes(type.kind == PickleKind::Global ? type.text() : "?") +
                    ", which can't be read yet");
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
    const std::string_view package = moduleName.substr(0, moduleName.find('.'));
    const std::string whole = inQuotes(std::string(moduleName) + "." + std::string(name));
    const bool isBuiltin = package == "builtins" || package == "__builtin__";
    if (isOneOf(package, kPrograms) || (isBuiltin && isOneOf(name, kProgramBuiltins)))
        fail(arena,
             "the pickle refers to " + whole +
                 ", which would run a program when PyTorch opens it; nothing of it was run, and it isn't "
                 "read");
    // A record in its place would be missed among the weights.
    if (package == "torch" && name.starts_with("_rebuild"))
        fail(arena, "the pickle holds tensors made by " + whole + ", which can't be read yet");
    value->integer = static_cast<std::int64_t>(Call::Record);
    value->bytes = std::as_bytes(std::span(name));
    return value;
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
        case Call::RebuildTyped:
            failByType(arguments, arena);
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
        case Call::MakeArrayOfBytes:
            return makeArrayOfBytes(arguments, arena);
        case Call::MakeScalar:
            return makeScalar(arguments, arena);
        case Call::MakeDtype:
            return makeDtype(arguments, arena);
    }
    fail(arena, "the pickle calls an unknown function");
}

void buildState(PickleValue& object, PickleRef state, PickleArena& arena) {
    switch (object.kind) {
        case PickleKind::Dict:  // attributes of an OrderedDict, a list, a set and a tensor
        case PickleKind::List:
        case PickleKind::Set:
        case PickleKind::Tensor:
            return;
        case PickleKind::Array:
            return buildArray(object, *state, arena);
        case PickleKind::Record:
            if (isDtype(object)) return checkByteOrder(object, *state, arena);
            object.items = {state};
            return;
        default:
            fail(arena, "the pickle gives a state to what has none");
    }
}

}  // namespace lacuna
