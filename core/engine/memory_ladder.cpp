// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/memory_ladder.h"

#include "core/models/load_denoiser.h"

#include <algorithm>

namespace lacuna {
namespace {

/// Below this, tiles cost more time than they save memory.
constexpr int kSmallestTile = 256;
/// Tiles are halved to multiples of this.
constexpr int kGrid = 16;

}  // namespace

std::optional<NextAttempt> nextAttempt(const Attempt& now, const FailedAttempt& failed,
                                       const RestorationJob& job) {
    const int smaller = (failed.tile / 2 + kGrid - 1) / kGrid * kGrid;
    if (smaller >= std::max(kSmallestTile, failed.shortestTile)) {
        Attempt next = now;
        next.tile = smaller;
        return NextAttempt{next, {.code = NoteCode::SmallerTiles, .tile = smaller}};
    }
    if (now.device == "cpu") return std::nullopt;
    if (job.model.precision == Precision::Auto && now.precision == Precision::Float32)
        return NextAttempt{{now.device, failed.half, job.compute.tile},
                           {.code = NoteCode::HalfPrecision, .text = toString(failed.half)}};
    if (job.compute.device != DeviceChoice::Auto) return std::nullopt;
    return NextAttempt{{"cpu", resolvedPrecision(job.model.precision, "cpu"), job.compute.tile},
                       {.code = NoteCode::RunOnCpu}};
}

std::optional<NextAttempt> afterOverflow(const Attempt& now, Precision half) {
    if (now.precision != Precision::Float16) return std::nullopt;
    const Precision wider = half == Precision::BFloat16 && now.device != "cpu" ? half : Precision::Float32;
    return NextAttempt{{now.device, wider, now.tile},
                       {.code = NoteCode::Float16Overflow, .text = toString(wider)}};
}

}  // namespace lacuna
