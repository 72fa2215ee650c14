// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tone.h"

#include "core/base/error.h"
#include "core/models/denoised_with_vjp.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/tensor.h>

#include <cassert>
#include <numbers>

namespace lacuna {
namespace {

at::Tensor perChannel(const std::array<double, 3>& values, const at::Tensor& like) {
    return at::tensor(at::ArrayRef<double>(values)).to(like.options()).view({1, 3, 1, 1});
}

}  // namespace

at::Tensor Tone::direction(const at::Tensor& like) const {
    return perChannel(mLine->direction, like);
}

at::Tensor Tone::origin(const at::Tensor& like) const {
    return perChannel(mLine->origin, like);
}

at::Tensor Tone::along(const at::Tensor& colours) const {
    // For grey the mean is taken: for three equal channels it is exact to the last bit.
    if (mLine->isGrey()) return colours.mean(1, true);
    return (colours * direction(colours)).sum(1, true) / 3;
}

at::Tensor Tone::spread(const at::Tensor& picture) const {
    if (mLine->isGrey()) return picture.expand({picture.size(0), 3, picture.size(2), picture.size(3)});
    return picture * direction(picture);
}

at::Tensor Tone::fromColours(const at::Tensor& colours) const {
    if (!mLine) return colours;
    return mLine->isGrey() ? along(colours) : along(colours - origin(colours));
}

at::Tensor Tone::toColours(const at::Tensor& picture) const {
    if (!mLine) return picture;
    return mLine->isGrey() ? spread(picture) : spread(picture) + origin(picture);
}

ToneDenoiser::ToneDenoiser(Denoiser& inner, const Tone& tone) : DenoiserDecorator(inner), mTone(tone) {
    assert(tone.isLine());
}

double ToneDenoiser::sigmaMin() const {
    return mInner.sigmaMin() / std::numbers::sqrt3;
}

double ToneDenoiser::sigmaMax() const {
    return mInner.sigmaMax() / std::numbers::sqrt3;
}

at::Tensor ToneDenoiser::denoise(const at::Tensor& x, double sigma) {
    const at::Tensor colours = mTone.toColours(x).contiguous();
    return mTone.fromColours(mInner.denoise(colours, sigma * std::numbers::sqrt3));
}

DenoisedWithVjp ToneDenoiser::denoiseWithVjp(const at::Tensor& x, double sigma) {
    const at::Tensor colours = mTone.toColours(x).contiguous();
    const DenoisedWithVjp inner = mInner.denoiseWithVjp(colours, sigma * std::numbers::sqrt3);
    const auto vjp = [inner, tone = mTone](const at::Tensor& v) {
        return tone.along(inner.vjp(tone.spread(v).contiguous()));
    };
    return {mTone.fromColours(inner.denoised), vjp};
}

at::Tensor ToneDenoiser::denoiseWithGraph(const at::Tensor&, double) {
    throw Error(ErrorCode::Internal, "", "the graph of a toned denoiser is not available");
}

}  // namespace lacuna
