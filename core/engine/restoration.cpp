// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/restoration.h"

#include "core/base/error.h"
#include "core/engine/alpha.h"
#include "core/engine/region_sink.h"
#include "core/engine/solver_snapshot.h"
#include "core/engine/tone.h"
#include "core/imaging/dither.h"
#include "core/models/denoiser.h"
#include "core/models/interrupted.h"
#include "core/operators/linear_operator.h"
#include "core/operators/task.h"
#include "core/operators/within_limits.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/tensor_image.h"
#include "core/tiling/region_of_interest.h"
#include "core/tiling/tiled_denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <c10/core/Device.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace lacuna {
namespace {

/// The least noise, in 8-bit levels, for which clipping is accounted for.
constexpr double kLeastClippedNoise = 1;

/// A network trained on pictures of one size gets tiles of that size, unless they are smaller than this.
constexpr int kLeastExactTile = 16;

/// Pictures that solver and operator hold if P is solved by conjugate gradients, as it is with a mask.
constexpr int kIteratedPictures = 20;
/// How far from the edge of its input a network errs visibly (measured: the error falls to a level within 8
/// pixels).
constexpr int kLeastBorder = 8;

ImageShape shapeOf(const ImageBuffer& pixels) {
    return {3, pixels.height(), pixels.width()};
}

/// One run: solves region by region and assembles the result.
class Run {
  public:
    Run(const RestorationJob& job, const RunPlan& plan, Denoiser& denoiser, const Tone& tone,
        const std::string& device, FrameSink& sink, RunControl& control)
        : mJob(job),
          mPlan(plan),
          mDenoiser(denoiser),
          mTone(tone),
          mDevice(device),
          mSink(sink),
          mControl(control) {
        mOutcome.image = job.photo;
        if (job.depth) {
            mOutcome.image.pixels = job.photo.pixels.converted(*job.depth);
            if (!job.photo.alpha.isEmpty()) mOutcome.image.alpha = job.photo.alpha.converted(*job.depth);
        }
        mSigmaY = sigmaFromLevels(assumedNoise(job.operation), job.photo.pixels.depth());
        mWidth = job.photo.pixels.width() * resultScale(job.operation);
        mHeight = job.photo.pixels.height() * resultScale(job.operation);
        mOutcome.beforeFirstEstimate = true;
    }

    Outcome go(const SolverSnapshot& from) {
        const auto solver = makeSolver(mJob.solver);
        const int parts = static_cast<int>(mPlan.parts.size());
        mClock.totalEvaluations = solver->evaluations() * parts;
        mClock.totalPixels = mPlan.networkPixels;
        for (int i = 0; i < parts; ++i) {
            solve(*solver, i, from);
            // A cancelled resumed run still visits the other regions, so that they keep the estimates they
            // had.
            if (mOutcome.status == Outcome::Status::Cancelled && from.pieces.empty()) break;
        }
        finish();
        return std::move(mOutcome);
    }

  private:
    struct Measurement {
        BuiltOperator built;
        at::Tensor y;
        at::Tensor measured;  ///< (1, 1, h, w); undefined if everything is
        at::Tensor clipped;   ///< Problem::clipped
    };

    Measurement measure(const Region& region) const {
        const bool whole = !taskRow(mJob.operation.task).operation().isLocal;
        const int x = whole ? 0 : region.x;
        const int y = whole ? 0 : region.y;
        const int width = whole ? mJob.photo.pixels.width() : region.width;
        const int height = whole ? mJob.photo.pixels.height() : region.height;
        Measurement m;
        if (!mJob.mask.isEmpty()) m.measured = measuredMask(mJob.mask, x, y, width, height, mDevice);
        at::Tensor colours = toTensor(mJob.photo.pixels, x, y, width, height, mDevice);
        m.y = mTone.fromColours(colours);
        if (m.measured.defined()) {
            m.y = m.y * m.measured;
            colours = colours * m.measured;  // unmeasured pixels become mid-grey, and so not clipped
        }
        m.clipped = clippedMeasurements(colours);
        m.built = makeOperator(mJob.operation, {mTone.channels(), height, width}, m.measured, m.y.options());
        return m;
    }

