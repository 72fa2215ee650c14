// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoised_with_vjp.h"

#include <functional>

namespace lacuna {

/// f(x) and v ↦ (∂f/∂x)ᵀ v by reverse-mode automatic differentiation, in any gradient mode of the caller. f
/// is called once, with gradients enabled. The returned function may also be called once, and frees the
/// graph.
DenoisedWithVjp differentiate(const std::function<at::Tensor(const at::Tensor&)>& f, const at::Tensor& x);

}  // namespace lacuna
