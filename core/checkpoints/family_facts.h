// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/preconditioning_spec.h"

#include <cstdint>
#include <memory>
#include <string>

namespace lacuna {

class Checkpoint;
class Network;
class Weights;
struct LoadOptions;

/// Settings that neither the file nor its sidecar states, taken from a published network whose tensors have
/// the same shapes.
struct Assumption {
    std::string from;           ///< that network's name; empty: nothing was assumed
    std::string settings;       ///< as the sidecar would state them: members of a JSON object
    bool isOfThatSize = false;  ///< the file has exactly the published file's size, so it is that network
};

/// What the configuration of every family states about its network. model_families.h lists the families.
struct FamilyFacts {
    std::string architecture;  ///< one line for people; may be empty
    PreconditioningSpec preconditioning;
    std::int64_t classes = 0;      ///< number of classes of a class-conditional model; 0: it has none
    bool classIsOptional = false;  ///< the class may be left out
    std::int64_t imageSize = 0;    ///< side of the pictures it was trained on; 0: any
    Assumption assumption;
    bool isProgram = false;  ///< its file is code, which runs only if it is trusted
};

/// The reason for refusing a network whose input has that many channels.
std::string whatTakes(std::int64_t channels);
/// The reason for refusing a network that is given a text.
constexpr const char* kTakesText =
    "it draws from a text (it has cross-attention); only networks of colour pictures alone are read";

}  // namespace lacuna
