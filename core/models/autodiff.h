// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoised_with_vjp.h"

#include <functional>

namespace lacuna {

/// f(x) and v ↦ (∂f/∂x)ᵀ v by reverse-mode automatic differentiation, whatever mode the caller is in. f is
/// called once, with gradients enabled; the function may be called once too and frees the graph.
DenoisedWithVjp differentiate(const std::function<at::Tensor(const at::Tensor&)>& f, const at::Tensor& x);

}  // namespace lacuna
