// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"
#include "core/job/report.h"

#include <memory>

namespace lacuna {

/// The state of a run between two outer steps; opaque and cheap to copy. Usable with the job that made it or
/// with one that differs in mask, noise, kernel or the settings of later steps.
class SolverSnapshot;

struct Outcome {
    enum class Status { Completed, Cancelled };
    Status status = Status::Completed;
    Photograph image;  ///< has the photograph's format, depth and metadata; if cancelled, the last estimate
    bool beforeFirstEstimate = false;  ///< cancelled so early that the image is only the start
    Report report;
    std::shared_ptr<const SolverSnapshot>
        snapshot;  ///< after the last outer step that all regions completed; null if there is none, or if
                   ///< memory is too small for several
};

}  // namespace lacuna
