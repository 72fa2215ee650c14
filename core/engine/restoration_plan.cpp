// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/restoration.h"
#include "core/models/denoiser.h"
#include "core/operators/task.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"
#include "core/tiling/coarse_levels.h"
#include "core/tiling/region_of_interest.h"
#include "core/tiling/tile_layout.h"

#include <algorithm>
#include <utility>

namespace lacuna {
namespace {

/// A network trained on pictures of one size gets tiles of that size, unless they are smaller than this.
constexpr int kLeastExactTile = 16;

/// Pictures that solver and operator hold if P is solved by conjugate gradients, as it is with a mask.
constexpr int kIteratedPictures = 20;
/// The same besides, if the noise isn't white: its spectrum, transforms of the extended picture, vectors.
constexpr int kNoisePictures = 12;
/// The same besides, if light was mixed: the slopes, and the pictures in light.
constexpr int kLightPictures = 4;
/// How far from the edge of its input a network errs visibly (measured: the error falls to a level within 8
/// pixels).
constexpr int kLeastBorder = 8;
/// RunPart::wideness of holes for which borrowed texture looks better: from 32 pixels across.
constexpr int kWide = 3;
/// Pictures of the region's size that coarse levels add up to, at most: their y, mask and D.
constexpr int kCoarsePictures = 2;

ImageShape shapeOf(const ImageBuffer& pixels) {
    return {3, pixels.height(), pixels.width()};
}

std::vector<Region> inViewFirst(std::vector<Region> regions, const PhotoRegion& focus) {
    const auto isSeen = [&focus](const Region& region) {
        return region.x < focus.x + focus.width && focus.x < region.x + region.width &&
               region.y < focus.y + focus.height && focus.y < region.y + region.height;
    };
    std::stable_partition(regions.begin(), regions.end(), isSeen);
    return regions;
}

/// The overlap, reduced so that more than half of a tile of that side is its own.
TileOverlap overlapWithin(int tile, TileOverlap overlap) {
    const int most = tile / 8;
    return {std::min(overlap.margin, most), std::min(overlap.ramp, most)};
}

}  // namespace

RunPlan planRestoration(const RestorationJob& job, const Denoiser& denoiser, const DeviceBudget& budget) {
    const TaskRow& task = taskRow(job.operation.task);
    const ImageShape photo = shapeOf(job.photo.pixels);
    const ImageShape canvas = canvasShape(job.operation, photo);
    PlanRequest request;
    request.canvasWidth = static_cast<int>(canvas[2]);
    request.canvasHeight = static_cast<int>(canvas[1]);
    const int preferred = denoiser.preferredSize();
    if (restoresRegions(job))
        request.regions = inViewFirst(
            regionsOfInterest(job.mask, denoiser.context(), denoiser.stride(), preferred), job.focus);
    request.workingPictures = operatorOf(task.task).workingPictures;
    if (unmeasuredPixels(job).isEmpty()) {
        const ProximalBytes bytes = operatorOf(task.task).proximalBytes(photo, canvas);
        request.operatorBytes = bytes.peak;
        request.operatorKept = bytes.kept;
    } else if (task.mask != MaskUse::Restored) {
        request.workingPictures = std::max(request.workingPictures, kIteratedPictures);
    }
    if (job.operation.inLight)
        request.workingPictures = std::max(request.workingPictures, kIteratedPictures) + kLightPictures;
    if (!job.operation.noiseModel.isWhite()) {
        request.workingPictures += kNoisePictures;
        // A blur has a margin for each channel besides its own.
        request.operatorBytes *= 4;
        request.operatorKept *= 4;
    }
    const auto solver = makeSolver(job.solver);
    request.vjp = solver->needsVjp();
    request.evaluations = solver->evaluations();
    if (task.mask == MaskUse::Restored && operatorOf(task.task).isLocal) {
        request.levels = solver->mostLevels();
        request.mask = &job.mask;
        request.borrows = job.fill == Fill::Borrowed;
        request.context = denoiser.context();
        request.evaluationsAt = [&solver](int level, int levels) {
            return solver->evaluationsAt(level, levels);
        };
        if (request.levels > 0 || request.borrows) request.workingPictures += kCoarsePictures;
    }
    request.overlap = {denoiser.context(), denoiser.stride()};
    // In upscaling, only the network determines what lies between the measured pixels.
    if (resultScale(job.operation) > 1) request.border = std::max(kLeastBorder, denoiser.stride() / 2);
    const int shortest = roundedUp(request.overlap.shortestTile(denoiser.stride()), denoiser.stride());
    request.tile = job.compute.tile;
    request.isExact = preferred >= kLeastExactTile && (request.tile == 0 || request.tile == preferred);
    if (request.isExact) {
        request.tile = preferred;
        request.overlap = overlapWithin(preferred, request.overlap);
        request.border = 0;
    }
    request.memoryLimit = budget.memory;
    request.longestCall = budget.longestCall;
    request.tilesPerCall = budget.tilesPerCall;
    RunPlan plan = planRun(denoiser, std::move(request));
    plan.shortestTile = shortest;
    return plan;
}

int contextOf(const RestorationJob& job, const PhotoRegion& part, const Denoiser& denoiser) {
    const int context = denoiser.context();
    const TaskRow& task = taskRow(job.operation.task);
    if (task.mask != MaskUse::Restored || !operatorOf(task.task).isLocal) return context;
    Region region;
    region.x = std::max(0, part.x - context);
    region.y = std::max(0, part.y - context);
    region.width = std::min(job.mask.width(), part.x + part.width + context) - region.x;
    region.height = std::min(job.mask.height(), part.y + part.height + context) - region.y;
    const int levels = coarseLevels(job.mask, region, makeSolver(job.solver)->mostLevels());
    return levels == 0 ? context : std::max(context, coarseReach(1 << levels, context));
}

Plan describePlan(const RestorationJob& job, const RunPlan& plan) {
    Plan out = plan.summary;
    out.resultWidth = job.photo.pixels.width() * resultScale(job.operation);
    out.resultHeight = job.photo.pixels.height() * resultScale(job.operation);
    out.hasWideHole = std::any_of(plan.parts.begin(), plan.parts.end(),
                                  [](const RunPart& part) { return part.wideness >= kWide; });
    return out;
}

}  // namespace lacuna
