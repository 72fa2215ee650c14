// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/roll.h>

#include <functional>
#include <string>
#include <utility>

namespace lacuna {

/// Stands in for a network on pictures: shrinks towards grey and mixes neighbours. Counts its calls.
class SmoothingDenoiser : public Denoiser {
  public:
    at::Tensor denoise(const at::Tensor& x, double sigma) override { return denoiseWithGraph(x, sigma); }
    double sigmaMin() const override { return lowest; }
    double sigmaMax() const override { return highest; }

    double lowest = 0.002;
    double highest = 80;
    int calls = 0;
    std::function<void(int)> onCall;  ///< with the number of the call, from 1
    double poison = 0;                ///< added to every value

  protected:
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override {
        ++calls;
        if (onCall) onCall(calls);
        const double shrink = 0.25 / (0.25 + sigma * sigma);
        const double mix = 0.5 * sigma / (1 + sigma);
        return shrink * ((1 - mix) * x + mix * at::roll(x, {1, -2}, {2, 3})) + poison;
    }
};

/// Keeps the pixels where `keep` is 1.
class KeepOperator : public LinearOperator {
  public:
    explicit KeepOperator(at::Tensor keep) : mKeep(std::move(keep)) {}

    ImageShape inputShape() const override { return {mKeep.size(1), mKeep.size(2), mKeep.size(3)}; }
    ImageShape outputShape() const override { return inputShape(); }
    std::int64_t measurements() const override { return mKeep.sum().item<std::int64_t>(); }
    std::string name() const override { return "kept pixels"; }
    at::Tensor apply(const at::Tensor& x) const override { return mKeep * x; }
    at::Tensor applyAdjoint(const at::Tensor& y) const override { return mKeep * y; }
    at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                        double sigmaT) const override {
        const double data = 1 / (sigmaY * sigmaY), prior = 1 / (sigmaT * sigmaT);
        return (data * mKeep * r + prior * z) / (data * mKeep + prior);
    }
    bool hasSpectrum() const override { return true; }
    at::Tensor spectral(const at::Tensor& r, const Spectrum& f) const override { return r * f(mKeep); }

  private:
    at::Tensor mKeep;
};

}  // namespace lacuna
