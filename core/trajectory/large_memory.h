// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace lacuna {

/// Makes sure that the next large blocks (spill_store.h), up to `bytes` in all, find memory that the system
/// has already cleared, so that whoever fills them needn't wait for it. From now on that much of what is
/// freed is kept for later blocks as well, and more than that goes back. Takes 0.3 to 2.5 milliseconds per
/// megabyte; `stop` is asked after each, and true ends it with what is ready by then. Throws std::bad_alloc.
void readySpareMemory(std::uint64_t bytes, const std::function<bool()>& stop);

/// Gives back what is ready for large blocks and what freed ones left for the next: up to 64 MiB, or what
/// readySpareMemory() asked for last if that is more.
void releaseSpareMemory();

}  // namespace lacuna
