// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/pickle_value.h"

namespace lacuna {

struct PickleHost;

/// The value, of kind Global, for a class or function of Python. Calling an unknown one only makes inert
/// records. Throws Error{ModelFile, subject}, with the name, for names that run programs and for unknown ways
/// of making tensors.
PickleRef knownGlobal(std::string_view moduleName, std::string_view name, PickleArena& arena);

/// The result of calling this function, or of making an object of this class. Throws Error{ModelFile,
/// subject} if we don't implement it or the arguments (a Tuple) don't fit. All sizes are checked against the
/// storages.
PickleRef callGlobal(const PickleValue& global, const PickleValue& arguments, PickleArena& arena,
                     const PickleHost& host);

/// Gives an object its state, as the opcode BUILD does. Throws Error{ModelFile, subject}.
void buildState(PickleValue& object, PickleRef state, PickleArena& arena);

/// The element type of a storage class ("FloatStorage"), or nothing.
std::optional<DType> storageType(const PickleValue& global);

}  // namespace lacuna
