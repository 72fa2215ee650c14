// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/edm_sampler.h"

#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/models/denoiser.h"
#include "core/sampling/noise_schedule.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/isfinite.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lacuna {
namespace {

constexpr double kRho = 7;

}  // namespace

at::Tensor drawSample(Denoiser& denoiser, const SampleSpec& spec, const NoiseSource& noise,
                      const at::Tensor& like, RunControl& control) {
    const at::NoGradGuard noGradients;
    const double highest = denoiser.sigmaMax();
    const std::vector<double> sigmas = noiseSchedule(highest, denoiser.sigmaMin(), spec.steps, kRho);
    const double gamma = std::min(spec.churn / spec.steps, std::numbers::sqrt2 - 1);
    at::Tensor x = sigmas[0] * noise.normal(0, like);
    for (int i = 0; i < spec.steps; ++i) {
        // Raise the noise to σ̂, but not beyond the denoiser's training range.
        const auto at = static_cast<std::size_t>(i);
        const double raised = std::min(sigmas[at] * (1 + gamma), highest);
        if (raised > sigmas[at]) {
            const double added = std::sqrt(raised * raised - sigmas[at] * sigmas[at]);
            x = x + added * noise.normal(static_cast<std::uint32_t>(i) + 1, like);
        }
        if (!control.proceed()) return {};
        const double next = sigmas[at + 1];
        const at::Tensor slope = (x - denoiser.denoise(x, raised)) / raised;
        at::Tensor moved = x + (next - raised) * slope;
        if (next > 0) {
            if (!control.proceed()) return {};
            const at::Tensor slopeThere = (moved - denoiser.denoise(moved, next)) / next;
            moved = x + (next - raised) / 2 * (slope + slopeThere);
        }
        if (!at::isfinite(moved).all().item<bool>())
            throw Error(ErrorCode::Numerical, "sample", "is not finite after step " + std::to_string(i + 1));
        x = moved;
    }
    return x;
}

}  // namespace lacuna
