// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/plan.h"
#include "core/tiling/coarse_levels.h"
#include "core/tiling/region_of_interest.h"
#include "core/tiling/tile_layout.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace lacuna {

class Denoiser;

/// Texture is borrowed from so many pixels, the region's among them, or from kMostBorrowedAround times the
/// region's if that is more; but not more than nine times those. More than these are searched on a smaller
/// copy.
inline constexpr double kMostBorrowed = 4e6;
inline constexpr double kMostBorrowedAround = 2;
/// What the search takes, and what the copies of the photograph take, in bytes a pixel.
inline constexpr double kBorrowedBytes = 80;
inline constexpr double kBorrowedCopyBytes = 14;

/// What a run may use of its device.
struct DeviceBudget {
    std::uint64_t memory = 0;  ///< bytes beyond what the process holds now
    /// The most pixels in one call of the network, so that the user needn't wait after Stop: on two
    /// cores 1.25 Mi pixels take some seconds.
    double longestCall = 1.25 * 1024 * 1024;
    /// The most tiles in one call. Small tiles leave parts of a GPU idle, but not of a CPU.
    int tilesPerCall = 1;
};

struct PlanRequest {
    /// Size of x: the result's, plus the unknown margins for deblurring.
    int canvasWidth = 0;
    int canvasHeight = 0;
    std::vector<Region> regions;  ///< of the canvas; empty: the whole canvas
    int workingPictures = 10;     ///< three float32 channels each; held at once by solver and operator
    double operatorBytes = 0;     ///< memory of one application of P besides pictures
    double operatorKept = 0;      ///< the part of it that stays between applications
    bool vjp = false;             ///< whether the solver needs vector–Jacobian products
    int evaluations = 0;          ///< network evaluations per region
    /// For coarse levels (coarse_levels.h): the most that a region may have, the mask that determines how
    /// many it needs, what a region reaches beyond its damage, and the evaluations at a level of a region
    /// that has that many.
    int levels = 0;
    const ImageBuffer* mask = nullptr;
    int context = 0;
    std::function<int(int level, int levels)> evaluationsAt;
    /// Whether regions with wide holes start from borrowed texture and need no coarse levels.
    bool borrows = false;
    TileOverlap overlap;
    int border = 0;                 ///< TileLayout::border
    int tile = 0;                   ///< longest side of a tile; 0: planRun() chooses
    bool isExact = false;           ///< tiles are tile × tile, and smaller pictures are padded to that
    std::uint64_t memoryLimit = 0;  ///< DeviceBudget::memory
    double longestCall = DeviceBudget().longestCall;
    int tilesPerCall = DeviceBudget().tilesPerCall;
};

/// A coarse level of a region.
struct CoarsePart {
    CoarseCanvas canvas;
    ImageBuffer mask;   ///< coarseMask()
    TileLayout layout;  ///< of the canvas, in its own pixels
};

/// One region with its tiles: one solve.
struct RunPart {
    Region region;                   ///< restore is empty if all of it counts
    TileLayout layout;               ///< of the region
    std::vector<CoarsePart> coarse;  ///< level 1 (half the size) first
    int wideness = 0;       ///< coarse levels that the region's widest hole asks for, as coarseLevels()
    bool borrows = false;   ///< whether it starts from borrowed texture
    double workPixels = 0;  ///< the network's pixels in all evaluations of all levels

    int levels() const { return static_cast<int>(coarse.size()); }
};

struct RunPlan {
    std::vector<RunPart> parts;
    double networkPixels =
        0;                  ///< of one evaluation in every part; overlaps count each time they are computed
    double workPixels = 0;  ///< of all evaluations, coarse levels included
    /// Shortest side of the network's input; 0: any.
    int leastSide = 0;
    /// Whether memory allows keeping every region's solver state until the end; always true for one region.
    bool keepsStates = true;
    int shortestTile = 0;  ///< the least ComputeSpec::tile that is accepted; 0: not known
    Plan summary;          ///< resultWidth and resultHeight are those of the canvas

    /// The number of tiles in an evaluation of the part that has the most.
    int mostTiles() const;
};

/// Chooses the tiles of every part: those with the least network work, among all whose peak memory fits the
/// limit and whose single calls are short enough that a run can be stopped between them. One tile covers a
/// part if these limits allow it. Otherwise, if only some of a region is to be restored, tiles that restore
/// nothing are left out. Where there are several tiles, the network is given as many at a time as these
/// limits and `tilesPerCall` allow. Throws Error: OutOfMemory if not even the smallest tile fits, Usage if
/// `tile` is too small for the overlap.
RunPlan planRun(const Denoiser& denoiser, PlanRequest request);

}  // namespace lacuna
