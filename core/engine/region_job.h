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

/// Cuts `region` (inside the photograph, asserted) with its surroundings out of a job whose noise is known or
/// has a default. `context` is the model's (Denoiser::context()). Throws Error MaskEmpty where inpainting has
/// nothing to do in the region.
RegionJob cutRegion(const RestorationJob& whole, const PhotoRegion& region, int context);

}  // namespace lacuna
