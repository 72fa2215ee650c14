// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/sampling/solver.h"
#include "core/trajectory/spill_store.h"

#include <vector>

namespace lacuna {

/// Where the solver stands in one region.
struct SolverPiece {
    int x = 0;  ///< of the region's canvas in the result, pixels; negative where there is a margin
    int y = 0;
    SolverState state;
};

/// What session.h hands out opaquely: all regions between the same two outer steps. Its tensors are never
/// written to once it is made.
class SolverSnapshot {
  public:
    std::vector<SolverPiece> pieces;
};

/// For a Trajectory: x in float32, so that a run goes on to the same bits; D, which only a changed schedule
/// looks at, in half precision, but for the last step's, which is the result. The state must have both.
Bytes pack(const SolverPiece& piece);
/// On the CPU. Throws Error Internal for bytes that pack() did not make.
SolverPiece unpack(const Bytes& bytes);

/// Where a region that is `width` × `height` at (x, y) goes on from: the piece that is just that, or what the
/// pieces show of it. The rest is `base` (1, C, height, width) with the pieces' noise on it, drawn by
/// `noise`. The start, where no piece shows any of what `restore` marks (width × height, 0: not; empty: all).
SolverState stateFor(const SolverSnapshot& snapshot, int x, int y, const at::Tensor& base,
                     const ImageBuffer& restore, const NoiseSource& noise);

}  // namespace lacuna
