// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "core/job/outcome.h"
#include "core/job/restoration_job.h"
#include "core/tiling/run_plan.h"

#include <memory>
#include <string>
#include <vector>

namespace lacuna {

class CopyStream;
class Denoiser;

/// Where a run computes.
struct RunDevice {
    std::string torch;             ///< LibTorch's name of it
    CopyStream* copies = nullptr;  ///< for frames; null: they are copied at once
};

/// Plans the run of a valid job. A network that was trained on pictures of one size gets tiles and regions of
/// exactly that size, unless the job asks for another. Throws Error OutOfMemory if no plan fits the budget.
RunPlan planRestoration(const RestorationJob& job, const Denoiser& denoiser, const DeviceBudget& budget);

/// How far around a part of the photograph its restoration looks, in pixels: the network's context, or what
/// coarse levels see of the holes there. The job must be valid.
int contextOf(const RestorationJob& job, const PhotoRegion& part, const Denoiser& denoiser);

/// The plan for the user, in pixels of the result.
Plan describePlan(const RestorationJob& job, const RunPlan& plan);

/// Runs a planned job on `device` and puts the result together. The report lacks what only the session knows:
/// the model's name and hash, the precision and the seconds. Gradients are off except in the solver's
/// vector–Jacobian products. If memory runs out while a region is solved, the run ends as if it had been
/// cancelled, with NoteCode::StoppedByMemory. Throws Error.
Outcome runRestoration(const RestorationJob& job, const RunPlan& plan, Denoiser& denoiser,
                       const RunDevice& device, const std::shared_ptr<const SolverSnapshot>& from,
                       FrameSink& sink, RunControl& control);

}  // namespace lacuna
