// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/preconditioning.h"

#include "core/checkpoints/model_description.h"
#include "core/error.h"

#include <cmath>

namespace lacuna {

Scales EdmPreconditioning::at(double sigma) const {
    const double length = std::hypot(sigma, mSigmaData);
    const double share = mSigmaData / length;
    return {share * share, sigma * share, 1 / length, std::log(sigma) / 4};
}

std::unique_ptr<Preconditioning> makePreconditioning(const PreconditioningSpec& spec) {
    if (spec.kind == "edm") return std::make_unique<EdmPreconditioning>(spec.sigmaData);
    throw Error(ErrorCode::ModelUnsupported, "", "the preconditioning \"" + spec.kind + "\" is not known");
}

}  // namespace lacuna
