// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/ScalarType.h>
#include <c10/core/TensorOptions.h>

namespace lacuna {

struct Kernel;

/// (height, width), float64 on the CPU.
at::Tensor kernelTensor(const Kernel& kernel);

/// The complex type whose parts have the options' real type.
inline c10::ScalarType complexType(const at::TensorOptions& options) {
    return c10::toComplexType(c10::typeMetaToScalarType(options.dtype()));
}

}  // namespace lacuna
