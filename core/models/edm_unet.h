// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/edm_config.h"
#include "core/models/layers.h"
#include "core/models/published_network.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lacuna {

struct ModuleRecord;

/// A convolution of EDM's networks, which may resample with a small filter before, after or instead of it.
struct EdmConvolution {
    std::optional<Convolution> convolution;  ///< without its bias
    at::Tensor bias;                         ///< (1, C, 1, 1), or undefined
    at::Tensor filter;                       ///< (1, 1, taps, taps), float32; undefined without resampling
    bool isUp = false;
    bool isDown = false;
    bool isFused = false;
    bool isBox = false;  ///< the filter is the mean of 2×2 pixels

    at::Tensor operator()(const at::Tensor& x) const;

  private:
    at::Tensor up(const at::Tensor& x, std::int64_t padding) const;
    at::Tensor down(const at::Tensor& x, std::int64_t padding) const;
};

/// SongUNet (Song et al., arXiv 2011.13456: DDPM++ and NCSN++) and DhariwalUNet (ADM) as NVlabs' EDM has them
/// (Karras et al., arXiv 2206.00364), built of what the pickled modules say of themselves. F(z, c) with c as
/// the preconditioning gives it.
class EdmUnet : public PublishedNetwork {
  public:
    /// Takes all tensors. `label` is a class, or −1 for none: zeros in place of its indicator. Throws Error
    /// ModelFile for modules that don't make up such a network.
    EdmUnet(const EdmConfig& config, Weights& weights, std::int64_t label);

    at::Tensor forwardWithGraph(const at::Tensor& z, double c) override;
    int stride() const override { return mStride; }

  private:
    struct Block {
        std::int64_t inChannels = 0;
        GroupNorm norm0;
        EdmConvolution conv0;
        Dense affine;
        GroupNorm norm1;
        EdmConvolution conv1;
        std::optional<EdmConvolution> skip;
        std::optional<GroupNorm> norm2;
        std::optional<EdmConvolution> qkv;
        std::optional<EdmConvolution> projection;
        std::int64_t heads = 0;
        double skipScale = 1;
        bool isAdaptive = true;
    };
    enum class Role { Main, AuxDown, AuxSkip, AuxResidual, AuxUp, AuxNorm, AuxConvolution };
    struct Entry {
        Role role = Role::Main;
        std::optional<Block> block;
        std::optional<EdmConvolution> convolution;
        std::optional<GroupNorm> norm;
    };
    class Builder;

    at::Tensor embed(double c, at::Device device) const;
    at::Tensor run(const Block& block, const at::Tensor& x, const at::Tensor& embedding) const;
    at::Tensor decode(at::Tensor x, std::vector<at::Tensor>& skips, const at::Tensor& embedding) const;

    EdmConfig mConfig;
    int mStride = 1;
    at::ScalarType mDType;
    std::int64_t mNoiseChannels = 0;
    at::Tensor mFrequencies;  ///< of the Fourier embedding; else undefined
    double mPositions = 10000;
    bool mEndpoint = false;
    at::Tensor mLabel;  ///< what the class adds to the embedding, or undefined
    Dense mMap0;
    Dense mMap1;
    std::vector<Entry> mEncoder;
    std::vector<Entry> mDecoder;
    std::optional<GroupNorm> mOutNorm;
    std::optional<EdmConvolution> mOut;
};

}  // namespace lacuna
