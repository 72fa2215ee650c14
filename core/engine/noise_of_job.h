// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/noise_covariance.h"
#include "core/operators/whitened.h"

#include <ATen/core/Tensor.h>

#include <memory>

namespace lacuna {

class Tone;
struct NoiseModel;
struct OperatorSpec;

/// The covariance of a measurement's noise. `picture` is the measurement as a picture of the run, (1, C, h,
/// w), which says how bright the photograph is where; its own noise is averaged away. `measured` is (1, 1, h,
/// w) or undefined: pixels where it is 0 don't count. The model must not be white (asserted).
std::shared_ptr<const NoiseCovariance> noiseCovariance(const NoiseModel& model, const Tone& tone,
                                                       const at::Tensor& picture, const at::Tensor& measured);

/// The operator of a run whose noise isn't white, and its mask; null if the noise is white. `shape` is that
/// of `picture`. Throws what makeOperator() throws.
std::unique_ptr<Whitened> whitenedOperator(const OperatorSpec& spec, const ImageShape& shape,
                                           const Tone& tone, const at::Tensor& picture,
                                           const at::Tensor& measured);

/// The deviation of the mean of factor × factor pixels, relative to that of a pixel. 1/factor for white
/// noise, more for grain.
double deviationOfMean(const NoiseModel& model, int factor);

}  // namespace lacuna
