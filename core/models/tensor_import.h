// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace lacuna {

class SafetensorsFile;

/// The tensor of that name as float32 on the CPU. Throws Error{ModelFile, path, reason} where it is missing,
/// of another shape, not of a floating-point type, or not finite.
at::Tensor importTensor(const SafetensorsFile& file, const std::string& name,
                        const std::vector<std::int64_t>& shape);

}  // namespace lacuna
