// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/softmax.h>

#include <utility>
#include <vector>

namespace lacuna {

/// A prior whose pixels are independent, each a mixture of equally probable Gaussians with a common
/// deviation. One result then holds as many draws as it has pixels.
class PixelMixture : public Denoiser {
  public:
    PixelMixture(std::vector<double> means, double deviation)
        : mMeans(std::move(means)), mDeviation(deviation) {}

    at::Tensor denoise(const at::Tensor& x, double sigma) override {
        const at::NoGradGuard noGrad;
        return denoiseWithGraph(x, sigma);
    }
    double sigmaMin() const override { return 0.002; }
    double sigmaMax() const override { return 80; }

  protected:
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override {
        const double own = mDeviation * mDeviation, all = own + sigma * sigma;
        std::vector<at::Tensor> logs, estimates;
        for (const double mean : mMeans) {
            logs.push_back((x - mean).square() / (-2 * all));
            estimates.push_back((x - mean) * (own / all) + mean);
        }
        return (at::softmax(at::cat(logs, 1), 1) * at::cat(estimates, 1)).sum(1, true);
    }

  private:
    std::vector<double> mMeans;
    double mDeviation;
};

}  // namespace lacuna
