// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

/// While one lives, the C library keeps memory that one layer of a network frees for the next layer.
/// Returning the pages of every layer and fetching new ones takes about a twentieth of a run on the CPU.
/// Applies to the whole process. The last one to go returns what the C library kept.
class KeepFreedMemory {
  public:
    KeepFreedMemory();
    ~KeepFreedMemory();
    KeepFreedMemory(const KeepFreedMemory&) = delete;
    KeepFreedMemory& operator=(const KeepFreedMemory&) = delete;
};

/// From now on, whenever no KeepFreedMemory lives, large blocks go back to the system as they are freed.
/// Without this, the C library keeps up to 64 MB for each thread that ever had some.
void returnFreedMemory();

/// Returns what was freed to the system.
void releaseFreedMemory();

}  // namespace lacuna
