// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

/// Lets the C library keep what a network's layer frees for the next one: handing every layer's pages back
/// and fetching new ones takes about a twentieth of a run on the CPU. For the whole process, from now on.
void keepFreedMemory();

/// Hands back what is kept.
void releaseFreedMemory();

}  // namespace lacuna
