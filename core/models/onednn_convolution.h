// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace lacuna {

/// A 3×3 convolution on the CPU, padded by 1 with zeros, whose weights are laid out for oneDNN once and whose
/// followers are fused into it. It goes through operators that LibTorch 2 registers for its compiler;
/// Debian's 1.13 has none of them. Tensors are channels-last, of the weights' type. No gradients flow.
class OnednnConvolution {
  public:
    /// Whether LibTorch and the processor have what it takes, found out by a trial.
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
