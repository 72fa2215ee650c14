// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lacuna {

/// A device that can compute.
struct DeviceInfo {
    std::string id;           ///< "cpu", "cuda:0"
    std::string description;  ///< for the user
};

}  // namespace lacuna
