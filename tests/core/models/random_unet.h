// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/safetensors.h"
#include "core/models/lacuna_unet.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/randn.h>

#include <cmath>
#include <filesystem>
#include <span>

namespace lacuna::test {

inline at::Tensor randomTensor(std::vector<std::int64_t> shape, std::uint64_t seed) {
    return at::randn(shape, at::detail::createCPUGenerator(seed), at::TensorOptions().dtype(at::kFloat));
}

/// Small, and odd wherever it may be.
inline LacunaUnetConfig smallConfig() {
    LacunaUnetConfig config;
    config.channels = {6, 10, 7};
    config.blocksPerLevel = {1};
    config.embedding = 9;
    config.fourier = 5;
    return config;
}

/// Weights under which every layer matters: activations neither vanish nor explode.
inline TensorMap randomWeights(const LacunaUnetConfig& config, std::uint64_t seed = 1) {
    TensorMap weights;
    for (const auto& [name, shape] : lacunaUnetShapes(config)) {
        double inputs = 1;
        for (std::size_t i = 1; i < shape.size(); ++i)
            inputs *= static_cast<double>(shape[i]);
        weights[name] = randomTensor(shape, seed++) * (shape.size() == 1 ? 0.3 : 1 / std::sqrt(inputs));
    }
    return weights;
}

inline Metadata metadataOf(const LacunaUnetConfig& config) {
    return {{"lacuna.family", "lacuna-unet"},
            {"lacuna.config", config.toJson()},
            {"lacuna.range", "[-1,1]"},
            {"lacuna.preconditioning",
             R"({"kind":"edm","sigma_data":0.5,"c_noise":"log(sigma)/4","sigma_min":0.002,"sigma_max":80})"}};
}

/// Float32 tensors on the CPU only.
inline void saveWeights(const std::filesystem::path& path, const TensorMap& weights,
                        const Metadata& metadata) {
    std::vector<at::Tensor> kept;
    std::vector<std::pair<std::string, TensorView>> views;
    for (const auto& [name, tensor] : weights) {
        kept.push_back(tensor.contiguous());
        const auto* data = reinterpret_cast<const std::byte*>(kept.back().data_ptr<float>());
        views.push_back(
            {name,
             {DType::F32, tensor.sizes().vec(), {data, static_cast<std::size_t>(kept.back().nbytes())}}});
    }
    writeSafetensors(path, views, metadata);
}

/// Greatest |a − b| in units of b's greatest value.
inline double difference(const at::Tensor& a, const at::Tensor& b) {
    return ((a - b).abs().max() / b.abs().max()).item<double>();
}

}  // namespace lacuna::test
