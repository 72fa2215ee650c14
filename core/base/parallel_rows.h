// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace lacuna {

/// How many threads parallelRows() uses at most, the caller's among them; for the whole process. Until it is
/// set, one per hardware thread. Less than 1 counts as 1. Thread-safe.
void setRowThreads(int threads);
int rowThreads();

/// Calls work(begin, end) for parts of 0 … rows − 1 that together make up all of it, on several threads at
/// once and in any order. No part is shorter than `least` rows, which should be worth starting a thread, some
/// 50 µs of work: fewer than two such parts, or a call from within `work`, run here and now as one. Returns
/// when all is done. The first exception of `work` is thrown on; parts that hadn't begun are then left out.
void parallelRows(std::int64_t rows, std::int64_t least,
                  const std::function<void(std::int64_t begin, std::int64_t end)>& work);

}  // namespace lacuna
