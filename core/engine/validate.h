// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

struct RestorationJob;

/// Checks that everything in the job is within its range, and that mask, kernel and photograph fit. Throws
/// Error naming the setting.
void validate(const RestorationJob& job);

}  // namespace lacuna
