// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace lacuna {

/// One independent part of a run, in pixels of the result.
struct PlannedRegion {
    int x = 0, y = 0, width = 0, height = 0;
    int tiles = 1;  ///< tiles per evaluation
};

/// Why regions are computed in tiles; the strongest reason comes last.
enum class TileReason {
    None,      ///< each region is one tile
    Damage,    ///< only some tiles hold damage
    Stopping,  ///< so that a run can be stopped between tiles
    Memory,
    Model,  ///< it was trained on that size only; smaller pictures are extended by mirroring
    Asked   ///< the job sets ComputeSpec::tile
};
/// "none", "damage", "stopping", "memory", "model" or "asked".
const char* toString(TileReason reason);

/// What a run will do, determined before it starts.
struct Plan {
    int resultWidth = 0;
    int resultHeight = 0;
    std::vector<PlannedRegion> regions;
    int tile = 0;          ///< longest side of a tile, in pixels
    int tilesPerCall = 1;  ///< the most tiles of one size that the network computes at a time
    TileReason reason = TileReason::None;
    std::uint64_t expectedPeak = 0;  ///< bytes beyond what the process holds now
    std::uint64_t memoryLimit = 0;   ///< the limit it was made for
    double networkGigaflops = 0;     ///< forward passes of the whole run
    int evaluations = 0;             ///< of the network; all tiles of an evaluation count as one
    /// A hole is so wide that texture borrowed from the photograph looks better than its most probable fill.
    bool hasWideHole = false;
};

}  // namespace lacuna
