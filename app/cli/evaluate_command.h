// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace lacuna {
struct InstalledModel;
}

namespace lacuna::cli {

/// `models evaluate`: a denoiser's output for an array, for comparing denoisers.
Command addEvaluateCommand(CLI::App& models);

/// Says on standard error if settings of the model were assumed.
void noteAssumption(const InstalledModel& model);

}  // namespace lacuna::cli
