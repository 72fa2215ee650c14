// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace lacuna {

/// ⟨a, b⟩ of two float32 or float64 tensors of the same shape, type and device, summed in double. On the CPU
/// it takes one pass on all threads without temporaries; the result doesn't depend on the number of threads.
/// Not finite if a product isn't.
double innerProduct(const at::Tensor& a, const at::Tensor& b);

}  // namespace lacuna
