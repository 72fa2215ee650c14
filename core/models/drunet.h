// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/drunet_config.h"
#include "core/models/layers.h"
#include "core/models/published_network.h"

#include <array>
#include <vector>

namespace lacuna {

/// DRUNet (Zhang et al., arXiv 2008.13751): F(z, σ) is D itself, computed on the [0, 1] scale with a map of
/// σ/2 as a further channel, with or without biases. If a side isn't a multiple of 8, both are padded to
/// multiples of 16 by repeating the border, as DPIR's and deepinv's test_pad() does. It was trained on noise
/// of up to 50 8-bit levels.
class Drunet : public PublishedNetwork {
  public:
    /// Takes all tensors.
    Drunet(const DrunetConfig& config, Weights& weights);

    at::Tensor forwardWithGraph(const at::Tensor& z, double sigma) override;
    int stride() const override { return 8; }
    /// 1, because it pads its input itself.
    int padding() const override { return 1; }
    /// The overlap that DPIR uses for tiles of larger pictures.
    int context() const override { return 64; }

  private:
    struct Block {
        Convolution a;
        Convolution b;
    };
    struct Level {
        std::vector<Block> blocks;
        Convolution resampling;
    };

    std::vector<Block> blocks(Weights& weights, const std::string& name, std::int64_t first,
                              std::int64_t level);
    Block block(Weights& weights, const std::string& name, std::int64_t level);
    static at::Tensor run(const std::vector<Block>& blocks, at::Tensor x);
    at::Tensor denoised(const at::Tensor& x) const;

    DrunetConfig mConfig;
    Convolution mHead;
    std::array<Level, 3> mDown;
    std::vector<Block> mBody;
    std::array<Level, 3> mUp;  ///< the coarsest first
    Convolution mTail;
};

}  // namespace lacuna
