// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

namespace lacuna {

struct Recipe;

/// Reads what the recipe names, checks the hashes, and degrades: the job whose result it describes, with the
/// clean photograph as its reference where there is one. Throws Error: InputFile or ModelFile for a file that
/// isn't the recipe's any more, and what the readers and Session::degrade() throw.
RestorationJob jobOf(const Recipe& recipe);

}  // namespace lacuna
