// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/report.h"

#include <algorithm>
#include <cmath>

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

Agreement agreementOf(double residual, double measurements) {
    constexpr double kFewestSamples = 100;
    constexpr double kDeviations = 2.6;  // 99 % of normal noise
    if (measurements < kFewestSamples) return Agreement::Unknown;
    const double chance = kDeviations / std::sqrt(2 * measurements);
    if (residual > kMostResidual + chance) return Agreement::TooMuch;
    return residual < kLeastResidual - chance ? Agreement::TooLittle : Agreement::Explained;
}

bool Report::isStoppedByMemory() const {
    return std::any_of(notes.begin(), notes.end(),
                       [](const Note& note) { return note.code == NoteCode::StoppedByMemory; });
}

}  // namespace lacuna
