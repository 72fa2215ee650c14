// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace lacuna {

/// The contents of damage_network.safetensors, compiled into the program.
std::span<const std::byte> damageNetworkBytes();

}  // namespace lacuna
