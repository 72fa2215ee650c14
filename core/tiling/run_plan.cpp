// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/run_plan.h"

#include "core/base/error.h"
#include "core/models/denoiser.h"
#include "core/tiling/occupancy.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace lacuna {

namespace {

/// No hole is so wide that it would need more coarse levels.
constexpr int kMostLevels = 8;
/// Fixed cost of a network call, in pixels.
constexpr double kCallPixels = 64.0 * 64.0;
constexpr double kPicturePixelBytes = 3 * sizeof(float);
/// A solver's state: x and D.
constexpr double kStatePixelBytes = 2 * kPicturePixelBytes;

struct Choice {
    TileLayout layout;
    double callPixels = 0;  ///< of the largest tile
    double cost = 0;        ///< of one evaluation
    double peak = 0;        ///< bytes
    TileReason reason = TileReason::None;
};

class Planner {
  public:
    Planner(const Denoiser& denoiser, const PlanRequest& request)
        : mDenoiser(denoiser), mRequest(request), mStride(denoiser.stride()) {}

    Choice choose(const Region& region) const {
        std::optional<Occupancy> occupancy;
        if (!region.restore.isEmpty()) occupancy.emplace(region.restore);
        const Occupancy* active = occupancy ? &*occupancy : nullptr;

        std::optional<Choice> whole;  // the first choice tried
        std::optional<Choice> best;
        double leastPeak = INFINITY;
        for (const int width : lengths(region.width)) {
            for (const int height : lengths(region.height)) {
                Choice choice = evaluate(region, width, height, active);
                if (!whole) whole = choice;
                leastPeak = std::min(leastPeak, choice.peak);
                if (mRequest.tile == 0 && choice.callPixels > mRequest.longestCall) continue;
                if (choice.peak > static_cast<double>(mRequest.memoryLimit)) continue;
                if (!best || choice.cost < best->cost) best = std::move(choice);
            }
        }
        if (!best) throwOutOfMemory(region, leastPeak);
        best->reason = reasonOf(*best, *whole);
        batch(*best, region);
        return *std::move(best);
    }

  private:
    TileReason reasonOf(const Choice& chosen, const Choice& whole) const {
        if (mRequest.isExact) return TileReason::Model;
        if (chosen.layout.needed.size() == 1) return TileReason::None;
        if (mRequest.tile > 0) return TileReason::Asked;
        if (whole.peak > static_cast<double>(mRequest.memoryLimit)) return TileReason::Memory;
        return whole.callPixels > mRequest.longestCall ? TileReason::Stopping : TileReason::Damage;
    }

    /// Tile lengths worth trying along a side.
    std::vector<int> lengths(int side) const {
        if (mRequest.isExact) return {mRequest.tile};
        if (mRequest.tile > 0) {
            if (tilesNeeded(side, mRequest.tile, mRequest.overlap, mStride) == 0) {
                const int least = roundedUp(mRequest.overlap.shortestTile(mStride), mStride);
                throw Error(ErrorCode::Usage, "tile",
                            "must be at least " + std::to_string(least) + " pixels for this model");
            }
            return {mRequest.tile};
        }
        std::vector<int> result{roundedUp(side, mStride)};
        for (int count = 2; count <= side; count += std::max(1, count / 8)) {
            const int tile = tileLength(side, count, mRequest.overlap, mStride);
            if (tile < mRequest.overlap.shortestTile(mStride)) break;
            if (tile < result.back()) result.push_back(tile);
        }
        const int shortest = roundedUp(mRequest.overlap.shortestTile(mStride), mStride);
        if (shortest < result.back()) result.push_back(shortest);
        return result;
    }

    Choice evaluate(const Region& region, int width, int height, const Occupancy* active) const {
        Choice choice;
        choice.layout =
            mRequest.isExact
                ? TileLayout::exactly(region.width, region.height, mRequest.tile, mRequest.overlap)
                : TileLayout::of(region.width, region.height, width, height, mRequest.overlap, mStride);
        if (active && choice.layout.needed.size() > 1) choice.layout.keepTouching(*active);
        const int tiles = choice.layout.tileCount();
        const bool isWhole = choice.layout.needed.size() == 1;
        choice.layout.border = mRequest.border;
        choice.callPixels = choice.layout.callPixels(mStride, mRequest.isExact ? mRequest.tile : 1);
        // A forward pass counts 1 and a vector–Jacobian product 2. With several tiles, each runs forward
        // twice.
        const double passes = !mRequest.vjp ? 1 : isWhole ? 3 : 4;
        choice.cost = passes * (choice.layout.networkPixels(mStride) + tiles * kCallPixels);
        const double network =
            mRequest.vjp ? mDenoiser.vjpBytes(choice.callPixels) : mDenoiser.forwardBytes(choice.callPixels);
        choice.peak = peakOf(region, network);
        return choice;
    }

    /// Bytes, with a call of the network that takes `network`.
    double peakOf(const Region& region, double network) const {
        const double pixels = static_cast<double>(region.width) * region.height;
        return mRequest.workingPictures * pixels * kPicturePixelBytes +
               std::max(network + mRequest.operatorKept, mRequest.operatorBytes);  // used in turn, never both
    }

