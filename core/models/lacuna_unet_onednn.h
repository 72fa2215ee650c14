// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/lacuna_unet_network.h"
#include "core/models/onednn_convolution.h"

#include <mutex>
#include <vector>

namespace lacuna {

/// The same network on the CPU, with all possible operations fused into the convolutions. Its own
/// vector–Jacobian product keeps one tensor per residual block, in place of three with automatic
/// differentiation. Needs OnednnConvolution::isAvailable(dtype).
class LacunaUnetOnednn : public LacunaUnetNetwork {
  public:
    LacunaUnetOnednn(const LacunaUnetConfig& config, const TensorMap& weights, at::ScalarType dtype);

    at::Tensor forward(const at::Tensor& z, double c) override;
    bool isRecordable() const override { return false; }
    DenoisedWithVjp forwardWithVjp(const at::Tensor& z, double c) override;
    double forwardBytes(double pixels) const override;
    double vjpBytes(double pixels) const override;

  private:
    struct Block {
        OnednnConvolution a;
        OnednnConvolution b;
    };
    /// The modulation of one block at one noise level, each (1, C, 1, 1).
    struct Modulation {
        at::Tensor scale;  ///< 1 added
        at::Tensor shift;
    };
    /// What the backward pass needs from the forward pass.
    struct Trace {
        std::vector<Modulation> modulations;
        std::vector<at::Tensor> activations;  ///< of each block, before SiLU
    };

    std::vector<Modulation> modulate(double c) const;
    at::Tensor run(const at::Tensor& z, const std::vector<Modulation>& modulations,
                   std::vector<at::Tensor>* activations) const;
    at::Tensor runBack(const at::Tensor& v, const Trace& trace) const;
    void prepareBack();

    std::int64_t mLevels;
    std::vector<Block> mBlocks;                ///< in the order of the forward pass
    std::once_flag mBackPrepared;              ///< guards the adjoints, which are made when first needed
    std::vector<Block> mBackBlocks;            ///< of mBlocks
    std::vector<OnednnConvolution> mEnds;      ///< "inp", "out"
    std::vector<OnednnConvolution> mBackEnds;  ///< of mEnds
    at::Tensor mModulationWeight;              ///< the "e" layers of all blocks as one
    at::Tensor mModulationBias;
};

}  // namespace lacuna
