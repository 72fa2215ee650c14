// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sampling/dense_operator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_inv.h>
#include <ATen/ops/matmul.h>

namespace lacuna {

at::Tensor DenseOperator::preconditioner(double sigmaY, double sigmaT) const {
    const at::Tensor identity = at::eye(mMatrix.size(1), mMatrix.options());
    return at::linalg_inv(at::matmul(mMatrix.t(), mMatrix) / (sigmaY * sigmaY) +
                          identity / (sigmaT * sigmaT));
}

at::Tensor DenseOperator::apply(const at::Tensor& x) const {
    return at::matmul(x, mMatrix.t());
}

at::Tensor DenseOperator::applyAdjoint(const at::Tensor& y) const {
    return at::matmul(y, mMatrix);
}

at::Tensor DenseOperator::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                                   double sigmaT) const {
    const at::Tensor side = applyAdjoint(r) / (sigmaY * sigmaY) + z / (sigmaT * sigmaT);
    return at::matmul(side, preconditioner(sigmaY, sigmaT));
}

at::Tensor DenseOperator::spectral(const at::Tensor& r, const Spectrum& f) const {
    const auto [values, vectors] = at::linalg_eigh(at::matmul(mMatrix, mMatrix.t()));
    const at::Tensor weighted = f(values.clamp_min(0)) * at::matmul(r.reshape({1, -1}), vectors);
    return at::matmul(weighted, vectors.t()).reshape(r.sizes());
}

}  // namespace lacuna
