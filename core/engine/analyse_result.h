// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/analysis.h"
#include "core/job/restoration_job.h"

namespace lacuna {

/// Implements Session::analyse().
Analysis analyseResult(const RestorationJob& job, const ImageBuffer& result);

}  // namespace lacuna
