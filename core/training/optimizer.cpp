// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/optimizer.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lacuna {
namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

void clipGradients(TensorMap& weights, double most) {
    std::vector<at::Tensor> norms;
    for (const auto& [name, tensor] : weights)
        norms.push_back(tensor.grad().norm());
    const double norm = at::stack(norms).norm().item().toDouble();
    if (norm <= most) return;
    for (auto& [name, tensor] : weights)
        tensor.mutable_grad().mul_(most / norm);
}

at::Tensor& momentOf(TensorMap& moments, const std::string& name, const at::Tensor& weights) {
    at::Tensor& moment = moments[name];
    if (!moment.defined()) moment = at::zeros_like(weights);
    return moment;
}

/// A filter as a matrix of outputs × inputs. Transposed convolutions have their inputs first.
at::Tensor matrixOf(const std::string& name, const at::Tensor& filter) {
    const at::Tensor rows = filter.flatten(1);
    return name.starts_with("us.") ? rows.t() : rows;
}

at::Tensor filterOf(const std::string& name, const at::Tensor& matrix, const at::Tensor& like) {
    return (name.starts_with("us.") ? matrix.t() : matrix).reshape(like.sizes());
}

}  // namespace

bool isForMuon(const TrainingConfig& config, const std::string& name) {
    return config.optimizer == OptimizerKind::Muon && name.ends_with(".weight") &&
           !isLacunaUnetEmbedding(name) && name != "inp.weight" && name != "out.weight";
}

at::Tensor orthogonalized(const at::Tensor& matrix) {
    const bool tall = matrix.size(0) > matrix.size(1);
    at::Tensor x = tall ? matrix.t() : matrix;
    x = x / (x.norm() + 1e-12);
    for (int i = 0; i < 5; ++i) {
        // x ← 3.4445 x − 4.7750 (xxᵀ) x + 2.0315 (xxᵀ)² x
        const at::Tensor square = at::mm(x, x.t());
        const at::Tensor factor = at::addmm(square, square, square, -4.7750, 2.0315);
        x = at::addmm(x, factor, x, 3.4445);
    }
    return tall ? x.t() : x;
}

void optimize(TrainingState& state, double share) {
    const at::NoGradGuard noGradients;
    const TrainingConfig& config = state.config;
    clipGradients(state.weights, config.clip);
    const double number = static_cast<double>(state.step) + 1;
    for (auto& [name, weights] : state.weights) {
        const at::Tensor& gradient = weights.grad();
        at::Tensor& first = momentOf(state.firstMoments, name, weights);
        if (isForMuon(config, name)) {
            const double rate = share * config.muonRate;
            first.lerp_(gradient, 1 - config.muonMomentum);
            const at::Tensor direction = matrixOf(name, gradient.lerp(first, config.muonMomentum));
            const double scale = std::sqrt(std::max(
                1.0, static_cast<double>(direction.size(0)) / static_cast<double>(direction.size(1))));
            const at::Tensor step =
                orthogonalized(direction.to(config.bfloat16 ? at::kBFloat16 : at::kFloat)).to(at::kFloat);
            weights.mul_(1 - rate * config.weightDecay).sub_(filterOf(name, step, weights), rate * scale);
        } else {
            const double rate = share * config.learningRate;
            at::Tensor& second = momentOf(state.secondMoments, name, weights);
            first.lerp_(gradient, 1 - kBeta1);
            second.mul_(kBeta2).addcmul_(gradient, gradient, 1 - kBeta2);
            const at::Tensor deviation = (second / (1 - std::pow(kBeta2, number))).sqrt_().add_(kEpsilon);
            weights.mul_(1 - rate * config.weightDecay)
                .addcdiv_(first, deviation, -rate / (1 - std::pow(kBeta1, number)));
        }
    }
}

}  // namespace lacuna
