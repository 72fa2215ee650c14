// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/damage_network.h"

#include "core/checkpoints/safetensors.h"
#include "core/detect/damage_network_bytes.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <c10/core/GradMode.h>

#include <cassert>
#include <vector>

namespace lacuna {
namespace {

constexpr int kLevels = 4;

/// float32; convolution weights are channels-last.
at::Tensor imported(const TensorView& view) {
    assert(view.dtype == DType::F16);
    auto* bytes = const_cast<std::byte*>(view.bytes.data());  // for from_blob(), which only reads
    const at::Tensor tensor = at::from_blob(bytes, view.shape, at::kHalf).to(at::kFloat);
    return tensor.dim() == 4 ? tensor.contiguous(at::MemoryFormat::ChannelsLast) : tensor;
}

}  // namespace

DamageNetwork::DamageNetwork() {
    const SafetensorsContent content = parseSafetensors(damageNetworkBytes(), "damage_network");
    for (const auto& [name, view] : content.tensors)
        mWeights[name] = imported(view);
}

at::Tensor DamageNetwork::convolved(const at::Tensor& x, const std::string& name, int stride) const {
    const at::Tensor& weight = mWeights.at(name + ".weight");
    return at::conv2d(x, weight, mWeights.at(name + ".bias"), stride, weight.size(2) / 2);
}

at::Tensor DamageNetwork::refined(const at::Tensor& x, const std::string& name) const {
    return at::relu(convolved(x, name)).add_(x);
}

at::Tensor DamageNetwork::logits(const at::Tensor& picture) const {
    assert(picture.size(2) % kStride == 0 && picture.size(3) % kStride == 0);
    const c10::NoGradGuard noGraph;
    at::Tensor x = at::pixel_unshuffle(picture, 2).contiguous(at::MemoryFormat::ChannelsLast);
    std::vector<at::Tensor> kept;
    for (int level = 0; level < kLevels; ++level) {
        const std::string index = std::to_string(level);
        x = at::relu(convolved(x, "down." + index, level == 0 ? 1 : 2));
        x = refined(x, "keep." + index);
        kept.push_back(x);
    }
    for (int level = kLevels - 2; level >= 0; --level) {
        const std::string index = std::to_string(level);
        const at::Tensor& fine = kept[static_cast<std::size_t>(level)];
        x = at::upsample_nearest2d(convolved(x, "narrow." + index), {fine.size(2), fine.size(3)}).add_(fine);
        x = refined(x, "merge." + index);
    }
    return at::pixel_shuffle(convolved(x, "out"), 2);
}

}  // namespace lacuna
