// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/light_of_job.h"

#include "core/imaging/tone_line.h"
#include "core/io/profile_curve.h"
#include "core/operators/task.h"

#include <optional>

namespace lacuna {

Tone toneOf(const RestorationJob& job) {
    const std::optional<ToneLine> line = findToneLine(job.photo.pixels, unmeasuredPixels(job));
    if (job.operation.inLight && line && !line->isGrey()) return Tone();
    return Tone(line);
}

std::unique_ptr<LightMixing> lightMixingOf(const RestorationJob& job, const LinearOperator& op,
                                           const at::Tensor& clipped) {
    if (!job.operation.inLight) return nullptr;
    return std::make_unique<LightMixing>(op, transferCurveOf(job.photo.metadata.icc), clipped);
}

}  // namespace lacuna
