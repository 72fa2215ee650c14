// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <unordered_map>

namespace lacuna {

/// The detector's network: a U-Net (O. Ronneberger, P. Fischer, T. Brox, MICCAI 2015) of four levels. The
/// finest level has half the picture's resolution, so that most of the work is done on few pixels. Must match
/// tests/quality/train_damage.py, which trains the weights. The weights are compiled into the program.
class DamageNetwork {
  public:
    static constexpr int kStride = 16;
    /// How far the network looks in each direction, in pixels, rounded up to a multiple of kStride.
    static constexpr int kContext = 80;

    DamageNetwork();

    /// The logits (1, 1, height, width) of damage for a picture (1, 3, height, width) on [−1, 1], whose sides
    /// are multiples of kStride. Builds no graph for gradients.
    at::Tensor logits(const at::Tensor& picture) const;

  private:
    at::Tensor convolved(const at::Tensor& x, const std::string& name, int stride = 1) const;
    at::Tensor refined(const at::Tensor& x, const std::string& name) const;

    std::unordered_map<std::string, at::Tensor> mWeights;
};

}  // namespace lacuna
