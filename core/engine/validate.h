// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

struct RestorationJob;

/// Checks that every setting of the job is within its range, and that mask and kernel fit the photograph.
/// Throws Error, naming the setting.
void validate(const RestorationJob& job);

}  // namespace lacuna
