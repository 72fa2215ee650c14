// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver.h"
#include "core/tensors/noise_source.h"
#include "tests/core/sampling/dense_operator.h"
#include "tests/core/sampling/gaussian_mixture.h"

#include <cstdint>

namespace lacuna {

/// Standard normal numbers of the given shape, float64; the same for the same seed and stream.
at::Tensor seededNormal(std::uint64_t seed, std::uint32_t stream, at::IntArrayRef shape);

/// y = H x₀ + σ_y ε with everything known in closed form.
struct ToyProblem {
    GaussianMixture prior;
    DenseOperator op;
    at::Tensor y;
    double sigmaY;
    NoiseSource noise;

    Problem problem() { return {op, y, sigmaY, prior, noise}; }

    /// −log p(x) + ‖y − H x‖²/(2σ_y²), up to the evidence's constant.
    double negLogPosterior(const at::Tensor& x) const;
    /// VML_S(x_t), a scalar tensor, differentiable.
    at::Tensor loss(const at::Tensor& x, double sigma) const;
    /// The smallest negLogPosterior(): the posterior is a mixture too, and from each of its components' means
    /// the fixed-point iteration of Carreira-Perpiñán ("Mode-finding for mixtures of Gaussian distributions",
    /// 2000) climbs to a mode.
    double bestMode() const;
};

/// The mixture of vml-map.md, property 4: 8 dimensions, 3 components, H 4×8, σ_y = 0.1.
ToyProblem mixtureProblem(std::uint64_t seed);
/// The seeds of property 4.
inline constexpr std::uint64_t kMixtureSeeds[] = {100, 101, 102, 103, 104, 105, 106, 107, 108, 109};

/// One Gaussian N(μ, C₀) in 6 dimensions, with the eigenvalues of C₀ between 0.7 and 1.4, and H 6×6 or 3×6.
ToyProblem gaussianProblem(std::uint64_t seed, int measurements, double sigmaY);

}  // namespace lacuna
