// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace lacuna {

/// The greatest number of threads that parallelRows() uses, including the caller's, for the whole process.
/// Default: one per hardware thread. Less than 1 counts as 1. Thread-safe.
void setRowThreads(int threads);
int rowThreads();

/// Splits 0 … rows − 1 into parts and calls work(begin, end) for each, on several threads at once and in any
/// order. No part is shorter than `least` rows; these should take about 50 µs, to be worth starting a thread.
/// If there are fewer than two such parts, or if the call comes from within `work`, all rows run at once on
/// the calling thread. Returns when everything is done. Rethrows the first exception of `work`; parts that
/// haven't begun are then skipped.
void parallelRows(std::int64_t rows, std::int64_t least,
                  const std::function<void(std::int64_t begin, std::int64_t end)>& work);

}  // namespace lacuna
