// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/kernels/anisotropic_gaussian.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lacuna {
namespace {

/// Points per deviation that keep a narrow Gaussian from slipping between the pixels' centres.
constexpr double kPointsPerDeviation = 3;

Kernel make(std::span<const double> values) {
    const double along = values[0], across = values[1];
    const double radians = values[2] * std::numbers::pi / 180;
    const double cosine = std::cos(radians), sine = std::sin(radians);
    const double narrow = std::min(along, across);
    const int points = narrow < 1 ? static_cast<int>(std::ceil(kPointsPerDeviation / narrow)) : 1;
    const int radius = static_cast<int>(std::ceil(4 * std::max(along, across)));
    Kernel kernel = Kernel::square(radius);
    auto weight = kernel.weights.begin();
    for (int row = -radius; row <= radius; ++row) {
        for (int column = -radius; column <= radius; ++column, ++weight) {
            for (int i = 0; i < points * points; ++i) {
                const double x = column + (i % points + 0.5) / points - 0.5;
                const double y =
                    -(row + (i / points + 0.5) / points - 0.5);  // rows run downwards, angles upwards
                const double u = (x * cosine + y * sine) / along;
                const double v = (y * cosine - x * sine) / across;
                *weight += std::exp(-0.5 * (u * u + v * v));
            }
        }
    }
    return kernel;
}

}  // namespace

KernelKind anisotropicGaussianKernel() {
    return {.id = "anisotropic-gaussian",
            .prefix = "gaussian",
            .symbols = "SX,SY,ANGLE",
            .title = LACUNA_TEXT("Kernel", "Soft, stretched in one direction"),
            .label = LACUNA_TEXT("Kernel", "Gaussian %L1 × %L2 px at %L3°"),
            .parameters =
                {{.name = "sigma_x",
                  .label = LACUNA_TEXT("Kernel", "Length"),
                  .help = "standard deviation along the angle",
                  .hint = LACUNA_TEXT("Kernel", "How far the blur reaches in its long direction (σ)."),
                  .initial = 3.0,
                  .low = 0.1,
                  .high = 50,
                  .usual = 12,
                  .step = 0.1,
                  .unit = LACUNA_TEXT("Kernel", " px")},
                 {.name = "sigma_y",
                  .label = LACUNA_TEXT("Kernel", "Width"),
                  .help = "standard deviation across it",
                  .hint = LACUNA_TEXT("Kernel", "How far the blur reaches across its long direction (σ)."),
                  .initial = 1.0,
                  .low = 0.1,
                  .high = 50,
                  .usual = 12,
                  .step = 0.1,
                  .unit = LACUNA_TEXT("Kernel", " px")},
                 {.name = "direction",
                  .label = LACUNA_TEXT("Kernel", "Direction"),
                  .help = "counter-clockwise from the x axis",
                  .hint = LACUNA_TEXT(
                      "Kernel", "The long direction, counter-clockwise: 0° is horizontal, 90° is vertical."),
                  .initial = 0.0,
                  .low = -1e6,
                  .high = 1e6,
                  .usual = 180,
                  .step = 1,
                  .unit = LACUNA_TEXT("Kernel", "°")}},
            .make = make};
}

}  // namespace lacuna
