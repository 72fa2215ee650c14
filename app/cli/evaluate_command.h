// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace lacuna {
struct InstalledModel;
}

namespace lacuna::cli {

/// `models evaluate`: a denoiser's output for an array, to compare denoisers by.
Command addEvaluateCommand(CLI::App& models);

/// Says on standard error where settings of the model were assumed.
void noteAssumption(const InstalledModel& model);

}  // namespace lacuna::cli
