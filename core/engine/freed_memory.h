// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

/// Lets the C library keep memory that one layer of a network frees for the next layer. Returning the pages
/// of every layer and fetching new ones takes about a twentieth of a run on the CPU. Applies to the whole
/// process from now on.
void keepFreedMemory();

/// Returns the kept memory to the system.
void releaseFreedMemory();

}  // namespace lacuna
