// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/transfer_curve.h"

#include <cstdint>
#include <vector>

namespace lacuna {

/// The transfer curve of a grey or RGB profile: sRGB's or a power, if all of its channels share one to within
/// 0.005. sRGB's for no profile, and, with a name that says so, for profiles whose curve has another form or
/// that have none. Any thread.
TransferCurve transferCurveOf(const std::vector<std::uint8_t>& icc);

}  // namespace lacuna
