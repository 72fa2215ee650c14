// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/family_facts.h"

namespace lacuna {

/// A network of NVlabs' EDM as it was pickled: SongUNet (DDPM++, NCSN++) or DhariwalUNet (ADM) within
/// VPPrecond, VEPrecond, iDDPMPrecond or EDMPrecond. Its parts say of themselves what they are, so that
/// little is left to configure.
struct EdmConfig : FamilyFacts {
    static constexpr const char* kFamily = "edm";

    bool isSong = false;
    bool hasVariance = false;  ///< the output's last three channels, which are dropped

    /// Whether a network was pickled as an object.
    static bool recognises(const Checkpoint& checkpoint);
    /// Throws Error ModelFile, and ModelUnsupported for other pickled networks, by their class.
    static EdmConfig read(const Checkpoint& checkpoint);
};

std::unique_ptr<Network> makeNetwork(const EdmConfig& config, Weights& weights, const LoadOptions& options);

}  // namespace lacuna
