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

/// Finds them: such a dictionary of tensors under a usual key of others, the averaged weights ("ema", …)
/// first; a pickled network of inert records; or the dictionary itself, where none of the usual keys holds as
/// many tensors; NumPy's arrays where there is no tensor at all. Single numbers, such as the step, are no
/// weights. Throws Error{ModelFile, subject, reason}; the reason says so where it is an optimizer's state.
StateDict findStateDict(const PickleValue& root, const std::string& subject);

}  // namespace lacuna
