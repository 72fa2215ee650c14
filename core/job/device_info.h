// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lacuna {

/// What a machine offers.
struct DeviceInfo {
    std::string id;           ///< "cpu", "cuda:0"
    std::string description;  ///< for the user
    bool bfloat16 = false;    ///< faster than float32 there
};

}  // namespace lacuna
