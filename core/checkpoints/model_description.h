// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace lacuna {

class SafetensorsFile;

/// How D is made of a network's output F, and the noise levels it was trained on.
struct PreconditioningSpec {
    std::string kind;        ///< "edm"
    double sigmaData = 0.5;  ///< > 0
    double sigmaMin = 0;     ///< 0 < sigmaMin < sigmaMax, on the [−1, 1] scale
    double sigmaMax = 0;
};

/// What a model file says about itself in its `lacuna.*` metadata.
struct ModelDescription {
    std::string name;         ///< `lacuna.name`, or the file's name without its extension
    std::string family;       ///< `lacuna.family`
    std::string config;       ///< `lacuna.config`: JSON, for the family to read
    std::string licence;      ///< `lacuna.licence`: an SPDX identifier; empty where not stated
    std::string description;  ///< `lacuna.description`; empty where not stated
    PreconditioningSpec preconditioning;
    std::int64_t parameters = 0;  ///< elements of all tensors
};

/// Reads only the header. Throws Error ModelUnsupported where the file names no family or is made for another
/// range than [−1, 1], and ModelFile where its metadata is broken.
ModelDescription describeModel(const SafetensorsFile& file);

}  // namespace lacuna
