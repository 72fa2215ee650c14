// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <ATen/core/Tensor.h>

namespace lacuna {

struct DenoisedWithVjp {
    at::Tensor denoised;
    std::function<at::Tensor(const at::Tensor&)> vjp;
};

}  // namespace lacuna
