// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/kernels/gaussian.h"

#include <cmath>

namespace lacuna {
namespace {

Kernel make(std::span<const double> values) {
    const double sigma = values[0];
    const int radius = static_cast<int>(std::ceil(4 * sigma));
    Kernel kernel = Kernel::square(radius);
    auto weight = kernel.weights.begin();
    for (int y = -radius; y <= radius; ++y) {
        for (int x = -radius; x <= radius; ++x)
            *weight++ = std::exp(-0.5 * (x * x + y * y) / (sigma * sigma));
    }
    return kernel;
}

}  // namespace

KernelKind gaussianKernel() {
    return {.id = "gaussian",
            .prefix = "gaussian",
            .symbols = "SIGMA",
            .title = LACUNA_TEXT("Kernel", "Soft (Gaussian)"),
            .label = LACUNA_TEXT("Kernel", "Gaussian %L1 px"),
            .parameters = {{.name = "sigma",
                            .label = LACUNA_TEXT("Kernel", "Width"),
                            .help = "its standard deviation",
                            .hint = LACUNA_TEXT("Kernel", "How far the blur reaches (σ of the Gaussian)."),
                            .initial = 1.6,
                            .low = 1e-3,
                            .high = 50,
                            .usual = 12,
                            .step = 0.1,
                            .unit = LACUNA_TEXT("Kernel", " px")}},
            .make = make};
}

}  // namespace lacuna
