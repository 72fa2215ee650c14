// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/script_config.h"

#include "core/checkpoints/checkpoint.h"
#include "core/files/json_reader.h"

#include <vector>

namespace lacuna {

bool ScriptConfig::recognises(const Checkpoint& checkpoint) {
    return checkpoint.isScript();
}

ScriptConfig ScriptConfig::read(const Checkpoint& checkpoint) {
    const JsonReader said(checkpoint.sidecar(), checkpoint.sidecarFile().string());
    said.refuseMisspelt({"sigma_min", "sigma_max", "image_size", "stride", "range"});
    ScriptConfig config;
    config.architecture = "TorchScript: a program, run only where it is trusted";
    config.isProgram = true;
    config.preconditioning.kind = "none";
    config.preconditioning.sigmaMin = said.number("sigma_min", 0.002, 1e-6, 1e6);
    config.preconditioning.sigmaMax = said.number("sigma_max", 80, 1e-6, 1e6);
    if (config.preconditioning.sigmaMin >= config.preconditioning.sigmaMax)
        said.fail("\"sigma_min\" is not below \"sigma_max\"");
    config.imageSize = said.integer("image_size", 0, 0, 1 << 16);
    config.stride = said.integer("stride", 0, 0, 1 << 10);
    const std::vector<double> range = said.numbers("range");
    config.isUnitRange = range == std::vector<double>{0, 1};
    if (!range.empty() && !config.isUnitRange && range != std::vector<double>{-1, 1})
        said.fail("\"range\" is neither [0, 1] nor [-1, 1]");
    return config;
}

}  // namespace lacuna
