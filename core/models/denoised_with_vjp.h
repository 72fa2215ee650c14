// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace lacuna {

struct DenoisedWithVjp {
    at::Tensor denoised;
    std::function<at::Tensor(const at::Tensor&)> vjp;
};

}  // namespace lacuna
