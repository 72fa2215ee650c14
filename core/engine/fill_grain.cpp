// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fill_grain.h"

#include "core/imaging/estimate/grain.h"
#include "core/tensors/mirror.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

/// Streams of noise that no solver draws from.
constexpr std::uint32_t kStream = 0x47520000;

/// Differences from the mean of the four neighbours, which hardly see anything but grain.
at::Tensor roughness(const at::Tensor& picture) {
    const at::Tensor wide = mirroredOnto(picture, 1, 1, picture.size(2) + 2, picture.size(3) + 2);
    const std::int64_t h = picture.size(2), w = picture.size(3);
    const auto shifted = [&](int dy, int dx) { return wide.narrow(2, 1 + dy, h).narrow(3, 1 + dx, w); };
    return picture - (shifted(-1, 0) + shifted(1, 0) + shifted(0, -1) + shifted(0, 1)) / 4;
}

double medianIn(const at::Tensor& picture, const at::Tensor& hole) {
    return picture.abs().mean(1, true).masked_select(hole).median().item().toDouble();
}

}  // namespace

FillGrain fillGrain(const GrainModel& grain, const at::Tensor& colours, const at::Tensor& hole,
                    const NoiseSource& noise) {
    if (!hole.any().item().toBool()) return {at::zeros_like(colours), 0};
    const std::int64_t h = colours.size(2), w = colours.size(3);
    const int reach = grain.side / 2;
    const at::Tensor like = at::empty({1, 3, h + 2 * reach, w + 2 * reach}, colours.options());
    const at::Tensor kernel =
        at::from_blob(const_cast<float*>(grain.kernel.data()), {1, 1, grain.side, grain.side}, at::kFloat)
            .to(colours.options(), false, true);
    // Each channel on its own, as a batch of three.
    const at::Tensor filtered =
        at::conv2d(noise.normal(kStream, like).transpose(0, 1), kernel).reshape({3, h * w});
    const at::Tensor mixing = at::from_blob(const_cast<double*>(grain.mixing.data()), {3, 3}, at::kDouble)
                                  .to(colours.options(), false, true);
    const at::Tensor mixed = at::matmul(mixing, filtered).reshape({1, 3, h, w});

    // Between the middles of the bins, the deviation is interpolated.
    const at::Tensor table =
        at::from_blob(const_cast<double*>(grain.deviation.data()), {GrainModel::kBins}, at::kDouble)
            .to(colours.options(), false, true);
    const at::Tensor place =
        (((colours.mean(1, true) + 1) / 2) * GrainModel::kBins - 0.5).clamp(0, GrainModel::kBins - 1);
    const at::Tensor below = place.floor().clamp_max(GrainModel::kBins - 2);
    const at::Tensor share = place - below;
    const at::Tensor index = below.to(at::kLong);
    const at::Tensor deviation = table.take(index) * (1 - share) + table.take(index + 1) * share;

    at::Tensor picture = mixed * deviation * (2.0 / 255);
    const double wanted = medianIn(roughness(picture), hole);
    const double present = medianIn(roughness(colours), hole);
    const double missing = wanted > 0 ? std::sqrt(std::max(0.0, 1 - std::pow(present / wanted, 2))) : 0;
    picture = picture * missing * hole;
    return {picture, missing * grain.strength};
}

}  // namespace lacuna
