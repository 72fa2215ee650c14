// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/adm_config.h"
#include "core/models/layers.h"
#include "core/models/published_network.h"

#include <optional>
#include <vector>

namespace lacuna {

/// guided-diffusion's UNetModel (Dhariwal and Nichol, arXiv 2105.05233), and the variant of
/// consistency_models: F(z, t) is its first three output channels at the time t, which may be fractional.
class AdmUnet : public PublishedNetwork {
  public:
    /// Takes all tensors. `label` is the class of a class-conditional network.
    AdmUnet(const AdmConfig& config, Weights& weights, std::int64_t label);

    at::Tensor forwardWithGraph(const at::Tensor& z, double t) override;
    int stride() const override { return 1 << (mConfig.levels() - 1); }

  private:
    enum class Resample { None, Up, Down };
    struct ResidualBlock {
        GroupNorm inNorm;
        Convolution inConvolution;
        Dense embedding;
        GroupNorm outNorm;
        Convolution outConvolution;
        std::optional<Convolution> skip;
        Resample resample = Resample::None;
    };
    struct AttentionBlock {
        GroupNorm norm;
        Convolution qkv;
        Convolution projection;
        std::int64_t heads = 1;
    };
    /// What one entry of input_blocks, middle_block or output_blocks does, in this order.
    struct Module {
        std::optional<Convolution> first;
        std::optional<ResidualBlock> residual;
        std::optional<AttentionBlock> attention;
        std::optional<ResidualBlock> second;
        Resample resample = Resample::None;     ///< outside of a block
        std::optional<Convolution> resampling;  ///< with or without a convolution
    };

    ResidualBlock residualBlock(Weights& weights, const std::string& name, std::int64_t in, std::int64_t out,
                                Resample resample);
    AttentionBlock attentionBlock(Weights& weights, const std::string& name, std::int64_t channels,
                                  bool isUp);
    void buildDown(Weights& weights);
    void buildUp(Weights& weights);

    at::Tensor run(const Module& module, at::Tensor h, const at::Tensor& embedding) const;
    at::Tensor run(const ResidualBlock& block, const at::Tensor& x, const at::Tensor& embedding) const;
    at::Tensor run(const AttentionBlock& block, const at::Tensor& x) const;

    AdmConfig mConfig;
    Dense mTime0;
    Dense mTime1;
    at::Tensor mLabel;  ///< (1, width); undefined without classes
    std::vector<Module> mDown;
    std::vector<Module> mMiddle;
    std::vector<Module> mUp;
    GroupNorm mOutNorm;
    Convolution mOut;
    std::vector<std::int64_t> mSkipChannels;
};

}  // namespace lacuna
