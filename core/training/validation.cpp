// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/validation.h"

#include "core/tensors/noise_source.h"
#include "core/tensors/tensor_image.h"
#include "core/training/checkpoint.h"
#include "core/training/trainable_network.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/full.h>
#include <c10/core/Device.h>

#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

constexpr int kPhotos = 16;
constexpr int kSide = 256;

at::Tensor centre(const ImageBuffer& photo, std::int64_t stride) {
    const auto fitted = [stride](int side) {
        return static_cast<int>(std::min(side, kSide) / stride * stride);
    };
    const int width = fitted(photo.width());
    const int height = fitted(photo.height());
    return toTensor(photo, (photo.width() - width) / 2, (photo.height() - height) / 2, width, height,
                    c10::Device(c10::kCPU));
}

}  // namespace

std::vector<double> validateDenoising(const PhotoSet& photos, const TensorMap& weights,
                                      const TrainingConfig& config, const std::vector<double>& levels) {
    const at::NoGradGuard noGradients;
    const LacunaUnetConfig network = networkOf(config);
    const TensorMap used = config.bfloat16 ? inBFloat16(weights) : weights;
    const int count = std::min(photos.count(), kPhotos);
    std::vector<double> means;
    for (const double level : levels) {
        const double sigma = level * 2 / 255;
        double sum = 0;
        for (int i = 0; i < count; ++i) {
            const at::Tensor clean = centre(photos.photos()[static_cast<std::size_t>(i)], network.stride());
            const at::Tensor x = clean + sigma * NoiseSource(static_cast<std::uint64_t>(i)).normal(0, clean);
            const at::Tensor d =
                denoiseBatch(network, used, x, at::full({1}, sigma, at::kFloat), config.sigmaData);
            const double mse = (at::clamp(d, -1, 1) - clean).pow(2).mean().item().toDouble() / 4;
            sum += -10 * std::log10(mse);
        }
        means.push_back(sum / count);
    }
    return means;
}

}  // namespace lacuna
