// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/diffusers_config.h"
#include "core/models/layers.h"
#include "core/models/published_network.h"

#include <optional>
#include <string>
#include <vector>

namespace lacuna {

/// diffusers' UNet2DModel: F(z, t) is its first three output channels at the time t, whole or not.
class DiffusersUnet : public PublishedNetwork {
  public:
    /// Takes all tensors. `label` is the class of a class-conditional network.
    DiffusersUnet(const DiffusersConfig& config, Weights& weights, std::int64_t label);

    at::Tensor forwardWithGraph(const at::Tensor& z, double t) override;
    int stride() const override { return 1 << (mConfig.channels.size() - 1); }

  private:
    enum class Resample { None, Up, Down };
    struct Resnet {
        GroupNorm norm1;
        Convolution conv1;
        Dense time;
        GroupNorm norm2;
        Convolution conv2;
        std::optional<Convolution> shortcut;
        Resample resample = Resample::None;
        double scale = 1;
    };
    struct Attention {
        std::optional<GroupNorm> norm;
        Dense q, k, v, out;
        std::int64_t heads = 1;
        double scale = 1;
    };
    struct Block {
        std::vector<Resnet> resnets;
        std::vector<Attention> attentions;  ///< none, or one after each of them
        std::optional<Resnet> resamplingResnet;
        std::optional<Convolution> resampling;
    };

    Resnet resnet(Weights& weights, const std::string& name, std::int64_t in, std::int64_t out, double scale,
                  Resample resample);
    Attention attention(Weights& weights, const std::string& name, std::int64_t channels, std::int64_t groups,
                        double scale, std::int64_t level);
    void addResampling(Weights& weights, Block& block, const std::string& name, DiffusersConfig::Block type,
                       std::int64_t channels, Resample resample);
    void buildDown(Weights& weights);
    void buildMiddle(Weights& weights);
    void buildUp(Weights& weights);

    at::Tensor activate(const at::Tensor& x) const;
    at::Tensor embed(double t, at::Device device) const;
    at::Tensor run(const Resnet& block, const at::Tensor& x, const at::Tensor& embedding) const;
    static at::Tensor run(const Attention& block, const at::Tensor& x);
    at::Tensor shrink(const Block& block, const at::Tensor& x, const at::Tensor& embedding) const;

    DiffusersConfig mConfig;
    Convolution mIn;
    Dense mTime1;
    Dense mTime2;
    at::Tensor mLabel;  ///< (1, width); undefined without classes
    std::vector<Block> mDown;
    std::optional<Block> mMiddle;  ///< a residual block more than attentions
    std::vector<Block> mUp;
    GroupNorm mOutNorm;
    Convolution mOut;
};

}  // namespace lacuna
