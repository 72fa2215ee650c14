// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/mirrored_denoiser.h"

#include "core/base/error.h"
#include "core/models/autodiff.h"
#include "core/tensors/mirror.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/constant_pad_nd.h>

namespace lacuna {
namespace {

at::Tensor cropped(const at::Tensor& whole, const at::Tensor& x) {
    return whole.narrow(2, 0, x.size(2)).narrow(3, 0, x.size(3)).contiguous();
}

}  // namespace

at::Tensor MirroredDenoiser::denoise(const at::Tensor& x, double sigma) {
    return cropped(mInner.denoise(mirrorPadToSide(x, mLeastSide), sigma), x);
}

DenoisedWithVjp MirroredDenoiser::denoiseWithVjp(const at::Tensor& x, double sigma) {
    if (x.size(2) >= mLeastSide && x.size(3) >= mLeastSide) return mInner.denoiseWithVjp(x, sigma);
    const DenoisedWithVjp whole =
        differentiate([this](const at::Tensor& input) { return mirrorPadToSide(input, mLeastSide); }, x);
    const DenoisedWithVjp D = mInner.denoiseWithVjp(whole.denoised, sigma);
    const auto vjp = [whole, D](const at::Tensor& v) {
        const at::Tensor& z = whole.denoised;
        return whole.vjp(D.vjp(at::constant_pad_nd(v, {0, z.size(3) - v.size(3), 0, z.size(2) - v.size(2)})));
    };
    return {cropped(D.denoised, x), vjp};
}

at::Tensor MirroredDenoiser::denoiseWithGraph(const at::Tensor&, double) {
    throw Error(ErrorCode::Internal, "", "a mirrored denoiser has no graph");
}

}  // namespace lacuna
