// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace lacuna {

/// A 3×3 convolution on the CPU, zero-padded by 1. Its weights are laid out for oneDNN once, and following
/// operations are fused into it. It uses operators that LibTorch 2 registers for its compiler; Debian's 1.13
/// doesn't have them. Tensors are channels-last and have the weights' type. Gradients aren't supported.
class OnednnConvolution {
  public:
    /// Whether LibTorch and the processor support it, determined by a trial.
    static bool isAvailable(at::ScalarType dtype);

    /// `weight` (out, in, 3, 3); `bias` (out), or undefined for none.
    OnednnConvolution(const at::Tensor& weight, const at::Tensor& bias);

    at::Tensor apply(const at::Tensor& x) const;
    /// silu(apply(x))
    at::Tensor applySilu(const at::Tensor& x) const;
    /// y += apply(x)
    void addTo(at::Tensor& y, const at::Tensor& x) const;

  private:
    at::Tensor call(const at::Tensor& x, const char* activation) const;

    at::Tensor mWeight;
    at::Tensor mBias;
};

}  // namespace lacuna
