// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace lacuna {

/// The file damage_network.safetensors as it was when the program was built.
std::span<const std::byte> damageNetworkBytes();

}  // namespace lacuna
