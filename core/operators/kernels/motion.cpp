// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/kernels/motion.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lacuna {
namespace {

Kernel make(std::span<const double> values) {
    const double length = values[0];
    const double radians = values[1] * std::numbers::pi / 180;
    const int reach = static_cast<int>(std::ceil(length / 2));
    Kernel kernel = Kernel::square(reach);
    const int samples = std::max(2, static_cast<int>(std::ceil(length * 64)));
    for (int i = 0; i < samples; ++i) {
        const double t = length * ((i + 0.5) / samples - 0.5);
        const double x = reach + t * std::cos(radians);
        const double y = reach - t * std::sin(radians);  // rows run downwards, angles upwards
        const int left = std::min(static_cast<int>(std::floor(x)), 2 * reach - 1);
        const int top = std::min(static_cast<int>(std::floor(y)), 2 * reach - 1);
        const double fx = x - left;
        const double fy = y - top;
        const auto add = [&](int column, int row, double w) {
            kernel.weights[static_cast<std::size_t>(row * kernel.width + column)] += w;
        };
        add(left, top, (1 - fx) * (1 - fy));
        add(left + 1, top, fx * (1 - fy));
        add(left, top + 1, (1 - fx) * fy);
        add(left + 1, top + 1, fx * fy);
    }
    return kernel;
}

}  // namespace

KernelKind motionKernel() {
    return {.id = "motion",
            .prefix = "motion",
            .symbols = "LENGTH,ANGLE",
            .title = LACUNA_TEXT("Kernel", "Motion"),
            .label = LACUNA_TEXT("Kernel", "motion %L1 px at %L2°"),
            .parameters =
                {{.name = "length",
                  .label = LACUNA_TEXT("Kernel", "Length"),
                  .help = "how far the camera moved",
                  .hint = LACUNA_TEXT("Kernel", "How far the camera moved during the exposure."),
                  .initial = 15.0,
                  .low = 1,
                  .high = 200,
                  .usual = 80,
                  .step = 1,
                  .unit = LACUNA_TEXT("Kernel", " px")},
                 {.name = "angle",
                  .label = LACUNA_TEXT("Kernel", "Angle"),
                  .help = "its direction, counter-clockwise from the x axis",
                  .hint = LACUNA_TEXT(
                      "Kernel",
                      "The direction of the motion, counter-clockwise: 0° is horizontal, 90° is vertical."),
                  .initial = 0.0,
                  .low = -1e6,
                  .high = 1e6,
                  .usual = 180,
                  .step = 1,
                  .unit = LACUNA_TEXT("Kernel", "°")}},
            .make = make};
}

}  // namespace lacuna
