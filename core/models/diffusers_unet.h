// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/diffusers_config.h"
#include "core/models/layers.h"
#include "core/models/published_network.h"

#include <optional>
#include <string>
#include <vector>

namespace lacuna {

/// diffusers' UNet2DModel: F(z, t) is its first three output channels at the time t, which may be fractional.
class DiffusersUnet : public PublishedNetwork {
  public:
    /// Takes all tensors. `label` is the class of a class-conditional network.
    DiffusersUnet(const DiffusersConfig& config, Weights& weights, std::int64_t label);

    at::Tensor forwardWithGraph(const at::Tensor& z, double t) override;
    int stride() const override { return 1 << (mConfig.channels.size() - 1); }

  private:
    enum class Resample { None, Up, Down };
    /// Groups, scale of the sums, and resampling of a residual block.
    struct Style {
        std::int64_t groupsIn = 32;
        std::int64_t groupsOut = 32;
        double scale = 1;
        Resample resample = Resample::None;
        bool byFilter = false;     ///< or by 2×2 pixels
        bool hasShortcut = false;  ///< even if the number of channels stays the same
    };
    struct Resnet {
        GroupNorm norm1;
        Convolution conv1;
        Dense time;
        GroupNorm norm2;
        Convolution conv2;
        std::optional<Convolution> shortcut;
        Resample resample = Resample::None;
        bool byFilter = false;
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
        std::vector<Attention> attentions;  ///< none, one after each of them, or one after the last
        bool isSkip = false;
        std::optional<Resnet> resamplingResnet;
        std::optional<Convolution> resampling;
        std::optional<Convolution> skip;  ///< from or to the picture that accompanies the blocks
        GroupNorm skipNorm;               ///< on the way up
    };

    Style styleOf(DiffusersConfig::Block type, std::int64_t groupsIn, std::int64_t out) const;
    Resnet resnet(Weights& weights, const std::string& name, std::int64_t in, std::int64_t out,
                  const Style& style) const;
    Attention attention(Weights& weights, const std::string& name, std::int64_t channels, std::int64_t groups,
                        double scale, std::int64_t level);
    void addResampling(Weights& weights, Block& block, const std::string& name, DiffusersConfig::Block type,
                       std::int64_t channels, Resample resample);
    void addSkip(Weights& weights, Block& block, const std::string& name, std::int64_t channels,
                 Resample resample);
    void takeTimes(Weights& weights);
    void buildDown(Weights& weights);
    void buildMiddle(Weights& weights);
    void buildUp(Weights& weights);

    at::Tensor activate(const at::Tensor& x) const;
    at::Tensor times(double t, at::Device device) const;
    at::Tensor resampled(const Resnet& block, const at::Tensor& x) const;
    at::Tensor embed(double t, at::Device device) const;
    at::Tensor run(const Resnet& block, const at::Tensor& x, const at::Tensor& embedding) const;
    static at::Tensor run(const Attention& block, const at::Tensor& x);
    /// Returns the coarsest features; puts what the way up needs into `skips`.
    at::Tensor descend(const at::Tensor& input, const at::Tensor& embedding,
                       std::vector<at::Tensor>& skips) const;
    at::Tensor ascend(at::Tensor h, const at::Tensor& embedding, std::vector<at::Tensor>& skips) const;
    at::Tensor shrink(const Block& block, const at::Tensor& x, const at::Tensor& embedding) const;

    DiffusersConfig mConfig;
    Convolution mIn;
    at::Tensor mTimes;   ///< Fourier: the frequencies; Learned: a row for each t
    at::Tensor mFilter;  ///< resamples the picture that accompanies Skip blocks
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
