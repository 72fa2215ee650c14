// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

namespace lacuna {

/// What Session::degrade() does.
Photograph degradePhotograph(const RestorationJob& job);

}  // namespace lacuna
