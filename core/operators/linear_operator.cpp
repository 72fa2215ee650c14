// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/linear_operator.h"

#include "core/base/error.h"
#include "core/operators/gram_solver.h"
#include "core/tensors/linalg/conjugate_gradient.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include <algorithm>

namespace lacuna {

LinearOperator::~LinearOperator() = default;

std::int64_t LinearOperator::measurements() const {
    const auto [channels, height, width] = outputShape();
    return channels * height * width;
}

at::Tensor LinearOperator::precondition(const at::Tensor& u, double, double sigmaT) const {
    return u * (sigmaT * sigmaT);
}

at::Tensor LinearOperator::spectral(const at::Tensor&, const Spectrum&) const {
    throw Error(ErrorCode::Usage, "operator", "the singular values of " + name() + " are not known");
}

std::unique_ptr<GramSolver> LinearOperator::gramSolver(const NoiseCovariance&) const {
    return nullptr;
}

double LinearOperator::resolvableNoise(double sigmaY, double sigmaT, c10::ScalarType type) {
    return type == c10::ScalarType::Double ? sigmaY : std::max(sigmaY, kLeastNoiseRatio * sigmaT);
}

at::Tensor LinearOperator::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                                    double sigmaT) const {
    sigmaY = resolvableNoise(sigmaY, sigmaT, z.scalar_type());
    // With v = z + u the right-hand side lies in the range of Hᵀ, so that the part of z that H doesn't
    // measure passes unchanged.
    const double data = 1 / (sigmaY * sigmaY);
    const double prior = 1 / (sigmaT * sigmaT);
    const at::Tensor b = applyAdjoint(r - apply(z)) * data;
    const CgResult u = conjugateGradient(
        [&](const at::Tensor& p) { return applyAdjoint(apply(p)).mul_(data).add_(p, prior); }, b,
        [&](const at::Tensor& p) { return precondition(p, sigmaY, sigmaT); }, cgTolerance(sigmaY, sigmaT),
        cgIterations());
    return z + u.solution;
}

}  // namespace lacuna
