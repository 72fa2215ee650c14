// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/linalg/conjugate_gradient.h"

#include "core/tensors/inner_product.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>

namespace lacuna {

CgResult conjugateGradient(const std::function<at::Tensor(const at::Tensor&)>& A, const at::Tensor& b,
                           const std::function<at::Tensor(const at::Tensor&)>& M, double tolerance,
                           int maxIterations) {
    CgResult result;
    result.solution = at::zeros_like(b);
    at::Tensor residual = b.clone();
    at::Tensor z = M(residual);
    const double start = innerProduct(residual, z);
    if (!(start > 0)) {  // b = 0, or not finite: the caller sees that in b itself
        result.relativeResidual = start == 0 ? 0 : std::nan("");
        return result;
    }
    double rho = start;
    result.relativeResidual = 1;
    at::Tensor direction = z.clone();
    while (result.iterations < maxIterations && result.relativeResidual > tolerance) {
        const at::Tensor image = A(direction);
        const double curvature = innerProduct(direction, image);
        if (!(curvature > 0)) break;  // rounding has destroyed positive definiteness
        const double step = rho / curvature;
        result.solution.add_(direction, step);
        residual.sub_(image, step);
        ++result.iterations;
        z = M(residual);
        const double next = innerProduct(residual, z);
        result.relativeResidual = std::sqrt(std::max(next, 0.0) / start);
        direction.mul_(next / rho).add_(z);
        rho = next;
    }
    return result;
}

}  // namespace lacuna
