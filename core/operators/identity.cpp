// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/identity.h"

#include "core/job/restoration_job.h"
#include "core/operators/gram_solver.h"
#include "core/operators/noise_covariance.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/lerp.h>
#include <ATen/ops/ones.h>

namespace lacuna {

namespace {

/// The data's share of v: 1/σ_y² over 1/σ_y² + 1/σ_t².
double dataWeight(double sigmaY, double sigmaT) {
    return sigmaT * sigmaT / (sigmaT * sigmaT + sigmaY * sigmaY);
}

}  // namespace

Identity::Identity(ImageShape shape) : mShape(shape) {}

at::Tensor Identity::apply(const at::Tensor& x) const {
    return x;
}

at::Tensor Identity::applyAdjoint(const at::Tensor& y) const {
    return y;
}

at::Tensor Identity::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY, double sigmaT) const {
    return at::lerp(z, r, dataWeight(sigmaY, sigmaT));
}

at::Tensor Identity::precondition(const at::Tensor& u, double sigmaY, double sigmaT) const {
    return u * (sigmaY * sigmaY * dataWeight(sigmaY, sigmaT));
}

at::Tensor Identity::spectral(const at::Tensor& r, const Spectrum& f) const {
    return r * f(at::ones({1, 1, 1, 1}, r.options()));
}

std::unique_ptr<GramSolver> Identity::gramSolver(const NoiseCovariance& noise) const {
    if (!noise.hasSpectrum()) return nullptr;
    return std::make_unique<MirroredGram>(noise.power(), at::ones({1}, noise.power().options()));
}

const OperatorKind& identityOperator() {
    static const OperatorKind kind{
        .name = "identity",
        .isLocal = true,
        .changesPicture = false,
        .workingPictures = 10,
        .hasSpectrum = true,
        .canvas = [](const OperatorSpec&, const ImageShape& photo) { return photo; },
        .reach = [](const OperatorSpec&) { return 0; },
        .proximalBytes = [](const ImageShape&, const ImageShape&) { return ProximalBytes{}; },
        .make =
            [](const OperatorSpec&, const ImageShape& photo, const c10::TensorOptions&) {
                BuiltOperator built;
                built.op = std::make_unique<Identity>(photo);
                built.height = photo[1];
                built.width = photo[2];
                return built;
            },
    };
    return kind;
}

}  // namespace lacuna
