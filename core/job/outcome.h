// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"
#include "core/job/report.h"

#include <memory>

namespace lacuna {

/// Where a solver stands between two outer steps; opaque, cheap to copy, usable with the job that made it or
/// one that differs in mask, noise, kernel or settings of the steps to come.
class SolverSnapshot;

struct Outcome {
    enum class Status { Completed, Cancelled };
    Status status = Status::Completed;
    Photograph image;  ///< of the photograph's format, depth and metadata; after Cancelled the last estimate
    bool beforeFirstEstimate = false;  ///< cancelled so early that the image is only the start
    Report report;
    std::shared_ptr<const SolverSnapshot>
        snapshot;  ///< of the last outer step that all regions have completed; null where there is none, or
                   ///< where the memory limit has no room for those of several regions
};

}  // namespace lacuna
