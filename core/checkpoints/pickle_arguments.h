// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/checkpoints/pickle_value.h"

#include <cstdint>
#include <string>
#include <vector>

/// What our versions of Python's functions share: everything throws Error{ModelFile, the arena's subject}.
namespace lacuna {

[[noreturn]] inline void fail(const PickleArena& arena, const std::string& reason) {
    throw Error(ErrorCode::ModelFile, arena.subject(), reason);
}

inline const PickleValue& argument(const PickleValue& arguments, std::size_t index, PickleArena& arena) {
    if (index >= arguments.items.size()) fail(arena, "the pickle calls a function with too few arguments");
    return *arguments.items[index];
}

/// A tuple of natural numbers.
inline std::vector<std::int64_t> sizes(const PickleValue& value, PickleArena& arena) {
    constexpr std::size_t kMostDimensions = 16;
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

}  // namespace lacuna
