// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/region_job.h"

#include "core/base/error.h"
#include "core/base/mask.h"
#include "core/operators/task.h"

#include <algorithm>
#include <cassert>

namespace lacuna {
namespace {

/// A network that halves the picture treats even and odd positions differently, so the cut begins at a
/// multiple of every network's stride.
constexpr int kGrid = 64;

bool marksAnything(const ImageBuffer& mask, const PhotoRegion& region) {
    for (int y = region.y; y < region.y + region.height; ++y) {
        const auto* row = mask.row<std::uint8_t>(y);
        if (std::any_of(row + region.x, row + region.x + region.width, isMarked)) return true;
    }
    return false;
}

}  // namespace

RegionJob cutRegion(const RestorationJob& whole, const PhotoRegion& region, int context) {
    const ImageBuffer& pixels = whole.photo.pixels;
    assert(region.width > 0 && region.height > 0 && region.x >= 0 && region.y >= 0);
    assert(region.x + region.width <= pixels.width() && region.y + region.height <= pixels.height());
    const TaskRow& task = taskRow(whole.operation.task);
    if ((task.mask == MaskUse::Restored || whole.onlyMarked) &&
        (whole.mask.isEmpty() || !marksAnything(whole.mask, region)))
        throw Error(ErrorCode::MaskEmpty, "region", "marks no pixel there, so there is nothing to restore");

    context += operatorOf(task.task).reach(whole.operation);
    RegionJob out;
    PhotoRegion& cut = out.cut;
    cut.x = std::max(0, region.x - context) / kGrid * kGrid;
    cut.y = std::max(0, region.y - context) / kGrid * kGrid;
    cut.width = std::min(pixels.width(), region.x + region.width + context) - cut.x;
    cut.height = std::min(pixels.height(), region.y + region.height + context) - cut.y;
    const int scale = resultScale(whole.operation);
    out.region = {(region.x - cut.x) * scale, (region.y - cut.y) * scale, region.width * scale,
                  region.height * scale};

    const auto cropped = [&cut](const ImageBuffer& buffer) {
        return buffer.isEmpty() ? buffer : buffer.cropped(cut.x, cut.y, cut.width, cut.height);
    };
    RestorationJob& job = out.job;
    job.photo.metadata = whole.photo.metadata;
    job.photo.format = whole.photo.format;
    job.photo.pixels = cropped(pixels);
    job.mask = cropped(whole.mask);
    // Where a mask marks what wasn't measured, the part may hold no marked pixel.
    if (!job.mask.isEmpty() && !marksAnything(job.mask, {0, 0, cut.width, cut.height}))
        job.mask = ImageBuffer();
    job.keepUnmasked = whole.keepUnmasked;
    job.onlyMarked = whole.onlyMarked;
    job.fill = whole.fill;
    job.grain = whole.grain;
    job.operation = whole.operation;
    job.solver = whole.solver;
    job.model = whole.model;
    job.compute = whole.compute;
    job.seed = whole.seed;
    job.originX = whole.originX + cut.x;
    job.originY = whole.originY + cut.y;
    return out;
}

}  // namespace lacuna
