// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/report.h"

#include "core/job/noise_interval.h"

namespace lacuna {

const char* toString(TileReason reason) {
    switch (reason) {
        case TileReason::None:
            return "none";
        case TileReason::Damage:
            return "damage";
        case TileReason::Stopping:
            return "stopping";
        case TileReason::Memory:
            return "memory";
        case TileReason::Model:
            return "model";
        case TileReason::Asked:
            return "asked";
    }
    return "none";
}

bool Report::isExplained() const {
    return measurements >= 1 && noiseInterval(measurements).contains(residual * residual);
}

}  // namespace lacuna
