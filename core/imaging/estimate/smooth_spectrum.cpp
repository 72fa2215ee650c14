// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/smooth_spectrum.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace lacuna {
namespace {

/// Weights of a square around a frequency.
template <int kReach>
using Weights = std::array<std::array<double, 2 * kReach + 1>, 2 * kReach + 1>;

/// What a frequency of the spectrum gives to its neighbours in a periodogram under a Hann window.
constexpr Weights<1> leakage() {
    constexpr std::array<double, 3> along{1.0 / 6, 2.0 / 3, 1.0 / 6};
    Weights<1> out{};
    for (std::size_t y = 0; y < 3; ++y)
        for (std::size_t x = 0; x < 3; ++x)
            out[y][x] = along[y] * along[x];
    return out;
}

/// The value in the middle of the parabola of best fit: the other terms of second order are odd or of mean 0
/// around it, so that only 1 and x² + y² count.
constexpr Weights<2> parabola() {
    double count = 0, square = 0, fourth = 0;
    for (int y = -2; y <= 2; ++y)
        for (int x = -2; x <= 2; ++x) {
            const double r2 = x * x + y * y;
            count += 1;
            square += r2;
            fourth += r2 * r2;
        }
    const double determinant = count * fourth - square * square;
    Weights<2> out{};
    for (int y = -2; y <= 2; ++y)
        for (int x = -2; x <= 2; ++x)
            out[static_cast<std::size_t>(y + 2)][static_cast<std::size_t>(x + 2)] =
                (fourth - square * (x * x + y * y)) / determinant;
    return out;
}

/// The planes are even around frequency 0 and around 1/2 cycle per pixel.
template <std::size_t kSide>
std::vector<double> weighted(const std::vector<double>& planes, int n,
                             const std::array<std::array<double, kSide>, kSide>& weights) {
    constexpr int kReach = static_cast<int>(kSide) / 2;
    const auto mirrored = [n](int i) {
        i = std::abs(i);
        return i < n ? i : 2 * (n - 1) - i;
    };
    std::vector<double> out;
    out.reserve(planes.size());
    const auto plane = static_cast<std::size_t>(n) * static_cast<std::size_t>(n);
    for (std::size_t first = 0; first < planes.size(); first += plane)
        for (int v = 0; v < n; ++v)
            for (int u = 0; u < n; ++u) {
                double sum = 0;
                for (int y = -kReach; y <= kReach; ++y)
                    for (int x = -kReach; x <= kReach; ++x)
                        sum +=
                            weights[static_cast<std::size_t>(y + kReach)]
                                   [static_cast<std::size_t>(x + kReach)] *
                            planes[first + static_cast<std::size_t>(mirrored(v + y) * n + mirrored(u + x))];
                out.push_back(sum);
            }
    return out;
}

std::vector<double> fitted(std::vector<double> powers, int n) {
    constexpr Weights<2> kParabola = parabola();
    for (double& power : powers)
        power = std::log(power);
    powers = weighted(powers, n, kParabola);
    for (double& power : powers)
        power = std::exp(power);
    return powers;
}

}  // namespace

std::vector<double> smoothSpectrum(const std::vector<double>& powers, int n) {
    assert(n > 2 && !powers.empty() &&
           powers.size() % (static_cast<std::size_t>(n) * static_cast<std::size_t>(n)) == 0);
    constexpr Weights<1> kLeakage = leakage();
    std::vector<double> out = fitted(powers, n);
    const std::vector<double> again = fitted(weighted(out, n, kLeakage), n);
    // Once is enough: more rounds would bring back the scatter.
    std::transform(out.begin(), out.end(), again.begin(), out.begin(),
                   [](double power, double changed) { return power * (power / changed); });
    return out;
}

}  // namespace lacuna
