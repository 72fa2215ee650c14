// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

namespace lacuna {

/// Implements Session::degrade().
Photograph degradePhotograph(const RestorationJob& job);

}  // namespace lacuna
