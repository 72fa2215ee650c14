// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace lacuna {

/// The noise levels of a run, `steps` + 1 values: they fall from `sigmaMax` to `sigmaMin`, evenly spaced in
/// σ^(1/rho), and end with 0. One step gives {sigmaMax, 0}. From Karras et al., "Elucidating the design space
/// of diffusion-based generative models" (arXiv 2206.00364), equation 5. steps ≥ 1, sigmaMax ≥ sigmaMin > 0,
/// rho > 0 (asserted).
std::vector<double> noiseSchedule(double sigmaMax, double sigmaMin, int steps, double rho);

}  // namespace lacuna
