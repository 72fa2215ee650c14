// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/diffpir.h"

#include "core/base/discrete_schedule.h"
#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/add.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lacuna {
namespace {

constexpr int kTimes = 1000;

}  // namespace

std::vector<double> DiffPir::levels(int steps, double sigmaMin, double sigmaMax) {
    assert(steps >= 1 && sigmaMin > 0 && sigmaMax >= sigmaMin);
    const std::vector<double> all = sigmasOfBetas(linearBetas(1e-4, 0.02, kTimes));
    std::vector<double> levels;
    for (int i = 0; i < steps; ++i) {
        const double share = steps > 1 ? std::sqrt(static_cast<double>(i) / (steps - 1)) : 0;
        const int time = kTimes - 1 - std::min(static_cast<int>(kTimes * share), kTimes - 1);
        levels.push_back(std::clamp(all[static_cast<std::size_t>(time)], sigmaMin, sigmaMax));
    }
    levels.push_back(0);
    return levels;
}

std::vector<double> DiffPir::levels(const Problem& problem) const {
    return levels(steps(), problem.denoiser.sigmaMin(), problem.denoiser.sigmaMax());
}

at::Tensor DiffPir::next(const Step& step) const {
    const Evaluation& at = step.at;
    if (step.next == 0) return at.denoised;
    // x̂ − D solves the data's equation with σ_t/√λ in place of σ_t.
    const at::Tensor fitted =
        at.denoised + at.op(step.problem)
                          .proximal(at.residual, at::zeros_like(at.x), step.problem.sigmaY,
                                    step.sigma / std::sqrt(mParameters.lambda));
    at::Tensor x = at::add(fitted, at.x - fitted, std::sqrt(1 - mParameters.zeta) * step.next / step.sigma);
    if (mParameters.zeta > 0) x.add_(step.noise(), std::sqrt(mParameters.zeta) * step.next);
    return x;
}

std::unique_ptr<Solver> makeDiffPir(const ParameterValues& values) {
    return std::make_unique<DiffPir>(
        DiffPir::Parameters{values.integer("steps"), values.real("lambda"), values.real("zeta")});
}

}  // namespace lacuna
