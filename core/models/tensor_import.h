// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/safetensors.h"

#include <ATen/core/Tensor.h>
#include <c10/core/MemoryFormat.h>

#include <string>

namespace lacuna {

/// The tensor of that name as float32 on the CPU, row-major or, with four dimensions, in `format`. Throws
/// Error{ModelFile, subject, reason} if it is missing, of another shape, not of a floating-point type, or not
/// finite.
at::Tensor importTensor(const TensorViews& tensors, const std::string& name,
                        const std::vector<std::int64_t>& shape, const std::string& subject,
                        at::MemoryFormat format = at::MemoryFormat::Contiguous);

/// Throws what importTensor() would throw, but makes no tensor. Checks that values are finite only with
/// `readsValues`.
void checkTensor(const TensorViews& tensors, const std::string& name, const std::vector<std::int64_t>& shape,
                 const std::string& subject, bool readsValues);

}  // namespace lacuna
