// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/noise_of_job.h"

#include "core/engine/tone.h"
#include "core/job/restoration_job.h"
#include "core/operators/linear_operator.h"
#include "core/operators/task.h"
#include "core/tensors/mirror.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/ones_like.h>

#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

namespace lacuna {
namespace {

/// How far around a pixel its brightness is averaged: far enough to be rid of grain.
constexpr int kReach = 3;

at::Tensor tensorOf(const std::vector<float>& values, at::IntArrayRef shape) {
    return at::from_blob(const_cast<float*>(values.data()), shape, at::kFloat).clone();
}

at::Tensor averaged(const at::Tensor& x) {
    const std::int64_t height = x.size(2) + 2 * kReach, width = x.size(3) + 2 * kReach;
    return at::avg_pool2d(mirroredOnto(x, kReach, kReach, height, width), 2 * kReach + 1, 1);
}

/// (1, 1, h, w): the strength at each pixel's brightness, interpolated between the middles of the bins.
at::Tensor strengthOf(const std::vector<float>& table, const at::Tensor& brightness,
                      const at::Tensor& measured) {
    const at::Tensor weights = measured.defined() ? measured : at::ones_like(brightness);
    const at::Tensor mean = averaged(brightness * weights) / averaged(weights).clamp_min(1e-6);
    const auto bins = static_cast<double>(NoiseModel::kBins);
    const at::Tensor place = ((mean + 1) * (bins / 2) - 0.5).clamp(0, bins - 1);
    const at::Tensor below = place.floor().clamp_max(bins - 2);
    const at::Tensor share = place - below, index = below.to(at::kLong);
    const at::Tensor values = tensorOf(table, {NoiseModel::kBins}).to(mean.options());
    return values.take(index) * (1 - share) + values.take(index + 1) * share;
}

}  // namespace

std::shared_ptr<const NoiseCovariance> noiseCovariance(const NoiseModel& model, const Tone& tone,
                                                       const at::Tensor& picture,
                                                       const at::Tensor& measured) {
    assert(!model.isWhite());
    at::Tensor basis, spectra, strength;
    if (!model.spectrum.empty()) {
        basis = tensorOf(model.basis, {3, 3});
        spectra = tensorOf(model.spectrum, {3, NoiseModel::kSide, NoiseModel::kSide});
        if (tone.isLine()) {
            // Each decorrelated channel adds what it has along the line.
            const at::Tensor along = tone.along(basis.view({3, 3, 1, 1})).square().view({3, 1, 1});
            spectra = (spectra * along).sum(0, true);
            basis = at::eye(1, basis.options());
        }
    }
    if (!model.strength.empty())
        strength = strengthOf(model.strength, tone.toColours(picture).mean(1, true), measured);
    return std::make_shared<NoiseCovariance>(basis, spectra, strength,
                                             ImageShape{picture.size(1), picture.size(2), picture.size(3)},
                                             picture.options());
}

std::unique_ptr<Whitened> whitenedOperator(const OperatorSpec& spec, const ImageShape& shape,
                                           const Tone& tone, const at::Tensor& picture,
                                           const at::Tensor& measured) {
    if (spec.noiseModel.isWhite()) return nullptr;
    BuiltOperator built = operatorOf(spec.task).make(spec, shape, picture.options());
    return std::make_unique<Whitened>(std::move(built.op), measured,
                                      noiseCovariance(spec.noiseModel, tone, picture, measured));
}

double deviationOfMean(const NoiseModel& model, int factor) {
    if (model.spectrum.empty()) return 1.0 / factor;
    // The response of the mean of `factor` pixels in a row, at a frequency in cycles per pixel.
    const auto response = [factor](int index) {
        if (index == 0) return 1.0;
        const double w = std::numbers::pi * 0.5 * index / (NoiseModel::kSide - 1);
        return std::pow(std::sin(factor * w) / (factor * std::sin(w)), 2);
    };
    double sum = 0, count = 0;
    for (int channel = 0; channel < 3; ++channel)
        for (int v = 0; v < NoiseModel::kSide; ++v)
            for (int u = 0; u < NoiseModel::kSide; ++u) {
                const double times = multiplicity(u) * multiplicity(v);
                const auto at =
                    static_cast<std::size_t>((channel * NoiseModel::kSide + v) * NoiseModel::kSide + u);
                sum += times * model.spectrum[at] * response(u) * response(v);
                count += times;
            }
    return std::sqrt(sum / count);
}

}  // namespace lacuna
