// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainable_network.h"

#include "core/training/random_stream.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/log.h>
#include <ATen/ops/zeros.h>

#include <cmath>

namespace lacuna {
namespace {

bool startsAtZero(const std::string& name) {
    return name.ends_with(".bias") || name.ends_with(".b.weight") || name.ends_with(".e.weight") ||
           name == "out.weight";
}

/// Inputs of one output: what He's variance is divided by. A 2×2 stride-2 transposed convolution sees each
/// input once.
double fanIn(const std::string& name, const std::vector<std::int64_t>& shape) {
    if (name.starts_with("us.")) return static_cast<double>(shape[0]);
    double fan = 1;
    for (std::size_t i = 1; i < shape.size(); ++i)
        fan *= static_cast<double>(shape[i]);
    return fan;
}

struct BatchScales {
    at::Tensor skip, out, in, noise;
};

BatchScales scalesOf(const at::Tensor& sigma, double sigmaData) {
    const at::Tensor s = sigma.view({-1, 1, 1, 1});
    const double d2 = sigmaData * sigmaData;
    const at::Tensor total = s * s + d2;
    return {d2 / total, s * sigmaData / total.sqrt(), 1 / total.sqrt(), at::log(sigma) / 4};
}

at::Tensor network(const LacunaUnetConfig& config, const TensorMap& weights, const at::Tensor& x,
                   const BatchScales& scales) {
    const at::Tensor z =
        (scales.in * x).to(weights.at("inp.weight").scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
    return lacunaUnetForward(config, weights, z, scales.noise).to(at::kFloat);
}

}  // namespace

TensorMap initialWeights(const LacunaUnetConfig& config, std::uint64_t seed) {
    TensorMap weights;
    std::uint64_t index = 0;
    for (const auto& [name, shape] : lacunaUnetShapes(config)) {
        ++index;
        at::Tensor tensor = at::zeros(shape, at::kFloat);
        auto* values = tensor.data_ptr<float>();
        if (name == "f") {
            // Frequencies of log(σ)/4, which lies between −1.6 and 1.1: geometric from 1/2 to 24.
            const double last = std::max<double>(1, static_cast<double>(shape[0] - 1));
            for (std::int64_t i = 0; i < shape[0]; ++i)
                values[i] = static_cast<float>(0.5 * std::pow(48.0, static_cast<double>(i) / last));
        } else if (!startsAtZero(name)) {
            RandomStream random(seed, 0, index);
            const double deviation = std::sqrt(2 / fanIn(name, shape));
            for (std::int64_t i = 0; i < tensor.numel(); ++i)
                values[i] = static_cast<float>(deviation * random.normal());
        }
        weights[name] = tensor.dim() == 4 ? tensor.contiguous(at::MemoryFormat::ChannelsLast) : tensor;
    }
    return weights;
}

TensorMap inBFloat16(const TensorMap& weights) {
    TensorMap out = weights;
    for (auto& [name, tensor] : out)
        if (!isLacunaUnetEmbedding(name)) tensor = tensor.to(at::kBFloat16);
    return out;
}

at::Tensor denoiseBatch(const LacunaUnetConfig& config, const TensorMap& weights, const at::Tensor& x,
                        const at::Tensor& sigma, double sigmaData) {
    const BatchScales scales = scalesOf(sigma, sigmaData);
    return scales.skip * x + scales.out * network(config, weights, x, scales);
}

at::Tensor edmLoss(const LacunaUnetConfig& config, const TensorMap& weights, const at::Tensor& x,
                   const at::Tensor& sigma, const at::Tensor& target, double sigmaData) {
    // λ(σ) c_out² = 1, so that the weighted error of D is the plain error of F against what F would have to
    // be.
    const BatchScales scales = scalesOf(sigma, sigmaData);
    const at::Tensor f = (target - scales.skip * x) / scales.out;
    return (network(config, weights, x, scales) - f).pow(2).mean();
}

}  // namespace lacuna
