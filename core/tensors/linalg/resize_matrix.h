// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensors/linalg/banded_matrix.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lacuna {

/// The bicubic kernel of Keys (1981) with a = −1/2, support [−2, 2].
double cubic(double x);

/// Taps of the antialiased bicubic reduction by an integer factor: output i is Σ_j taps[j] x(i · scale +
/// first + j), where x is mirrored beyond its ends, with the edge sample repeated (MATLAB's imresize). The
/// taps are symmetric and sum to 1.
struct ReductionTaps {
    std::int64_t first = 0;
    at::Tensor taps;  ///< float64, CPU
};
ReductionTaps reductionTaps(int scale);

/// The index in 0 … size − 1 to which mirroring maps `position`.
std::int64_t mirroredIndex(std::int64_t position, std::int64_t size);

/// The reduction as a matrix of size / scale rows and `size` columns. `size` must be a multiple of scale
/// (asserted).
SparseMatrix reductionMatrix(std::int64_t size, int scale);

/// For A = reductionMatrix(count · scale, scale), A Aᵀ is a convolution of the mirrored line, of period 2 ·
/// count. Returns its transfer function at frequencies 0 … count, float64 on the CPU. The first `count`
/// values are the eigenvalues of A Aᵀ; its eigenvectors are those of the DCT-II.
at::Tensor gramTransfer(std::int64_t count, int scale);

}  // namespace lacuna
