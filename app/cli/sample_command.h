// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace lacuna::cli {

/// `models sample`: pictures drawn from a model alone, as one sheet.
Command addSampleCommand(CLI::App& models);

}  // namespace lacuna::cli
