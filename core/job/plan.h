// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace lacuna {

/// One independent part of a run, in pixels of the result.
struct PlannedRegion {
    int x = 0, y = 0, width = 0, height = 0;
    int tiles = 1;  ///< denoiser tiles per evaluation
};

/// Why regions are computed in tiles, the strongest reason last.
enum class TileReason {
    None,      ///< each is one tile
    Damage,    ///< only some tiles restore anything
    Stopping,  ///< so that the run can be stopped in between
    Memory,
    Model,  ///< it knows pictures of that size only; smaller ones are mirrored up to it
    Asked   ///< ComputeSpec::tile
};
/// "none", "damage", "stopping", "memory", "model" or "asked".
const char* toString(TileReason reason);

/// What a run will do, known before it starts.
struct Plan {
    int resultWidth = 0;
    int resultHeight = 0;
    std::vector<PlannedRegion> regions;
    int tile = 0;  ///< side of a denoiser tile in pixels
    TileReason reason = TileReason::None;
    std::uint64_t expectedPeak = 0;  ///< bytes above what the process holds now
    std::uint64_t memoryLimit = 0;   ///< the limit it was made for
    double networkGigaflops = 0;     ///< of the whole run, forward passes
    int evaluations = 0;             ///< of the network, tiles of one evaluation counted as one
};

}  // namespace lacuna
