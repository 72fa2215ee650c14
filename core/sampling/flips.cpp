// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/flips.h"

#include "core/base/run_control.h"
#include "core/models/denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include <cassert>
#include <utility>
#include <vector>

namespace lacuna {

std::optional<DenoisedWithVjp> denoisedOverFlips(Denoiser& denoiser, const at::Tensor& x, double sigma,
                                                 int flips, bool wantsVjp, RunControl& control) {
    assert(flips >= 1 && flips <= 4);
    DenoisedWithVjp mean;
    std::vector<std::function<at::Tensor(const at::Tensor&)>> parts;
    for (int which = 0; which < flips; ++which) {
        if (!control.proceed()) return std::nullopt;
        DenoisedWithVjp one;
        if (wantsVjp)
            one = denoiser.denoiseMirroredWithVjp(x, sigma, which);
        else
            one.denoised = denoiser.denoiseMirrored(x, sigma, which);
        mean.denoised = which == 0 ? one.denoised : mean.denoised + one.denoised;
        if (wantsVjp) parts.push_back(std::move(one.vjp));
    }
    if (flips > 1) mean.denoised = mean.denoised / flips;
    if (flips == 1 && wantsVjp) mean.vjp = std::move(parts.front());
    if (flips > 1 && wantsVjp)
        mean.vjp = [parts = std::move(parts)](const at::Tensor& v) {
            at::Tensor sum;
            for (const auto& vjp : parts) {
                const at::Tensor part = vjp(v);
                sum = sum.defined() ? sum + part : part;
            }
            return sum / static_cast<double>(parts.size());
        };
    return mean;
}

}  // namespace lacuna
