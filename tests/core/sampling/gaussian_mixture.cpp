// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sampling/gaussian_mixture.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_inv.h>
#include <ATen/ops/linalg_slogdet.h>
#include <ATen/ops/log.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/softmax.h>

#include <cmath>
#include <numbers>
#include <utility>

namespace lacuna {

GaussianMixture::GaussianMixture(at::Tensor weights, at::Tensor means, at::Tensor covariances)
    : mWeights(std::move(weights)), mMeans(std::move(means)), mCovariances(std::move(covariances)) {}

GaussianMixture::Components GaussianMixture::componentsAt(const at::Tensor& x, double sigma) const {
    const std::int64_t n = mMeans.size(1);
    if (sigma != mSigma) {
        const at::NoGradGuard noGrad;
        const at::Tensor noisy = mCovariances + sigma * sigma * at::eye(n, mMeans.options());
        mInverse = at::linalg_inv(noisy);
        mLogScale = at::log(mWeights) - 0.5 * (std::get<1>(at::linalg_slogdet(noisy)) +
                                               static_cast<double>(n) * std::log(2 * std::numbers::pi));
        mSigma = sigma;
    }
    const at::Tensor offset = x.reshape({1, n}) - mMeans;
    const at::Tensor scaled = at::matmul(mInverse, offset.unsqueeze(2)).squeeze(2);
    return {scaled, mLogScale - 0.5 * (offset * scaled).sum(1)};
}

at::Tensor GaussianMixture::negLogDensity(const at::Tensor& x, double sigma) const {
    return -at::logsumexp(componentsAt(x, sigma).logJoint, 0);
}

at::Tensor GaussianMixture::mean(const at::Tensor& x, double sigma) const {
    const Components at = componentsAt(x, sigma);
    const at::Tensor share = at::softmax(at.logJoint, 0).unsqueeze(1);
    const at::Tensor means = mMeans + at::matmul(mCovariances, at.scaled.unsqueeze(2)).squeeze(2);
    return (share * means).sum(0).reshape(x.sizes());
}

at::Tensor GaussianMixture::denoise(const at::Tensor& x, double sigma) {
    const at::NoGradGuard noGrad;
    ++calls;
    return mean(x, sigma);
}

at::Tensor GaussianMixture::denoiseWithGraph(const at::Tensor& x, double sigma) {
    ++calls;
    ++vjpCalls;
    return mean(x, sigma);
}

}  // namespace lacuna
