// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/noise_schedule.h"

#include <cassert>
#include <cmath>

namespace lacuna {

std::vector<double> noiseSchedule(double sigmaMax, double sigmaMin, int steps, double rho) {
    assert(steps >= 1 && sigmaMax >= sigmaMin && sigmaMin > 0 && rho > 0);
    const double first = std::pow(sigmaMax, 1 / rho);
    const double last = std::pow(sigmaMin, 1 / rho);
    std::vector<double> sigmas{sigmaMax};
    for (int i = 1; i < steps - 1; ++i)
        sigmas.push_back(std::pow(first + (last - first) * i / (steps - 1), rho));
    if (steps > 1) sigmas.push_back(sigmaMin);  // exact, unlike the result of pow()
    sigmas.push_back(0);
    return sigmas;
}

}  // namespace lacuna
