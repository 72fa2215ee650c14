// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/pickle_value.h"

#include <cstddef>
#include <functional>
#include <span>

namespace lacuna {

/// What a pickle needs of the archive around it.
struct PickleHost {
    /// The value of a persistent id (torch's storages); null: the pickle may have none.
    std::function<PickleRef(const PickleValue& id)> persistent;
    /// The one value of a whole torch archive that lies inside the pickle as bytes; null: refused.
    std::function<PickleRef(std::span<const std::byte> archive)> nested;
};

/// Interprets the pickle at the beginning of `bytes` as data (protocols 2 to 5) and shortens `bytes` to the
/// rest. No Python code is run: we implement the few functions that rebuild tensors, arrays and plain
/// containers (core/checkpoints/pickle_calls.h). Objects of all other classes become inert records, or the
/// containers they are filled like. Names that run programs are refused. Text and bytes are borrowed from
/// `bytes`, so that only one value per opcode is allocated, and these are counted. Throws Error{ModelFile,
/// subject, reason}.
PickleRef unpickle(std::span<const std::byte>& bytes, PickleArena& arena, const PickleHost& host);

}  // namespace lacuna
