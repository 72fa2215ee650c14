// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/flips.h"

#include "core/base/run_control.h"
#include "core/models/denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

namespace lacuna {
namespace {

/// Its own inverse, and symmetric.
at::Tensor flipped(const at::Tensor& x, int which) {
    std::vector<std::int64_t> sides;
    if (which & 1) sides.push_back(3);
    if (which & 2) sides.push_back(2);
    return sides.empty() ? x : x.flip(sides);
}

}  // namespace

std::optional<DenoisedWithVjp> denoisedOverFlips(Denoiser& denoiser, const at::Tensor& x, double sigma,
                                                 int flips, bool wantsVjp, RunControl& control) {
    assert(flips >= 1 && flips <= 4);
    DenoisedWithVjp mean;
    std::vector<std::function<at::Tensor(const at::Tensor&)>> parts;
    for (int which = 0; which < flips; ++which) {
        if (!control.proceed()) return std::nullopt;
        DenoisedWithVjp one;
        if (wantsVjp)
            one = denoiser.denoiseWithVjp(flipped(x, which), sigma);
        else
            one.denoised = denoiser.denoise(flipped(x, which), sigma);
        const at::Tensor upright = flipped(one.denoised, which);
        mean.denoised = which == 0 ? upright : mean.denoised + upright;
        if (wantsVjp) parts.push_back(std::move(one.vjp));
    }
    if (flips > 1) mean.denoised = mean.denoised / flips;
    if (flips == 1 && wantsVjp) mean.vjp = std::move(parts.front());
    if (flips > 1 && wantsVjp)
        mean.vjp = [parts = std::move(parts)](const at::Tensor& v) {
            at::Tensor sum;
            for (std::size_t which = 0; which < parts.size(); ++which) {
                const int flip = static_cast<int>(which);
                const at::Tensor part = flipped(parts[which](flipped(v, flip)), flip);
                sum = sum.defined() ? sum + part : part;
            }
            return sum / static_cast<double>(parts.size());
        };
    return mean;
}

}  // namespace lacuna