    /// Where the file clipped y: 1 at white, −1 at black, else 0. A tone is clipped if all of its channels
    /// are.
    at::Tensor clippedMeasurements(const at::Tensor& colours) const {
        const at::Tensor white = colours >= 1, black = colours <= -1;
        const auto type = colours.scalar_type();
        if (!mTone.isLine()) return white.to(type) - black.to(type);
        return white.all(1, true).to(type) - black.all(1, true).to(type);
    }

    RegionSink::Region describe(int index, const Measurement& m, const Solver& solver) const {
        const RunPart& part = mPlan.parts[static_cast<std::size_t>(index)];
        RegionSink::Region region;
        region.index = index;
        region.count = static_cast<int>(mPlan.parts.size());
        region.x = part.region.x;
        region.y = part.region.y;
        region.evaluations = solver.evaluations();
        region.pixels = part.layout.networkPixels(mDenoiser.stride());
        const bool keep = restoresRegions(mJob);
        region.canvasX = part.region.x - static_cast<int>(m.built.offsetX);
        region.canvasY = part.region.y - static_cast<int>(m.built.offsetY);
        const auto crop = [built = &m.built](const at::Tensor& x) {
            return x.narrow(2, built->offsetY, built->height).narrow(3, built->offsetX, built->width);
        };
        region.coloured = [this](const at::Tensor& x) { return mTone.toColours(x); };
        region.cropped = [this, crop](const at::Tensor& x) { return mTone.toColours(crop(x)); };
        region.shown = [this, crop, keep, y = m.y, measured = m.measured](const at::Tensor& d) {
            return mTone.toColours(keep ? at::where(measured > 0.5, y, crop(d)) : crop(d));
        };
        if (!mJob.reference.isEmpty()) {
            region.reference =
                toTensor(mJob.reference, part.region.x, part.region.y, static_cast<int>(m.built.width),
                         static_cast<int>(m.built.height), mDevice);
        }
        return region;
    }

    /// What a resumed run starts from where no snapshot reaches: the photograph if the canvas has its pixel
    /// grid, else zeros.
    at::Tensor base(const Region& region, const Measurement& m, const TileLayout& layout) const {
        const bool sameGrid = m.y.size(2) == layout.height && m.y.size(3) == layout.width;
        if (!sameGrid) return at::zeros({1, mTone.channels(), layout.height, layout.width}, m.y.options());
        return mTone.fromColours(
            toTensor(mJob.photo.pixels, region.x, region.y, layout.width, layout.height, mDevice));
    }

