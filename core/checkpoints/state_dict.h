// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/pickle_value.h"

#include <string>
#include <vector>

namespace lacuna {

/// The weights in what a torch file holds.
struct StateDict {
    TensorViews tensors;
    std::vector<ModuleRecord> modules;  ///< of a pickled network; else empty
};

/// Finds them: a dictionary of tensors; such a dictionary under a usual key of others, the averaged weights
/// ("ema", …) first; or a pickled network of inert records. Throws Error{ModelFile, subject, reason}; the
/// reason says so where it is an optimizer's state.
StateDict findStateDict(const PickleValue& root, const std::string& subject);

}  // namespace lacuna
