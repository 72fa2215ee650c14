// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/sampling/solver.h"
#include "core/trajectory/spill_store.h"

#include <vector>

namespace lacuna {

/// The solver's state in one region.
struct SolverPiece {
    /// Position in the result of the canvas of the state's level, in pixels of that level; negative if there
    /// is a margin.
    int x = 0;
    int y = 0;
    SolverState state;
};

/// The states of all regions between the same two outer steps; opaque in session.h. Its tensors are never
/// written to after it is made.
class SolverSnapshot {
  public:
    std::vector<SolverPiece> pieces;
};

/// Packs a piece for a Trajectory. x is kept in float32, so that a resumed run gives the same bits. D is kept
/// in half precision, because only a changed schedule needs it; the last step's D, which is the result, is
/// kept in float32. The state must have both.
Bytes pack(const SolverPiece& piece);
/// The tensors are on the CPU. Throws Error Internal for bytes that pack() can't have made.
SolverPiece unpack(const Bytes& bytes);

/// The canvas of one level of a region.
struct LevelCanvas {
    int x = 0;  ///< as in SolverPiece
    int y = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
};

/// The piece with exactly the rectangle of a canvas; `canvases` are those of the region's levels, 0 first.
/// Null: there is none.
const SolverPiece* pieceAt(const SolverSnapshot& snapshot, const std::vector<LevelCanvas>& canvases);

/// For a region without such a piece: the state at `level` that consists of the parts that pieces of this
/// level cover. The rest is `base` (1, C, height, width), the region's canvas of this level at (x, y), plus
/// noise of the pieces' σ, drawn by `noise`. Returns the start if no piece covers a pixel that `restore`
/// marks (size of `base`, non-zero: marked; empty: all).
SolverState stateFor(const SolverSnapshot& snapshot, int level, int x, int y, const at::Tensor& base,
                     const ImageBuffer& restore, const NoiseSource& noise);

}  // namespace lacuna
