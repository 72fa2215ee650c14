// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/pickle_value.h"

namespace lacuna {

struct PickleHost;

/// A class or function of Python: its value, of kind Global. What isn't known only makes inert records when
/// it is called. Throws Error{ModelFile, subject} that says its name for what runs programs, and for what
/// makes tensors in a way that isn't known.
PickleRef knownGlobal(std::string_view moduleName, std::string_view name, PickleArena& arena);

/// What calling that function, or making an object of that class, would give. Throws Error{ModelFile,
/// subject} where it is none of ours or the arguments (a Tuple) don't fit; all sizes are checked against the
/// storages.
PickleRef callGlobal(const PickleValue& global, const PickleValue& arguments, PickleArena& arena,
                     const PickleHost& host);

/// Gives an object its state, as the opcode BUILD does. Throws Error{ModelFile, subject}.
void buildState(PickleValue& object, PickleRef state, PickleArena& arena);

/// The element type of a storage class ("FloatStorage"), or nothing.
std::optional<DType> storageType(const PickleValue& global);

}  // namespace lacuna
