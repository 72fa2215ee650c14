// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/noise_model.h"

#include <opencv2/core.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace lacuna {

class ImageBuffer;
class NoisePatches;

/// Deviations at each of the model's brightnesses; 0 where it isn't known.
using Strengths = std::array<double, NoiseModel::kBins>;

/// Patches of one brightness, at least, for a strength of its own.
inline constexpr std::size_t kLeastOfBin = 40;
/// Power below this, in squared 8-bit levels, is hardly more than rounding.
inline constexpr double kLeastPower = 0.02;
/// Which of the model's brightnesses one of 0 to 255 belongs to.
std::size_t binOf(double brightness);

/// The model with this spectrum over the patches' frequencies, not normalised: its powers are squared 8-bit
/// levels. `basis` has the channels of the spectrum as rows.
NoiseModel modelOf(const NoisePatches& patches, const cv::Mat1d& basis, const std::vector<double>& spectrum);
/// The root of the mean power of such a model over the photograph's `channels` colours, 8-bit levels.
double levelOf(const NoiseModel& model, int channels);
/// The geometric over the arithmetic mean of its spectrum; 1 for white noise.
double flatnessOf(const NoiseModel& model);
/// The share of its power below 1/16 cycle per pixel.
double coarseShare(const NoiseModel& model);

/// How much the periodograms of the patches `which` scatter around their mean, where the spectrum has most of
/// its power, relative to what Gaussian noise does: about 1 for noise, and more for texture.
double scatterOf(const NoisePatches& patches, const std::vector<std::vector<float>>& periodograms,
                 const std::vector<std::size_t>& which, const std::vector<double>& spectrum);

/// With unknown strengths as the nearest known ones on either side say, or on one.
Strengths completed(const Strengths& found);
/// The shares of the pixels at each of the model's brightnesses.
std::vector<double> brightnessShares(const ImageBuffer& pixels);

}  // namespace lacuna
