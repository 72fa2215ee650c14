// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <unordered_map>

namespace lacuna {

/// The detector's network: a U-Net (O. Ronneberger, P. Fischer, T. Brox, MICCAI 2015) of four levels, of
/// which the finest has half of the picture's resolution, so that most of the work is done on few pixels. The
/// same as in tests/quality/train_damage.py, which makes the weights; they are part of the program.
class DamageNetwork {
  public:
    static constexpr int kStride = 16;
    /// How far the network looks in each direction, pixels, rounded up to kStride.
    static constexpr int kContext = 80;

    DamageNetwork();

    /// The logits (1, 1, height, width) of damage for a picture (1, 3, height, width) on [−1, 1], whose sides
    /// are multiples of kStride. Builds no graph.
    at::Tensor logits(const at::Tensor& picture) const;

  private:
    at::Tensor convolved(const at::Tensor& x, const std::string& name, int stride = 1) const;
    at::Tensor refined(const at::Tensor& x, const std::string& name) const;

    std::unordered_map<std::string, at::Tensor> mWeights;
};

}  // namespace lacuna
