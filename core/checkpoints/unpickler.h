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

/// Interprets the pickle that `bytes` begins with as data (protocols 2 to 5) and shortens `bytes` to what
/// comes after it. Nothing of Python is run: the few functions that rebuild tensors, arrays and plain
/// containers are our own (core/checkpoints/pickle_calls.h), objects of all other classes become inert
/// records, or the containers that they are filled like, and names that run programs are refused. Text and
/// bytes are borrowed from `bytes`, so that nothing is allocated but one value per opcode, and those are
/// counted. Throws Error{ModelFile, subject, reason}.
PickleRef unpickle(std::span<const std::byte>& bytes, PickleArena& arena, const PickleHost& host);

}  // namespace lacuna
