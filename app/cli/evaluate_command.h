// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace lacuna::cli {

/// `models evaluate`: a denoiser's output for an array, to compare denoisers by.
Command addEvaluateCommand(CLI::App& models);

}  // namespace lacuna::cli
