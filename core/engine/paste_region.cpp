// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/paste_region.h"

#include "core/base/mask.h"
#include "core/imaging/dither.h"
#include "core/job/restoration_job.h"
#include "core/operators/task.h"
#include "core/tensors/tensor_image.h"
#include "core/tiling/region_of_interest.h"

#include <ATen/core/Tensor.h>

#include <utility>

namespace lacuna {

void pasteRegion(const RestorationJob& job, const Region& region, const at::Tensor& estimate,
                 ImageBuffer& pixels) {
    const bool whole = region.restore.isEmpty();
    // The region of a solve that covers the photograph is the operator's canvas.
    const int left = whole ? 0 : region.x, top = whole ? 0 : region.y;
    const bool dithers = job.dither && pixels.depth() == Depth::UInt8;
    ImageBuffer patch = toImage(estimate, pixels.channels(), dithers ? Depth::UInt16 : pixels.depth());
    if (dithers) {
        const int scale = resultScale(job.operation);
        patch = dithered(patch, job.originX * scale + left, job.originY * scale + top);
    }
    if (whole && !keepsUnmarked(job)) {
        pixels = std::move(patch);
        return;
    }
    const ImageBuffer& marked = whole ? job.mask : region.restore;
    const ImageBuffer before = pixels.cropped(left, top, marked.width(), marked.height());
    for (int y = 0; y < marked.height(); ++y) {
        const auto* restore = marked.row<std::uint8_t>(y);
        for (int x = 0; x < marked.width(); ++x) {
            if (isMarked(restore[x])) continue;
            for (int c = 0; c < pixels.channels(); ++c)
                patch.setSample(x, y, c, before.sample(x, y, c));
        }
    }
    pixels.paste(patch, left, top);
}

}  // namespace lacuna
