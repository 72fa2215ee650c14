// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/model_families.h"

#include <cstdint>
#include <string>

namespace lacuna {

/// What a model file states about itself, or what its tensors' names and shapes show.
struct ModelDescription : FamilyFacts {
    std::string name;             ///< `lacuna.name`, or the file's name without its extension
    std::string family;           ///< the row's name in model_families.h
    std::string licence;          ///< `lacuna.licence`: an SPDX identifier; empty if not stated
    std::string description;      ///< `lacuna.description`; empty if not stated
    std::int64_t parameters = 0;  ///< elements of all tensors
    FamilyConfig config;
};

/// Reads names, shapes and configurations only. Throws Error: ModelUnsupported if the network is of no known
/// family or made for another range than [−1, 1]; ModelFile if its statements are invalid, or if something
/// can't be derived from the file (the reason says what to write into FILE.json).
ModelDescription describeModel(const Checkpoint& checkpoint);

}  // namespace lacuna
