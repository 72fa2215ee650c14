// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/pickle_value.h"

namespace lacuna {

/// NumPy's functions and states as data. Arrays and scalars of text, objects and structures become inert
/// records. All throw Error{ModelFile, the arena's subject}.

/// numpy.dtype("f8", …), whose byte order comes by BUILD.
PickleRef makeDtype(const PickleValue& arguments, PickleArena& arena);
bool isDtype(const PickleValue& value);
/// The state (version, byte order, …); refuses big-endian numbers.
void checkByteOrder(const PickleValue& dtype, const PickleValue& state, PickleArena& arena);
/// scalar(dtype, bytes)
PickleRef makeScalar(const PickleValue& arguments, PickleArena& arena);
/// numpy.core.numeric._frombuffer(bytes, dtype, shape, order), as protocol 5 writes arrays.
PickleRef makeArrayOfBytes(const PickleValue& arguments, PickleArena& arena);
/// The state (version, shape, dtype, isFortran, bytes).
void buildArray(PickleValue& array, const PickleValue& state, PickleArena& arena);

}  // namespace lacuna
