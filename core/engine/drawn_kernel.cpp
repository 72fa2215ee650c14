// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/drawn_kernel.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace lacuna {
namespace {

constexpr int kPoints = 400;
constexpr double kInertia = 0.97;
constexpr int kLeastSide = 13;
/// The sides grow with the number, up to this one, and begin anew.
constexpr int kMostSide = 27;

/// The sum of twelve uniform numbers less 6: as good as normal here, and the same with every library.
double nearlyNormal(std::mt19937_64& engine) {
    double sum = -6;
    for (int i = 0; i < 12; ++i)
        sum += static_cast<double>(engine() >> 11) * 0x1p-53;
    return sum;
}

}  // namespace

KernelSpec shakenKernel(int number) {
    std::mt19937_64 engine(static_cast<std::uint64_t>(number) * 7919);
    std::vector<double> x, y;
    double dx = 0, dy = 0, atX = 0, atY = 0;
    for (int i = 0; i < kPoints; ++i) {
        dx = kInertia * dx + nearlyNormal(engine);
        dy = kInertia * dy + nearlyNormal(engine);
        x.push_back(atX += dx);
        y.push_back(atY += dy);
    }
    const int side = kLeastSide + 2 * ((number - 1) % ((kMostSide - kLeastSide) / 2 + 1));
    // The path is centred at its mean, and as large as fits.
    double meanX = 0, meanY = 0, reach = 0;
    for (int i = 0; i < kPoints; ++i) {
        meanX += x[static_cast<std::size_t>(i)] / kPoints;
        meanY += y[static_cast<std::size_t>(i)] / kPoints;
    }
    for (int i = 0; i < kPoints; ++i)
        reach = std::max({reach, std::abs(x[static_cast<std::size_t>(i)] - meanX),
                          std::abs(y[static_cast<std::size_t>(i)] - meanY)});
    const double half = side / 2, scale = (half - 1) / reach;
    KernelSpec kernel;
    kernel.kind = KernelSpec::kWeights;
    kernel.width = kernel.height = side;
    kernel.path = "motion-" + std::to_string(number);
    kernel.weights.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0.0F);
    for (int i = 0; i < kPoints; ++i) {
        const double column = half + (x[static_cast<std::size_t>(i)] - meanX) * scale;
        const double row = half + (y[static_cast<std::size_t>(i)] - meanY) * scale;
        const int left = static_cast<int>(column), top = static_cast<int>(row);
        for (int j = 0; j < 4; ++j) {
            const int toX = left + j % 2, toY = top + j / 2;
            const double weight = (1 - std::abs(column - toX)) * (1 - std::abs(row - toY));
            kernel.weights[static_cast<std::size_t>(toY * side + toX)] +=
                static_cast<float>(weight / kPoints);
        }
    }
    return kernel;
}

}  // namespace lacuna
