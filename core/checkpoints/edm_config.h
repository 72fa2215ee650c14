// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/family_facts.h"
#include "core/checkpoints/module_record.h"

#include <vector>

namespace lacuna {

/// A network of NVlabs' EDM: SongUNet (DDPM++, NCSN++) or DhariwalUNet (ADM) within VPPrecond, VEPrecond,
/// iDDPMPrecond or EDMPrecond. In a pickle, its parts state what they are, so that little is left to
/// configure. In a state dictionary, they follow from the names that EDM's code gives them, and the
/// preconditioning comes from the sidecar.
struct EdmConfig : FamilyFacts {
    static constexpr const char* kFamily = "edm";

    bool isSong = false;
    bool hasVariance = false;           ///< the output's last three channels, which are dropped
    std::string prefix;                 ///< of the names of the network's parts and tensors
    std::vector<ModuleRecord> modules;  ///< all parts, in the order in which they are run

    static bool recognises(const Checkpoint& checkpoint);
    /// Throws Error ModelFile, and ModelUnsupported for other pickled networks, by their class.
    static EdmConfig read(const Checkpoint& checkpoint);
};

/// Whether a pickled network has one of EDM's in it.
bool isEdmNetwork(const std::vector<ModuleRecord>& modules);

std::unique_ptr<Network> makeNetwork(const EdmConfig& config, Weights& weights, const LoadOptions& options);

}  // namespace lacuna