    /// Gives the tiles of a choice to the network several at a time, in calls that are alike. A product takes
    /// them one by one, so only forward passes count here.
    void batch(Choice& choice, const Region& region) const {
        const int tiles = choice.layout.tileCount();
        const double each = mDenoiser.forwardBytes(choice.callPixels);
        const auto fits = [&](int count) {
            return count * choice.callPixels <= mRequest.longestCall &&
                   peakOf(region, count * each) <= static_cast<double>(mRequest.memoryLimit);
        };
        int count = std::clamp(mRequest.tilesPerCall, 1, std::max(tiles, 1));
        while (count > 1 && !fits(count))
            --count;
        if (count == 1) return;
        const int calls = (tiles + count - 1) / count;
        choice.layout.perCall = (tiles + calls - 1) / calls;
        choice.peak = std::max(choice.peak, peakOf(region, choice.layout.perCall * each));
    }

    [[noreturn]] void throwOutOfMemory(const Region& region, double least) const {
        const auto mebibytes = [](double bytes) {
            return std::to_string(static_cast<long long>(std::ceil(bytes / (1024 * 1024)))) + " MiB";
        };
        throw Error(ErrorCode::OutOfMemory, "",
                    std::to_string(region.width) + " × " + std::to_string(region.height) +
                        " pixels need at least " + mebibytes(least) + ", and " +
                        mebibytes(static_cast<double>(mRequest.memoryLimit)) + " may be used");
    }

    const Denoiser& mDenoiser;
    const PlanRequest& mRequest;
    int mStride;
};

/// The coarse levels of a region, without their layouts.
std::vector<CoarsePart> coarseParts(const PlanRequest& request, const Region& region, int wideness) {
    std::vector<CoarsePart> parts;
    const int levels = std::min(request.levels, wideness);
    if (levels == 0) return parts;
    const ImageBuffer& mask = *request.mask;
    for (const CoarseCanvas& canvas :
         coarseCanvases(region, mask.width(), mask.height(), levels, request.context))
        parts.push_back({canvas, coarseMask(mask, canvas), {}});
    return parts;
}

}  // namespace

int RunPlan::mostTiles() const {
    int most = 0;
    for (const RunPart& part : parts)
        most = std::max(most, part.layout.tileCount());
    return most;
}

RunPlan planRun(const Denoiser& denoiser, PlanRequest request) {
    assert(request.canvasWidth >= 1 && request.canvasHeight >= 1);
    const int stride = denoiser.stride();
    std::vector<Region> regions = std::exchange(request.regions, {});
    if (regions.empty()) regions.push_back({0, 0, request.canvasWidth, request.canvasHeight, {}});

    const Planner planner(denoiser, request);
    RunPlan plan;
    plan.summary.resultWidth = request.canvasWidth;
    plan.summary.resultHeight = request.canvasHeight;
    plan.summary.memoryLimit = request.memoryLimit;
    if (request.isExact) plan.leastSide = plan.summary.tile = request.tile;
    double peak = 0;
    double states = 0;
    double flops = 0;
    plan.summary.evaluations = 0;
    for (Region& region : regions) {
        RunPart part;
        if (request.mask) part.wideness = coarseLevels(*request.mask, region, kMostLevels);
        const double area = static_cast<double>(region.width) * region.height;
        part.borrows = request.borrows && part.wideness > 0;
        if (part.borrows) {
            const double around = std::min(9 * area, std::max(kMostBorrowed, kMostBorrowedAround * area));
            peak = std::max(peak,
                            kBorrowedBytes * std::min(around, kMostBorrowed) + kBorrowedCopyBytes * around);
        }
        if (!part.borrows) part.coarse = coarseParts(request, region, part.wideness);
        const auto count = [&](const Choice& choice, int level) {
            const bool refines = part.levels() > 0 || (part.borrows && request.levels > 0);
            const int evaluations =
                refines ? request.evaluationsAt(level, std::max(part.levels(), 1)) : request.evaluations;
            const double pixels = choice.layout.networkPixels(stride);
            part.workPixels += evaluations * pixels;
            // A network with attention works more than twice as much on twice the pixels: count call by call.
            const double calls = std::max(choice.layout.tileCount(), 1);
            flops +=
                evaluations * calls * denoiser.flops(request.isExact ? choice.callPixels : pixels / calls);
            peak = std::max(peak, choice.peak);
            plan.summary.evaluations += evaluations;
        };
        for (int level = part.levels(); level > 0; --level) {
            CoarsePart& coarse = part.coarse[static_cast<std::size_t>(level) - 1];
            Choice choice = planner.choose({0, 0, coarse.mask.width(), coarse.mask.height(), coarse.mask});
            count(choice, level);
            coarse.layout = std::move(choice.layout);
        }
        states += kStatePixelBytes * region.width * region.height;
        Choice choice = planner.choose(region);
        count(choice, 0);
        plan.summary.tile =
            std::max({plan.summary.tile, choice.layout.tileWidth(), choice.layout.tileHeight()});
        plan.summary.reason = std::max(plan.summary.reason, choice.reason);
        plan.summary.tilesPerCall = std::max(plan.summary.tilesPerCall, choice.layout.perCall);
        plan.summary.regions.push_back(
            {region.x, region.y, region.width, region.height, choice.layout.tileCount()});
        plan.networkPixels += choice.layout.networkPixels(stride);
        plan.workPixels += part.workPixels;
        part.region = std::move(region);
        part.layout = std::move(choice.layout);
        plan.parts.push_back(std::move(part));
    }
    plan.summary.networkGigaflops = flops / 1e9;
    if (plan.parts.size() > 1) {
        plan.keepsStates = peak + states <= static_cast<double>(request.memoryLimit);
        if (plan.keepsStates) peak += states;
    }
    plan.summary.expectedPeak = static_cast<std::uint64_t>(peak);
    return plan;
}

}  // namespace lacuna