    void solve(Solver& solver, int index, const SolverSnapshot& from) {
        const RunPart& part = mPlan.parts[static_cast<std::size_t>(index)];
        const Measurement m = measure(part.region);
        mOutcome.report.operation = m.built.op->name();
        TiledDenoiser denoiser(mDenoiser, part.layout, &mControl);
        if (restoresRegions(mJob)) denoiser.setKnown(m.y);
        const int scale = resultScale(mJob.operation);
        const NoiseSource noise(mJob.seed, mJob.originX * scale + part.region.x - m.built.offsetX,
                                mJob.originY * scale + part.region.y - m.built.offsetY);
        RegionSink::Region described = describe(index, m, solver);
        described.isResumed = !from.pieces.empty();
        RegionSink sink(described, mClock, mWidth, mHeight, mSink, mOutcome.report.history);

        if (!restoresRegions(mJob)) {
            // Single tiles are shown only for whole pictures: regions are small, and their kept pixels are no
            // estimate.
            denoiser.setOnTile([&sink](const TiledDenoiser::DoneTile& tile) { sink.tile(tile); });
            const PhotoRegion& focus = mJob.focus;
            denoiser.setFirst(focus.x * scale - described.canvasX, focus.y * scale - described.canvasY,
                              focus.width * scale, focus.height * scale);
        }
        SolverState state;
        if (!from.pieces.empty())
            state = stateFor(from, described.canvasX, described.canvasY, base(part.region, m, part.layout),
                             part.region.restore, noise);
        // Noise below one level is hardly more than rounding, so clipping then hides nothing.
        const bool hides =
            assumedNoise(mJob.operation) >= kLeastClippedNoise && m.clipped.any().item().toBool();
        const Problem problem{*m.built.op, m.y, mSigmaY, denoiser, noise, hides ? m.clipped : at::Tensor()};
        Solution solution;
        try {
            solution = solver.solve(problem, state, sink, mControl);
        } catch (const Interrupted&) {
            // The run was stopped between two tiles. Called again, the solver returns what it had before
            // them.
            solution = solver.solve(problem, state, sink, mControl);
        }
        if (solution.x0.defined()) {
            if (scale > 1 && mTone.hasLimits()) solution.x0 = withinLimits(*m.built.op, solution.x0, m.y);
            count(m, solution.x0);
            if (!solution.beforeFirstEstimate || mPlan.parts.size() == 1) {
                paste(part.region, described.shown(solution.x0));
            }
        }
        if (!solution.beforeFirstEstimate) mOutcome.beforeFirstEstimate = false;
        if (solution.cancelled) mOutcome.status = Outcome::Status::Cancelled;
        mStationarity = std::max(mStationarity, solution.stationarity);
        mClock.evaluations += sink.evaluationsMade();
        mClock.pixels += described.pixels;
        if (mPlan.keepsStates && sink.lastState().step > 0)
            mPieces.push_back({described.canvasX, described.canvasY, sink.lastState()});
    }

    /// Adds the estimate's squared residual over the samples that were measured and not clipped.
    void count(const Measurement& m, const at::Tensor& estimate) {
        at::Tensor counts = m.clipped == 0;
        if (m.measured.defined()) counts = counts & (m.measured > 0.5);
        const at::Tensor residual = (m.y - m.built.op->apply(estimate)) * counts;
        mSquares += residual.pow(2).sum(at::kDouble).item().toDouble();
        mMeasurements += counts.sum().item().toLong();
    }

    /// The states of all regions if all stand between the same two steps, else null.
    std::shared_ptr<const SolverSnapshot> snapshot() {
        const auto atFirst = [this](const SolverPiece& piece) {
            return piece.state.step == mPieces.front().state.step;
        };
        if (mPieces.size() != mPlan.parts.size() || !std::all_of(mPieces.begin(), mPieces.end(), atFirst))
            return nullptr;
        auto made = std::make_shared<SolverSnapshot>();
        made->pieces = std::move(mPieces);
        return made;
    }

    /// Writes a region's estimate into the result: all of it, or the pixels of region.restore.
    void paste(const Region& region, const at::Tensor& estimate) {
        ImageBuffer& pixels = mOutcome.image.pixels;
        const bool dithers = mJob.dither && pixels.depth() == Depth::UInt8;
        ImageBuffer patch = toImage(estimate, pixels.channels(), dithers ? Depth::UInt16 : pixels.depth());
        if (dithers) {
            const int scale = resultScale(mJob.operation);
            patch = dithered(patch, mJob.originX * scale + region.x, mJob.originY * scale + region.y);
        }
        if (region.restore.isEmpty()) {
            pixels = std::move(patch);
            return;
        }
        const ImageBuffer before = pixels.cropped(region.x, region.y, region.width, region.height);
        for (int y = 0; y < region.height; ++y) {
            const auto* restore = region.restore.row<std::uint8_t>(y);
            for (int x = 0; x < region.width; ++x) {
                if (restore[x]) continue;
                for (int c = 0; c < pixels.channels(); ++c)
                    patch.setSample(x, y, c, before.sample(x, y, c));
            }
        }
        pixels.paste(patch, region.x, region.y);
    }

