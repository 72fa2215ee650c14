// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lacuna {

/// Pictures drawn from a prior alone.
struct SampleSpec {
    int count = 16;          ///< 1 to 1024
    int size = 128;          ///< side of each in pixels, 1 to 4096
    std::uint64_t seed = 0;  ///< of the first; the next has the next
    int steps = 40;          ///< noise levels, 1 to 1000
    /// Noise added anew over all steps, in units of the noise there is (the paper's S_churn; S_tmin = 0,
    /// S_tmax = ∞, S_noise = 1), 0 to 1000. 0: none, the start alone decides.
    double churn = 0;
};

/// Of the network, for one picture: two for every step but the last, which ends at σ = 0.
constexpr int samplerEvaluations(int steps) {
    return 2 * steps - 1;
}

}  // namespace lacuna
