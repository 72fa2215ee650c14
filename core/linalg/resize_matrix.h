// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lacuna {

/// The bicubic kernel of Keys (1981) with a = −1/2, support [−2, 2].
double cubic(double x);

/// Taps of the antialiased bicubic reduction by an integer factor: output i is Σ_j taps[j] x(i · scale +
/// first + j), where x beyond its ends is its mirror image, the edge sample repeated (MATLAB's imresize).
/// Normalised to sum 1, symmetric.
struct ReductionTaps {
    std::int64_t first = 0;
    at::Tensor taps;  ///< float64, CPU
};
ReductionTaps reductionTaps(int scale);

/// The index in 0 … size − 1 that mirroring brings `position` to.
std::int64_t mirroredIndex(std::int64_t position, std::int64_t size);

/// The reduction as a dense matrix (size / scale, size), float64 on the CPU. `size` is a multiple of scale
/// (asserted).
at::Tensor reductionMatrix(std::int64_t size, int scale);

/// The orthonormal DCT-II (size, size), float64 on the CPU: row k is √((2 − δ_k0)/size) cos(π k (i +
/// ½)/size).
at::Tensor cosineBasis(std::int64_t size);

}  // namespace lacuna
