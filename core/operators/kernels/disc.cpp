// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/kernels/disc.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace lacuna {
namespace {

/// ∫ √(r² − x²) dx from 0 to x.
double underArc(double x, double r) {
    return 0.5 * (x * std::sqrt(std::max(0.0, r * r - x * x)) + r * r * std::asin(x / r));
}

/// The area of [x0, x1] × [y0, y1], in the first quadrant, inside the circle of radius r around the origin.
double areaInside(double x0, double x1, double y0, double y1, double r) {
    const auto arc = [r](double c) { return std::sqrt(std::max(0.0, r * r - c * c)); };
    const double full = std::clamp(arc(y1), x0, x1);  // up to here the circle lies above the rectangle
    const double none = std::clamp(arc(y0), x0, x1);  // from here on it lies below
    const double curved =
        underArc(std::min(none, r), r) - underArc(std::min(full, r), r) - (none - full) * y0;
    return (full - x0) * (y1 - y0) + std::max(0.0, curved);
}

Kernel make(std::span<const double> values) {
    const double radius = values[0];
    const int reach = std::max(0, static_cast<int>(std::ceil(radius - 0.5)));
    Kernel kernel = Kernel::square(reach);
    auto weight = kernel.weights.begin();
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            // Of a pixel on an axis, the half in the first quadrant is integrated.
            const double x0 = std::max(0.0, std::abs(x) - 0.5);
            const double y0 = std::max(0.0, std::abs(y) - 0.5);
            const double halves = (x == 0 ? 2 : 1) * (y == 0 ? 2 : 1);
            *weight++ = halves * areaInside(x0, std::abs(x) + 0.5, y0, std::abs(y) + 0.5, radius);
        }
    }
    return kernel;
}

}  // namespace

KernelKind discKernel() {
    return {.id = "disc",
            .prefix = "disc",
            .symbols = "RADIUS",
            .title = LACUNA_TEXT("Kernel", "Out of focus (disc)"),
            .label = LACUNA_TEXT("Kernel", "disc %L1 px"),
            .parameters = {{.name = "radius",
                            .label = LACUNA_TEXT("Kernel", "Radius"),
                            .help = "of the disc that a point becomes",
                            .hint = LACUNA_TEXT(
                                "Kernel", "Radius of the disc that a point becomes when it is out of focus."),
                            .initial = 3.0,
                            .low = 1e-3,
                            .high = 100,
                            .usual = 30,
                            .step = 0.5,
                            .unit = LACUNA_TEXT("Kernel", " px")}},
            .make = make};
}

}  // namespace lacuna
