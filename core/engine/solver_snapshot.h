// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/sampling/solver.h"
#include "core/trajectory/spill_store.h"

#include <vector>

namespace lacuna {

/// The solver's state in one region.
struct SolverPiece {
    int x = 0;  ///< position of the region's canvas in the result, pixels; negative if there is a margin
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
/// The tensors are on the CPU. Throws Error Internal for bytes that pack() did not make.
SolverPiece unpack(const Bytes& bytes);

/// The state from which a region at (x, y), of the size of `base`, continues. This is the piece with exactly
/// that rectangle if there is one. Otherwise the parts that pieces cover are copied, and the rest is `base`
/// (1, C, height, width) plus noise of the pieces' level, drawn by `noise`. Returns the start if no piece
/// covers a pixel that `restore` marks (size of `base`, non-zero: marked; empty: all).
SolverState stateFor(const SolverSnapshot& snapshot, int x, int y, const at::Tensor& base,
                     const ImageBuffer& restore, const NoiseSource& noise);

}  // namespace lacuna
