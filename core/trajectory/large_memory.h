// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

/// Gives back what freed large blocks (spill_store.h) left for the next ones: up to 64 MiB, which the system
/// would otherwise have to clear again for each of them.
void releaseSpareMemory();

}  // namespace lacuna
