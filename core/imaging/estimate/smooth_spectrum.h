// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace lacuna {

/// The spectrum of a stationary field from the mean or median of its periodograms under a Hann window of
/// 2(n − 1) pixels: smoothed, since a few dozen periodograms still scatter by a tenth, and without most of
/// what the window lets over from neighbouring frequencies, which lifts the flanks of a steep spectrum.
///
/// `powers`: planes of n × n positive values, at frequencies from 0 to 1/2 cycle per pixel. The logarithm is
/// fitted by a parabola over 5 × 5 frequencies, which keeps a Gaussian as it is; then the window and the fit
/// are applied to the result once more, and it is divided by what they change.
std::vector<double> smoothSpectrum(const std::vector<double>& powers, int n);

}  // namespace lacuna
