// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/adm_config.h"
#include "core/checkpoints/diffusers_config.h"
#include "core/checkpoints/drunet_config.h"
#include "core/checkpoints/edm_config.h"
#include "core/checkpoints/ffdnet_config.h"
#include "core/checkpoints/lacuna_config.h"
#include "core/checkpoints/script_config.h"

#include <variant>

namespace lacuna {

/// Every family of networks, one row each. A model is of the first family that recognises it. A row is the
/// family's configuration:
///
///     struct MyConfig : FamilyFacts {
///         static constexpr const char* kFamily = "mine";
///         static bool recognises(const Checkpoint& checkpoint);  // by names and shapes; throws nothing
///         static MyConfig read(const Checkpoint& checkpoint);    // once for each model; throws Error
///     };
///     // Defined beside the network, in core/models.
///     std::unique_ptr<Network> makeNetwork(const MyConfig&, Weights&, const LoadOptions&);
using FamilyConfig = std::variant<LacunaUnetConfig, ScriptConfig, EdmConfig, AdmConfig, DiffusersConfig,
                                  DrunetConfig, FfdnetConfig>;

}  // namespace lacuna
