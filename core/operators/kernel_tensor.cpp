// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/kernel_tensor.h"

#include "core/operators/kernels.h"

#include <ATen/ops/tensor.h>

namespace lacuna {

at::Tensor kernelTensor(const Kernel& kernel) {
    return at::tensor(kernel.weights, at::kDouble).view({kernel.height, kernel.width});
}

}  // namespace lacuna
