// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace lacuna {

/// The βs of a diffusion in `steps` steps, linear from `first` to `last`. guided-diffusion's "linear" is
/// linearBetas(1e-4 · 1000/steps, 0.02 · 1000/steps, steps).
std::vector<double> linearBetas(double first, double last, std::int64_t steps);
/// diffusers' "linear": it computes in float32, and at low σ the rounding counts.
std::vector<double> linearFloatBetas(double first, double last, std::int64_t steps);
/// Linear in √β (diffusers' "scaled_linear"), in float32.
std::vector<double> scaledLinearBetas(double first, double last, std::int64_t steps);
/// ᾱ(t) = cos²((t + 0.008)/1.008 · π/2), β at most 0.999 (guided-diffusion's "cosine", diffusers'
/// "squaredcos_cap_v2"; Nichol and Dhariwal, arXiv 2102.09672, equation 17).
std::vector<double> cosineBetas(std::int64_t steps);
/// diffusers' "laplace": ᾱ(t) as in its betas_for_alpha_bar(), with a log-SNR λ(t) that follows a Laplace
/// distribution; β at most 0.999.
std::vector<double> laplaceBetas(std::int64_t steps);
/// diffusers' "exp": ᾱ(t) = exp(−12 t), β at most 0.999.
std::vector<double> exponentialBetas(std::int64_t steps);
/// diffusers' "sigmoid", in float32.
std::vector<double> sigmoidBetas(double first, double last, std::int64_t steps);
/// Shifted and scaled so that the last step holds noise alone (arXiv 2305.08891, algorithm 1), in float32.
std::vector<double> zeroTerminalBetas(const std::vector<double>& betas);

/// ᾱ of t = 0, 1, …: the product of the 1 − β.
std::vector<double> cumulativeAlphas(const std::vector<double>& betas);
/// The same as diffusers computes it, with β, 1 − β and ᾱ rounded to float32.
std::vector<double> cumulativeFloatAlphas(const std::vector<double>& betas);

/// σ of t = 0, 1, … on the [−1, 1] scale, in the form x₀ + σ ε: √((1 − ᾱ)/ᾱ). Ends before the first σ that is
/// not finite or above 10⁵. Each ᾱ must be in [0, 1]; fewer than two levels, or levels that don't rise, give
/// an empty list.
std::vector<double> sigmasOfAlphas(const std::vector<double>& alphas);
/// The same for βs in [0, 1].
std::vector<double> sigmasOfBetas(const std::vector<double>& betas);

/// The fractional t at which `sigmas`, interpolated in log σ, equals `sigma`, as in k-diffusion's
/// DiscreteSchedule. Outside the range, 0 or the last t.
double timeOfSigma(const std::vector<double>& sigmas, double sigma);
/// The whole t whose σ is nearest.
double nearestTime(const std::vector<double>& sigmas, double sigma);

}  // namespace lacuna