    void finish() {
        Outcome& out = mOutcome;
        out.snapshot = snapshot();
        if (resultScale(mJob.operation) > 1) out.image.alpha = resizedAlpha(out.image.alpha, mWidth, mHeight);
        Report& report = out.report;
        report.task = toString(mJob.operation.task);
        report.solver = solverLabel(mJob.solver);
        report.device = mDevice.str();
        report.width = out.image.pixels.width();
        report.height = out.image.pixels.height();
        const ParameterValues solver = completed(mJob.solver).values;
        report.steps = makeSolver(mJob.solver)->steps();
        report.inner = solver.has("inner") ? solver.integer("inner") : 1;
        report.evaluations = mClock.evaluations;
        report.noise = mSigmaY * 255 / 2;
        report.seed = mJob.seed;
        if (mMeasurements > 0)
            report.residual = std::sqrt(mSquares / static_cast<double>(mMeasurements)) / mSigmaY;
        report.measurements = static_cast<double>(mMeasurements);
        // Kept pixels were not fitted, so their residual says nothing about the noise.
        if (!restoresRegions(mJob) && assumedNoise(mJob.operation) > 0)
            report.agreement = agreementOf(report.residual, report.measurements);
        report.stationarity = mStationarity;
        report.plan = describePlan(mJob, mPlan);
    }

    const RestorationJob& mJob;
    const RunPlan& mPlan;
    Denoiser& mDenoiser;
    const Tone& mTone;
    c10::Device mDevice;
    FrameSink& mSink;
    RunControl& mControl;
    Outcome mOutcome;
    RunClock mClock;
    double mSigmaY = 0;
    int mWidth = 0;  ///< of the result
    int mHeight = 0;
    double mSquares = 0;
    std::int64_t mMeasurements = 0;
    double mStationarity = 0;
    std::vector<SolverPiece> mPieces;
};

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

RunPlan planRestoration(const RestorationJob& job, const Denoiser& denoiser, std::uint64_t memoryLimit) {
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
    request.workingPictures = task.operation().workingPictures;
    if (job.mask.isEmpty()) {
        const ProximalBytes bytes = task.operation().proximalBytes(photo, canvas);
        request.operatorBytes = bytes.peak;
        request.operatorKept = bytes.kept;
    } else if (task.mask != MaskUse::Restored) {
        request.workingPictures = std::max(request.workingPictures, kIteratedPictures);
    }
    const auto solver = makeSolver(job.solver);
    request.vjp = solver->needsVjp();
    request.evaluations = solver->evaluations();
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
    request.memoryLimit = memoryLimit;
    RunPlan plan = planRun(denoiser, std::move(request));
    plan.shortestTile = shortest;
    return plan;
}

Plan describePlan(const RestorationJob& job, const RunPlan& plan) {
    Plan out = plan.summary;
    out.resultWidth = job.photo.pixels.width() * resultScale(job.operation);
    out.resultHeight = job.photo.pixels.height() * resultScale(job.operation);
    return out;
}

Outcome runRestoration(const RestorationJob& job, const RunPlan& plan, Denoiser& denoiser,
                       const std::string& device, const std::shared_ptr<const SolverSnapshot>& from,
                       FrameSink& sink, RunControl& control) {
    const at::NoGradGuard noGradients;
    const Tone tone(findToneLine(job.photo.pixels, job.mask));
    std::optional<ToneDenoiser> toned;
    if (tone.isLine()) toned.emplace(denoiser, tone);
    return Run(job, plan, toned ? *toned : denoiser, tone, device, sink, control)
        .go(from ? *from : SolverSnapshot());
}

}  // namespace lacuna
