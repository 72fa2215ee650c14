// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/pickle_value.h"

#include <string>
#include <vector>

namespace lacuna {

/// The weights in a torch file.
struct StateDict {
    TensorViews tensors;
    std::vector<ModuleRecord> modules;  ///< those of a pickled network; else empty
};

/// Finds the weights. They are a dictionary of tensors under one of the usual keys, the averaged weights
/// ("ema", …) first; or a pickled network of inert records; or the root itself, if none of the usual keys
/// holds as many tensors. NumPy's arrays count if there is no tensor at all. Single numbers, such as the
/// step, are no weights. Throws Error{ModelFile, subject, reason}; the reason says so if the file is an
/// optimizer's state.
StateDict findStateDict(const PickleValue& root, const std::string& subject);

}  // namespace lacuna
