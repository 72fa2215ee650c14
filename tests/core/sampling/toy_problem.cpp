// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sampling/toy_problem.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/erf.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_inv.h>
#include <ATen/ops/linalg_qr.h>
#include <ATen/ops/linalg_slogdet.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/log.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/softmax.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace lacuna {

at::Tensor seededNormal(std::uint64_t seed, std::uint32_t stream, at::IntArrayRef shape) {
    std::int64_t count = 1;
    for (const std::int64_t side : shape)
        count *= side;
    const at::Tensor like = at::empty({1, 1, 1, count}, at::TensorOptions().dtype(at::kDouble));
    return NoiseSource(seed).normal(stream, like).reshape(shape);
}

double ToyProblem::negLogPosterior(const at::Tensor& x) const {
    const at::Tensor residual = y - op.apply(x);
    return (prior.negLogDensity(x, 0) + (residual * residual).sum() / (2 * sigmaY * sigmaY)).item<double>();
}

at::Tensor ToyProblem::loss(const at::Tensor& x, double sigma) const {
    const at::Tensor denoised = prior.mean(x, sigma);
    const at::Tensor offset = x - denoised, residual = y - op.apply(denoised);
    return prior.negLogDensity(x, sigma) - (offset * offset).sum() / (2 * sigma * sigma) +
           (residual * residual).sum() / (2 * sigmaY * sigmaY);
}

double ToyProblem::bestMode() const {
    const at::Tensor& H = op.matrix();
    const std::int64_t n = H.size(1), m = H.size(0);
    // p(x | y) = Σ w_j N(a_j, S_j)
    const at::Tensor precision =
        at::linalg_inv(prior.covariances()) + at::matmul(H.t(), H) / (sigmaY * sigmaY);
    const at::Tensor data = at::matmul(H.t(), y.reshape({m, 1})) / (sigmaY * sigmaY);
    const at::Tensor pull =
        at::matmul(at::linalg_inv(prior.covariances()), prior.means().unsqueeze(2)) + data;  // (J, n, 1)
    const at::Tensor centre = at::matmul(at::linalg_inv(precision), pull);
    // w_j ∝ π_j N(y; H μ_j, H C_j Hᵀ + σ_y² I)
    const at::Tensor evidence =
        at::matmul(at::matmul(H, prior.covariances()), H.t()) + sigmaY * sigmaY * at::eye(m, H.options());
    const at::Tensor miss = y.reshape({1, m, 1}) - at::matmul(H, prior.means().unsqueeze(2));
    const at::Tensor logWeight =
        at::log(prior.weights()) - 0.5 * (std::get<1>(at::linalg_slogdet(evidence)) +
                                          (miss * at::matmul(at::linalg_inv(evidence), miss)).sum({1, 2}));
    const at::Tensor logScale = logWeight + 0.5 * std::get<1>(at::linalg_slogdet(precision));

    double best = std::numeric_limits<double>::infinity();
    for (std::int64_t start = 0; start < centre.size(0); ++start) {
        at::Tensor x = centre[start];
        for (int step = 0; step < 300; ++step) {
            const at::Tensor offset = x - centre;
            const at::Tensor distance = (offset * at::matmul(precision, offset)).sum({1, 2});
            const at::Tensor share = at::softmax(logScale - 0.5 * distance, 0).reshape({-1, 1, 1});
            const at::Tensor next =
                at::matmul(at::linalg_inv((share * precision).sum(0)), (share * pull).sum(0));
            const double moved = (next - x).abs().max().item<double>();
            x = next;
            if (moved < 1e-10) break;
        }
        best = std::min(best, negLogPosterior(x.reshape({1, 1, 1, n})));
    }
    return best;
}

ToyProblem mixtureProblem(std::uint64_t seed) {
    constexpr int n = 8, m = 4, components = 3;
    constexpr double sigmaY = 0.1;
    const at::Tensor means = 2 * seededNormal(seed, 1, {components, n});
    const at::Tensor A = 0.4 * seededNormal(seed, 2, {components, n, n});
    const at::Tensor covariances = at::matmul(A, A.transpose(1, 2)) + 0.05 * at::eye(n, A.options());
    // The normal distribution function makes a uniform number of a normal one.
    const at::Tensor uniform =
        0.5 + 0.5 * at::erf(seededNormal(seed, 3, {components + 1}) / std::numbers::sqrt2);
    at::Tensor weights = 0.5 + uniform.narrow(0, 0, components);
    weights = weights / weights.sum();
    const at::Tensor H = seededNormal(seed, 4, {m, n});

    double pick = uniform[components].item<double>();
    int chosen = 0;
    while (chosen + 1 < components && pick > weights[chosen].item<double>())
        pick -= weights[chosen++].item<double>();
    const at::Tensor x0 = means[chosen] + at::matmul(A[chosen], seededNormal(seed, 5, {n})) +
                          std::sqrt(0.05) * seededNormal(seed, 6, {n});
    const at::Tensor y = at::matmul(H, x0) + sigmaY * seededNormal(seed, 7, {m});
    return {GaussianMixture(weights, means, covariances), DenseOperator(H), y.reshape({1, 1, 1, m}), sigmaY,
            NoiseSource(seed + 1000)};
}

ToyProblem gaussianProblem(std::uint64_t seed, int measurements, double sigmaY) {
    constexpr int n = 6;
    const at::Tensor mean = seededNormal(seed, 1, {1, n});
    const at::Tensor turn = std::get<0>(at::linalg_qr(seededNormal(seed, 2, {n, n})));
    const at::Tensor eigenvalues = at::linspace(0.7, 1.4, n, turn.options());
    const at::Tensor covariance = at::matmul(turn * eigenvalues, turn.t()).unsqueeze(0);
    // An orthogonal matrix with its rows scaled: condition at most 2.
    const at::Tensor side = std::get<0>(at::linalg_qr(seededNormal(seed, 3, {n, n})));
    const at::Tensor H =
        (side * at::linspace(0.5, 1.0, n, side.options()).unsqueeze(1)).narrow(0, 0, measurements);
    const at::Tensor y = seededNormal(seed, 4, {1, 1, 1, measurements});
    return {GaussianMixture(at::ones({1}, mean.options()), mean, covariance), DenseOperator(H.contiguous()),
            y, sigmaY, NoiseSource(seed + 1000)};
}

}  // namespace lacuna
