// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/plan.h"
#include "core/tiling/region_of_interest.h"
#include "core/tiling/tile_layout.h"

#include <cstdint>
#include <vector>

namespace lacuna {

class Denoiser;

struct PlanRequest {
    /// Size of x. The result's, plus the unknown margins of a deblurring.
    int canvasWidth = 0;
    int canvasHeight = 0;
    std::vector<Region> regions;  ///< of the canvas; empty: all of it
    int workingPictures = 10;     ///< that solver and operator hold at once, of three float32 channels
    double operatorBytes = 0;     ///< what one application of P holds beside pictures
    double operatorKept = 0;      ///< what of that stays from one to the next
    bool vjp = false;             ///< whether steps need the vector–Jacobian product
    int evaluations = 0;          ///< of the network, per region
    TileOverlap overlap;
    int border = 0;                 ///< TileLayout::border
    int tile = 0;                   ///< longest side of a tile; 0: chosen here
    bool isExact = false;           ///< tiles are tile × tile, and smaller pictures are padded to that
    std::uint64_t memoryLimit = 0;  ///< bytes, above what the process holds now
};

/// One solve.
struct RunPart {
    Region region;      ///< restore is empty where all of it counts
    TileLayout layout;  ///< of the region
};

struct RunPlan {
    std::vector<RunPart> parts;
    double networkPixels =
        0;  ///< of one evaluation in every part, overlaps counted as often as they are computed
    /// Sides that the network is given at least; 0: any.
    int leastSide = 0;
    /// Whether there is room to keep the solver's state of every region until the end; one alone has.
    bool keepsStates = true;
    int shortestTile = 0;  ///< below, ComputeSpec::tile is refused; 0: not known
    Plan summary;          ///< resultWidth and resultHeight are the canvas's

    /// The most tiles that one evaluation takes.
    int mostTiles() const;
};

/// Chooses the tiles: for every part those that cost the network the least work among all whose peak fits the
/// limit and whose single calls stay short enough to stop between them. One tile where that is allowed;
/// otherwise, where only part of a region is to be restored, just the tiles that restore something. Throws
/// Error OutOfMemory where not even the smallest tile fits, Usage where `tile` is too small for the overlap.
RunPlan planRun(const Denoiser& denoiser, PlanRequest request);

}  // namespace lacuna
