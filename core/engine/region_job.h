// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

namespace lacuna {

/// A job that restores a part of a photograph as a run of the whole would, except for the influence of pixels
/// beyond the reach of the network and the blur.
struct RegionJob {
    RestorationJob job;  ///< of the region and its surroundings, with `origin` set
    PhotoRegion cut;     ///< the region and its surroundings, in pixels of the photograph
    PhotoRegion region;  ///< the requested part, in pixels of the job's result
};

/// Cuts `region` with its surroundings out of a job. `region` must lie inside the photograph (asserted), and
/// the job's noise must be set or have a default. `context` is the model's (Denoiser::context()). Throws
/// Error MaskEmpty if inpainting has nothing to do in the region.
RegionJob cutRegion(const RestorationJob& whole, const PhotoRegion& region, int context);

}  // namespace lacuna
