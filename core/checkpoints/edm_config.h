// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/model_description.h"

#include <cstdint>
#include <string>

namespace lacuna {

/// A network of NVlabs' EDM as it was pickled: SongUNet (DDPM++, NCSN++) or DhariwalUNet (ADM) within
/// VPPrecond, VEPrecond, iDDPMPrecond or EDMPrecond. Its parts say of themselves what they are, so that
/// little is left to configure.
struct EdmConfig {
    bool isSong = false;
    std::int64_t imageSize = 0;
    std::int64_t classes = 0;
    bool hasVariance = false;  ///< the output's last three channels, which are dropped
};

/// Whether a network was pickled as an object.
bool isPickledNetwork(const Checkpoint& checkpoint);
/// Throws Error ModelUnsupported for other pickled networks, by their class.
EdmConfig edmConfig(const Checkpoint& checkpoint);
PreconditioningSpec edmPreconditioning(const Checkpoint& checkpoint);
std::string describe(const EdmConfig& config, const Checkpoint& checkpoint);

}  // namespace lacuna
