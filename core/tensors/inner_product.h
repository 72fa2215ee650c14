// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace lacuna {

/// ⟨a, b⟩ of two float32 or float64 tensors of one shape, type and device, added up in double. On the CPU it
/// is one pass on all threads that makes no temporary and doesn't depend on how many they are. Not finite
/// where a product isn't.
double innerProduct(const at::Tensor& a, const at::Tensor& b);

}  // namespace lacuna
