// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/analyse_result.h"

#include "core/base/error.h"
#include "core/engine/light_of_job.h"
#include "core/engine/noise_of_job.h"
#include "core/engine/tone.h"
#include "core/operators/linear_operator.h"
#include "core/operators/task.h"
#include "core/tensors/mirror.h"
#include "core/tensors/tensor_image.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/Device.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace lacuna {
namespace {

/// W needs a positive deviation, and a photograph of a single colour has none.
constexpr double kLeastContrast = 0.01;

/// Red, green and blue on [−1, 1] for z = 0 and for either end of the scale.
constexpr std::array kRest = {-0.62, -0.62, -0.62};
constexpr std::array kBelow = {-0.6, 0.1, 0.95};
constexpr std::array kAbove = {0.98, 0.35, -0.75};
constexpr double kNotMeasured = -1;

/// `z` is (1, 1, h, w); `known` the same shape, 0 where nothing was measured, or undefined.
at::Tensor coloured(const at::Tensor& z, const at::Tensor& known) {
    const at::Tensor share = (z / kConsistencyReach).clamp(-1, 1)[0][0];
    const at::Tensor above = share.clamp_min(0), below = (-share).clamp_min(0);
    std::vector<at::Tensor> channels;
    for (std::size_t c = 0; c < 3; ++c)
        channels.push_back(kRest[c] + above * (kAbove[c] - kRest[c]) + below * (kBelow[c] - kRest[c]));
    const at::Tensor picture = at::stack(channels).unsqueeze(0);
    if (!known.defined()) return picture;
    return at::where(known > 0.5, picture, at::zeros_like(picture) + kNotMeasured);
}

}  // namespace

Analysis analyseResult(const RestorationJob& job, const ImageBuffer& result) {
    const at::NoGradGuard noGradients;
    const c10::Device cpu(c10::kCPU);
    const ImageBuffer& photo = job.photo.pixels;
    const int scale = resultScale(job.operation);
    if (result.width() != photo.width() * scale || result.height() != photo.height() * scale) {
        throw Error(ErrorCode::Usage, "result",
                    "is " + std::to_string(result.width()) + " × " + std::to_string(result.height()) +
                        ", which this restoration of a photograph of " + std::to_string(photo.width()) +
                        " × " + std::to_string(photo.height()) + " doesn't give");
    }
    const double levels = assumedNoise(job.operation);
    const double sigmaY = sigmaFromLevels(levels, photo.depth());
    const ImageBuffer& unmeasured = unmeasuredPixels(job);
    at::Tensor measured;
    if (!unmeasured.isEmpty()) measured = measuredMask(unmeasured, 0, 0, photo.width(), photo.height(), cpu);
    // Kept pixels equal the data, which says nothing about the restoration.
    at::Tensor judged = measured;
    if (job.onlyMarked) judged = 1 - measuredMask(job.mask, 0, 0, photo.width(), photo.height(), cpu);
    const Tone tone = toneOf(job);
    at::Tensor y = tone.fromColours(toTensor(photo, cpu));
    const double contrast = std::max(kLeastContrast, y.std().item().toDouble());
    if (measured.defined()) y = y * measured;
    const BuiltOperator built =
        makeOperator(job.operation, {tone.channels(), photo.height(), photo.width()}, measured, y.options());
    const std::unique_ptr<Whitened> whitened =
        whitenedOperator(job.operation, {tone.channels(), photo.height(), photo.width()}, tone, y, measured);
    const LinearOperator& op = whitened ? static_cast<const LinearOperator&>(*whitened) : *built.op;
    if (whitened) y = whitened->measurement(y);
    const auto [channels, height, width] = op.inputShape();
    const at::Tensor x =
        mirroredOnto(tone.fromColours(toTensor(result, cpu)), built.offsetY, built.offsetX, height, width);

    Analysis analysis;
    LightMixing::Linearised light;
    if (const auto mixing = lightMixingOf(job, *built.op, {})) light = mixing->at(x);
    const at::Tensor residual = y - (light.op ? light.seen : op.apply(x));
    const at::Tensor z = residual.sum(1, true) / (sigmaY * std::sqrt(tone.channels()));
    analysis.consistency = toImage(coloured(z, judged), 3, Depth::UInt8);
    // (HᵀH/σ_y² + I/σ_p²)⁻¹ x/σ_p² equals (I − W) x.
    const at::Tensor invented = (light.op ? *light.op : op)
                                    .proximal(at::zeros_like(y), x, sigmaY, contrast)
                                    .narrow(2, built.offsetY, built.height)
                                    .narrow(3, built.offsetX, built.width);
    const at::Tensor colours = tone.isLine() ? tone.spread(invented) : invented;
    analysis.invented = toImage(colours * kInventedGain, 3, Depth::UInt8);
    return analysis;
}

}  // namespace lacuna
