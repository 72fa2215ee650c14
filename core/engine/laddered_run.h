// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "core/engine/memory_ladder.h"
#include "core/engine/model_pool.h"
#include "core/job/outcome.h"
#include "core/job/restoration_job.h"

#include <memory>
#include <string>

namespace lacuna {

class DeviceLayer;
class FrameSink;
struct RunPlan;

/// A model as it computes on a device.
struct ModelOnDevice {
    std::shared_ptr<const LoadedModel> loaded;
    Attempt attempt;
    std::vector<Note> notes;  ///< what was done other than the job asks
};

/// Loads the job's model onto the chosen device. If the device's memory is too small for it, goes down the
/// ladder (memory_ladder.h). Throws Error.
ModelOnDevice loadForJob(const RestorationJob& job, ModelPool& models, DeviceLayer& devices,
                         const std::function<void(double)>& progress = {});

/// Plans the job there.
RunPlan planOnDevice(const RestorationJob& job, const ModelOnDevice& model, DeviceLayer& devices);

/// Plans and runs a valid job. If a value is too large for float16, the run is repeated in a wider precision
/// (afterOverflow()). If memory runs out, it is tried again on the next rung of the ladder; after
/// the last one the outcome is the estimate of the attempt that got furthest, as if it had been cancelled,
/// with NoteCode::StoppedByMemory. `model` becomes the one that the last attempt used. The report lacks what
/// runRestoration() leaves to the session, but has the peak. Throws Error: OutOfMemory if no attempt came to
/// an estimate, InputFile if the reference isn't of the result's size.
Outcome runLaddered(const RestorationJob& job, ModelOnDevice& model, ModelPool& models, DeviceLayer& devices,
                    const std::shared_ptr<const SolverSnapshot>& from, FrameSink& sink, RunControl& control);

}  // namespace lacuna
