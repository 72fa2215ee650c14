// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/lacuna_unet.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lacuna {

/// Weights as they start: He initialisation (arXiv 1502.01852), but zeros for the last layer of every
/// residual block, for the modulation and for the output, so that each block begins as the identity. float32,
/// convolutions channels-last.
TensorMap initialWeights(const LacunaUnetConfig& config, std::uint64_t seed);

/// The same tensors, with the convolutions' in bfloat16; differentiable.
TensorMap inBFloat16(const TensorMap& weights);

/// D(x; σ) with EDM's preconditioning for one σ per picture. x: (N, 3, H, W) float32, sides multiples of the
/// stride; sigma: (N) float32. Convolutions run in the type of `weights`' convolutions. Differentiable in the
/// weights.
at::Tensor denoiseBatch(const LacunaUnetConfig& config, const TensorMap& weights, const at::Tensor& x,
                        const at::Tensor& sigma, double sigmaData);

/// EDM's loss: the mean over all elements of λ(σ) (D(x; σ) − t)² with λ = (σ² + σ_d²)/(σ σ_d)². `target` t is
/// the clean picture, or another network's D(x; σ), a target with less noise (distillation, Hinton et al.
/// 2015, arXiv 1503.02531).
at::Tensor edmLoss(const LacunaUnetConfig& config, const TensorMap& weights, const at::Tensor& x,
                   const at::Tensor& sigma, const at::Tensor& target, double sigmaData);

}  // namespace lacuna
