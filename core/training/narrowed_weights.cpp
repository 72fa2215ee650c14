// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/narrowed_weights.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/sort.h>

#include <utility>

namespace lacuna {
namespace {

/// What a dimension of a tensor counts: the channels of a level, those within one of its blocks, or neither.
struct Axis {
    std::string channels;  ///< empty: something that isn't cut
    std::size_t level = 0;
    bool twice = false;  ///< scale and shift, one after the other
};

std::string streamOf(std::size_t level) {
    return "level " + std::to_string(level);
}

/// The axes of dimensions 0 and 1 of a tensor; of a bias only the first counts.
std::pair<Axis, Axis> axesOf(const std::string& name, std::size_t levels) {
    const auto stream = [](std::size_t level) { return Axis{streamOf(level), level}; };
    const bool bias = name.ends_with(".bias");
    const std::string part = name.substr(0, name.find('.'));
    if (part == "inp") return {stream(0), {}};
    if (part == "out") return {{}, stream(0)};
    if (part == "f" || part == "emb") return {};
    const std::size_t index = std::stoul(name.substr(part.size() + 1));
    if (part == "ds") return {stream(index + 1), stream(index)};
    const std::size_t level = part == "down" ? index : levels - 2 - index;
    // A transposed convolution has its inputs first.
    if (part == "us") return {stream(bias ? level : level + 1), stream(level)};
    const std::size_t end = name.rfind('.');
    const char layer = name[end - 1];
    const Axis inner{name.substr(0, end - 2), level, layer == 'e'};
    if (layer == 'e') return {inner, {}};
    return layer == 'a' ? std::pair{inner, stream(level)} : std::pair{stream(level), inner};
}

class Narrowing {
  public:
    Narrowing(const TensorMap& weights, const LacunaUnetConfig& from, const LacunaUnetConfig& to)
        : mFrom(from), mTo(to) {
        for (const auto& [name, tensor] : weights)
            if (!name.ends_with(".bias")) score(name, tensor);
    }

    at::Tensor operator()(const std::string& name, const at::Tensor& tensor) const {
        const auto [first, second] = axesOf(name, mFrom.channels.size());
        at::Tensor cut = kept(tensor, 0, first);
        if (tensor.dim() > 1) cut = kept(cut, 1, second);
        return tensor.dim() == 4 ? cut.contiguous(at::MemoryFormat::ChannelsLast) : cut.contiguous();
    }

  private:
    void score(const std::string& name, const at::Tensor& tensor) {
        const auto [first, second] = axesOf(name, mFrom.channels.size());
        // The modulation multiplies what it is given: it says little about which channel matters.
        if (!first.twice) add(first, tensor, 0);
        if (tensor.dim() > 1) add(second, tensor, 1);
    }
    void add(const Axis& axis, const at::Tensor& tensor, std::int64_t dimension) {
        if (axis.channels.empty()) return;
        const at::Tensor sum = tensor.transpose(0, dimension).flatten(1).pow(2).sum(1);
        at::Tensor& total = mScores[axis.channels];
        total = total.defined() ? total + sum : sum;
    }
    at::Tensor kept(const at::Tensor& tensor, std::int64_t dimension, const Axis& axis) const {
        if (axis.channels.empty() || mFrom.channels[axis.level] == mTo.channels[axis.level]) return tensor;
        const at::Tensor order = std::get<1>(mScores.at(axis.channels).sort(0, true));
        at::Tensor chosen = std::get<0>(order.narrow(0, 0, mTo.channels[axis.level]).sort());
        if (axis.twice) chosen = at::cat({chosen, chosen + mFrom.channels[axis.level]});
        return tensor.index_select(dimension, chosen);
    }

    const LacunaUnetConfig& mFrom;
    const LacunaUnetConfig& mTo;
    std::map<std::string, at::Tensor> mScores;
};

}  // namespace

TensorMap narrowedWeights(const TensorMap& weights, const LacunaUnetConfig& from,
                          const LacunaUnetConfig& to) {
    const Narrowing narrowing(weights, from, to);
    TensorMap narrowed;
    for (const auto& [name, tensor] : weights)
        narrowed[name] = narrowing(name, tensor);
    return narrowed;
}

}  // namespace lacuna
