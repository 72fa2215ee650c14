// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace lacuna {

struct KernelSpec;

/// A point spread function: rows top to bottom, sum 1. No shift is at (width / 2, height / 2).
struct Kernel {
    int width = 1;
    int height = 1;
    std::vector<double> weights{1.0};
    std::string name;  ///< for reports: "gaussian 1.6 px"

    double at(int x, int y) const {
        return weights[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                       static_cast<std::size_t>(x)];
    }
};

/// Gaussian: sampled out to 4 σ, which leaves 6e-5 of it. Disc: each pixel's area inside the circle. Motion:
/// the mean over the line of the bilinear weights of its points. Weights: as they are, normalised. Throws
/// Error KernelInvalid where a parameter is out of its range, or weights are empty, negative, not finite or
/// all 0.
Kernel makeKernel(const KernelSpec& spec);

}  // namespace lacuna
