// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lacuna {

/// Settings for pictures drawn from a prior alone.
struct SampleSpec {
    int count = 16;          ///< 1 to 1024
    int size = 128;          ///< side of each in pixels, 1 to 4096
    std::uint64_t seed = 0;  ///< of the first picture; each further one adds 1
    int steps = 40;          ///< noise levels, 1 to 1000
    /// Fresh noise added over all steps, relative to the current noise, 0 to 1000 (the paper's S_churn;
    /// S_tmin = 0, S_tmax = ∞, S_noise = 1). With 0, the start alone determines the picture.
    double churn = 0;
};

/// Network evaluations for one picture: two for every step except the last, which ends at σ = 0.
constexpr int samplerEvaluations(int steps) {
    return 2 * steps - 1;
}

}  // namespace lacuna
