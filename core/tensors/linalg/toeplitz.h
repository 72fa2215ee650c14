// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace lacuna {

/// Inverses of Hermitian positive definite Toeplitz matrices T[i][j] = t[i − j], t[−k] the conjugate of t[k].
/// `firstColumns` is (n, batch), complex128 on the CPU: t[0] … t[n − 1] of each. Returns (batch, n, n),
/// complex128. Levinson's recursion gives the first column of the inverse and Trench's (J. SIAM 12, 1964) the
/// rest, in O(n²) each.
at::Tensor inverseToeplitz(const at::Tensor& firstColumns);

}  // namespace lacuna
