// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/tone.h"
#include "core/job/restoration_job.h"
#include "core/operators/light_mixing.h"

#include <memory>

namespace lacuna {

/// How the pictures of the job's run represent colours. A toned photograph has three channels in light, where
/// its colours lie on no line.
Tone toneOf(const RestorationJob& job);

/// The job's A on `op`, with the curve of the photograph's profile. Null if encoded values were mixed.
/// `clipped` as for LightMixing.
std::unique_ptr<LightMixing> lightMixingOf(const RestorationJob& job, const LinearOperator& op,
                                           const at::Tensor& clipped);

}  // namespace lacuna
