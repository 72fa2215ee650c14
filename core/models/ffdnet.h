// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/ffdnet_config.h"
#include "core/models/layers.h"
#include "core/models/published_network.h"

#include <vector>

namespace lacuna {

/// FFDNet (Zhang et al., arXiv 1710.04026, section III): F(z, σ) is D itself, computed on the [0, 1] scale at
/// half the size, where the four pixels of each square are channels and a map of σ/2 is one more. It was
/// trained on noise of up to 75 8-bit levels.
class Ffdnet : public PublishedNetwork {
  public:
    /// Takes all tensors.
    Ffdnet(const FfdnetConfig& config, Weights& weights);

    at::Tensor forwardWithGraph(const at::Tensor& z, double sigma) override;
    bool isRecordable() const override { return true; }
    at::Tensor forwardAt(const at::Tensor& z, const at::Tensor& sigma) override;
    int stride() const override { return 2; }
    /// Each layer sees one pixel of half the size further.
    int context() const override { return 2 * static_cast<int>(mLayers.size()); }

  private:
    /// F(z, σ) for levels (N).
    at::Tensor run(const at::Tensor& z, const at::Tensor& sigma) const;

    bool mIsGrey;
    std::vector<Convolution> mLayers;
};

}  // namespace lacuna
