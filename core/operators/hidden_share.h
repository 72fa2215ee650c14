// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

struct Kernel;

/// The share of all frequencies at which a blur leaves less than `gain` of the amplitude, 0 to 1: a Gaussian
/// hides most of them, a shaken camera few.
double hiddenShare(const Kernel& kernel, double gain);

}  // namespace lacuna
