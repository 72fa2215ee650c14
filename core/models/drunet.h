// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/drunet_config.h"
#include "core/models/layers.h"
#include "core/models/published_network.h"

#include <array>
#include <vector>

namespace lacuna {

/// DRUNet (Zhang et al., arXiv 2008.13751): F(z, σ) is D itself, computed on the [0, 1] scale with a map of
/// σ/2 as a further channel, with or without biases. Sides that aren't multiples of 8 are padded by
/// mirroring, as for every network: DPIR's and deepinv's repeated border (test_pad()) is 0.1 dB worse at 50
/// levels, and their four overlapping quarters (test_onesplit()) cost more for no gain. It was trained on
/// noise of up to 50 8-bit levels.
class Drunet : public PublishedNetwork {
  public:
    /// Takes all tensors.
    Drunet(const DrunetConfig& config, Weights& weights);

    at::Tensor forwardWithGraph(const at::Tensor& z, double sigma) override;
    bool isRecordable() const override { return true; }
    at::Tensor forwardAt(const at::Tensor& z, const at::Tensor& sigma) override;
    int stride() const override { return 8; }
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
    /// F(z, σ) for levels (N).
    at::Tensor run(const at::Tensor& z, const at::Tensor& sigma) const;

    DrunetConfig mConfig;
    Convolution mHead;
    std::array<Level, 3> mDown;
    std::vector<Block> mBody;
    std::array<Level, 3> mUp;  ///< the coarsest first
    Convolution mTail;
};

}  // namespace lacuna
