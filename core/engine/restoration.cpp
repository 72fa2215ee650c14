// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/restoration.h"

#include "core/base/error.h"
#include "core/engine/alpha.h"
#include "core/engine/fill_grain.h"
#include "core/engine/light_of_job.h"
#include "core/engine/noise_of_job.h"
#include "core/engine/paste_region.h"
#include "core/engine/region_problems.h"
#include "core/engine/region_sink.h"
#include "core/engine/solver_snapshot.h"
#include "core/engine/tone.h"
#include "core/imaging/estimate/grain.h"
#include "core/io/degradation_mark.h"
#include "core/models/denoiser.h"
#include "core/models/interrupted.h"
#include "core/operators/linear_operator.h"
#include "core/operators/task.h"
#include "core/operators/within_limits.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/tensor_image.h"
#include "core/tensors/translate_errors.h"
#include "core/tiling/region_of_interest.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/Device.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace lacuna {
namespace {

/// The least noise, in 8-bit levels, for which clipping is accounted for.
constexpr double kLeastClippedNoise = 1;

/// How far around a region grain is measured, in pixels: it takes flat parts.
constexpr int kGrainReach = 128;

/// One run: solves region by region and assembles the result.
class Run {
    using Measurement = RegionProblems::Measurement;

  public:
    Run(const RestorationJob& job, const RunPlan& plan, Denoiser& denoiser, const Tone& tone,
        const RunDevice& device, FrameSink& sink, RunControl& control)
        : mJob(job),
          mPlan(plan),
          mDenoiser(denoiser),
          mTone(tone),
          mDevice(device.torch),
          mSigmaY(sigmaFromLevels(assumedNoise(job.operation), job.photo.pixels.depth())),
          mProblems(job, denoiser, tone, mDevice, mSigmaY),
          mCopies(device.copies),
          mSink(sink),
          mControl(&control) {
        mOutcome.image = job.photo;
        if (job.depth) {
            mOutcome.image.pixels = job.photo.pixels.converted(*job.depth);
            if (!job.photo.alpha.isEmpty()) mOutcome.image.alpha = job.photo.alpha.converted(*job.depth);
        }
        mWidth = job.photo.pixels.width() * resultScale(job.operation);
        mHeight = job.photo.pixels.height() * resultScale(job.operation);
        mOutcome.beforeFirstEstimate = true;
    }

    Outcome go(const SolverSnapshot& from) {
        const auto solver = makeSolver(mJob.solver);
        const int parts = static_cast<int>(mPlan.parts.size());
        mClock.totalEvaluations = mPlan.summary.evaluations;
        mClock.totalPixels = mPlan.workPixels;
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
    RegionSink::Region describe(int index, const Measurement& m, const Solver& solver) const {
        const RunPart& part = mPlan.parts[static_cast<std::size_t>(index)];
        RegionSink::Region region;
        region.index = index;
        region.count = static_cast<int>(mPlan.parts.size());
        region.x = part.region.x;
        region.y = part.region.y;
        const int levels = part.levels();
        for (int level = levels; level >= 0; --level) {
            const TileLayout& layout =
                level == 0 ? part.layout : part.coarse[static_cast<std::size_t>(level) - 1].layout;
            region.stages.push_back({levels == 0 ? solver.evaluations() : solver.evaluationsAt(level, levels),
                                     layout.networkPixels(mDenoiser.stride())});
        }
        for (const CoarsePart& coarse : part.coarse)
            region.coarse.push_back(coarse.canvas);
        region.width = part.layout.width;
        region.height = part.layout.height;
        region.canvasX = part.region.x - static_cast<int>(m.built.offsetX);
        region.canvasY = part.region.y - static_cast<int>(m.built.offsetY);
        const auto crop = [built = &m.built](const at::Tensor& x) {
            return x.narrow(2, built->offsetY, built->height).narrow(3, built->offsetX, built->width);
        };
        region.coloured = [this](const at::Tensor& x) { return mTone.toColours(x); };
        region.cropped = [this, crop](const at::Tensor& x) { return mTone.toColours(crop(x)); };
        region.shown = [this, crop, y = m.y, kept = m.kept](const at::Tensor& d) {
            return mTone.toColours(kept.defined() ? at::where(kept > 0.5, y, crop(d)) : crop(d));
        };
        region.kept = m.kept;
        if (!mJob.reference.isEmpty()) {
            region.reference =
                toTensor(mJob.reference, part.region.x, part.region.y, static_cast<int>(m.built.width),
                         static_cast<int>(m.built.height), mDevice);
        }
        return region;
    }

    void solve(Solver& solver, int index, const SolverSnapshot& from) {
        const RunPart& part = mPlan.parts[static_cast<std::size_t>(index)];
        Measurement m = mProblems.measure(part.region);
        if (part.borrows) mProblems.borrow(part.region, m, *mControl);
        mOutcome.report.operation = m.built.op->name();
        if (m.light) mLight = m.light->curve().name;
        TiledDenoiser denoiser(mDenoiser, part.layout, mControl);
        if (restoresRegions(mJob)) denoiser.setKnown(m.known);
        const int scale = resultScale(mJob.operation);
        const NoiseSource noise(mJob.seed, mJob.originX * scale + part.region.x - m.built.offsetX,
                                mJob.originY * scale + part.region.y - m.built.offsetY);
        RegionSink::Region described = describe(index, m, solver);
        described.isResumed = !from.pieces.empty();
        RegionSink sink(described, mClock, mWidth, mHeight, mSink, mOutcome.report.history, mCopies);

        if (!restoresRegions(mJob)) {
            // Single tiles are shown only for whole pictures: regions are small, and their kept pixels are no
            // estimate.
            denoiser.setOnTile([&sink](const TiledDenoiser::DoneTile& tile) { sink.tile(tile); });
            const PhotoRegion& focus = mJob.focus;
            denoiser.setFirst(focus.x * scale - described.canvasX, focus.y * scale - described.canvasY,
                              focus.width * scale, focus.height * scale);
        }
        const RegionProblems::Levels coarse = mProblems.coarseLevels(part, mControl);
        SolverState state;
        if (!from.pieces.empty())
            state = mProblems.stateIn(from, part, described.canvasX, described.canvasY, m, noise, coarse);
        // Noise below one level is hardly more than rounding, so clipping then hides nothing.
        // In light, what was measured around a clipped lamp says how much brighter than white it is.
        const bool hides = (m.light || assumedNoise(mJob.operation) >= kLeastClippedNoise) &&
                           m.clipped.any().item().toBool();
        const LinearOperator& op = m.whitened ? static_cast<const LinearOperator&>(*m.whitened) : *m.built.op;
        Problem problem{op,      m.whitened ? m.whitened->measurement(m.y) : m.y,
                        mSigmaY, denoiser,
                        noise,   hides ? m.clipped : at::Tensor()};
        problem.whitened = m.whitened.get();
        problem.light = m.light.get();
        problem.start = m.start;
        if (!coarse.empty())
            RegionProblems::connect(problem, *coarse.front()->problem, part.region.x, part.region.y,
                                    part.coarse.front().canvas);
        Solution solution;
        try {
            translatingErrors([&] { solution = solver.solve(problem, state, sink, *mControl); });
        } catch (const Interrupted&) {
            // The run was stopped between two tiles. Called again, the solver returns what it had before
            // them.
            solution = solver.solve(problem, state, sink, *mControl);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::OutOfMemory) throw;
            // In the same way, and so for the regions that are left.
            mOutOfMemory.stop();
            mControl = &mOutOfMemory;
            mOutcome.report.notes.push_back({.code = NoteCode::StoppedByMemory});
            solution = solver.solve(problem, state, sink, *mControl);
        }
        sink.finish();
        if (solution.x0.defined()) {
            if (scale > 1 && m.light)
                solution.x0 = m.light->withinLimits(solution.x0, m.y);
            else if (scale > 1 && mTone.hasLimits())
                solution.x0 = withinLimits(*m.built.op, solution.x0, m.y);
            count(m, solution.x0);
            if (!solution.beforeFirstEstimate || mPlan.parts.size() == 1) {
                pasteRegion(mJob, part.region, withGrain(part.region, m, described.shown(solution.x0), noise),
                            mOutcome.image.pixels);
            }
        }
        if (!solution.beforeFirstEstimate) mOutcome.beforeFirstEstimate = false;
        if (solution.cancelled) mOutcome.status = Outcome::Status::Cancelled;
        mStationarity = std::max(mStationarity, solution.stationarity);
        mClock.evaluations += sink.evaluationsMade();
        mClock.pixels += part.workPixels;
        const double own = described.stages.back().pixels;
        if (own > 0) {
            mFullPixels += own;
            mWork += sink.workDone();
        }
        if (mPlan.keepsStates && sink.lastState().step > 0) mPieces.push_back(sink.piece());
    }

    /// A region's result with the grain of what surrounds it in the pixels that were restored.
    at::Tensor withGrain(const Region& region, const Measurement& m, const at::Tensor& colours,
                         const NoiseSource& noise) {
        if (mJob.grain == Grain::Off || !restoresRegions(mJob) || mJob.onlyMarked) return colours;
        const ImageBuffer& pixels = mJob.photo.pixels;
        const int left = std::max(0, region.x - kGrainReach), top = std::max(0, region.y - kGrainReach);
        const int right = std::min(pixels.width(), region.x + region.width + kGrainReach);
        const int bottom = std::min(pixels.height(), region.y + region.height + kGrainReach);
        const std::optional<GrainModel> grain =
            measureGrain(pixels, mJob.mask, left, top, right - left, bottom - top);
        if (!grain || (mJob.grain == Grain::Auto && !grain->isVisible())) return colours;
        const FillGrain made = fillGrain(*grain, colours, m.measured <= 0.5, noise);
        mOutcome.report.grain = std::max(mOutcome.report.grain, made.strength);
        return colours + made.picture;
    }

    /// Adds the estimate's squared residual over the samples that were measured and not clipped; of a part
    /// that alone is restored, over that part.
    void count(const Measurement& m, const at::Tensor& estimate) {
        at::Tensor counts = m.clipped == 0;
        if (m.measured.defined()) counts = counts & (m.measured > 0.5);
        if (mJob.onlyMarked) counts = counts & (m.kept < 0.5);
        at::Tensor residual = m.y - (m.light ? m.light->apply(estimate) : m.built.op->apply(estimate));
        if (m.whitened) residual = m.whitened->measurement(residual * (m.clipped == 0));
        residual = residual * counts;
        mSquares += residual.pow(2).sum(at::kDouble).item().toDouble();
        mMeasurements += counts.sum().item().toLong();
    }

    /// The states of all regions if all stand between the same two steps, else null.
    std::shared_ptr<const SolverSnapshot> snapshot() {
        const auto atFirst = [this](const SolverPiece& piece) {
            const SolverState& state = piece.state;
            const SolverState& first = mPieces.front().state;
            if (state.level == 0 && first.level == 0 && state.sigma == 0 && first.sigma == 0)
                return true;  // both are done, though coarse levels may have left one of them fewer steps
            return state.level == first.level && state.step == first.step;
        };
        if (mPieces.size() != mPlan.parts.size() || !std::all_of(mPieces.begin(), mPieces.end(), atFirst))
            return nullptr;
        auto made = std::make_shared<SolverSnapshot>();
        made->pieces = std::move(mPieces);
        return made;
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
        for (const RunPart& part : mPlan.parts)
            report.levels = std::max(report.levels, part.levels());
        const auto steps = makeSolver(mJob.solver);
        report.steps = report.levels == 0 ? steps->steps() : stepsOf(*steps, report.levels);
        if (mFullPixels > 0) report.fullEvaluations = mWork / mFullPixels;
        report.inner = solver.has("inner") ? solver.integer("inner") : 1;
        report.evaluations = mClock.evaluations;
        report.noise = mSigmaY * 255 / 2;
        report.noiseKind = mJob.operation.noiseModel.kind();
        report.light = mLight;
        // The result isn't blurred or small any more.
        if (taskRow(mJob.operation.task).mixesLight) removeDegradationMark(out.image.metadata);
        report.seed = mJob.seed;
        if (mMeasurements > 0)
            report.residual = std::sqrt(mSquares / static_cast<double>(mMeasurements)) / mSigmaY;
        report.measurements = static_cast<double>(mMeasurements);
        // Where the rest of an inpainting is kept it was not fitted, so its residual says nothing of the
        // noise.
        if ((mJob.onlyMarked || !keepsUnmarked(mJob)) && assumedNoise(mJob.operation) > 0)
            report.agreement = agreementOf(report.residual, report.measurements);
        report.stationarity = mStationarity;
        report.plan = describePlan(mJob, mPlan);
        if (report.plan.hasWideHole && mJob.fill == Fill::MostProbable)
            report.notes.push_back({.code = NoteCode::WideHole});
    }

    const RestorationJob& mJob;
    const RunPlan& mPlan;
    Denoiser& mDenoiser;
    const Tone& mTone;
    c10::Device mDevice;
    double mSigmaY;
    RegionProblems mProblems;
    CopyStream* mCopies;
    FrameSink& mSink;
    RunControl* mControl;
    RunControl mOutOfMemory;  ///< stopped; the run's control once memory has run out
    Outcome mOutcome;
    RunClock mClock;
    std::string mLight;  ///< Report::light
    int mWidth = 0;      ///< of the result
    int mHeight = 0;
    double mSquares = 0;
    std::int64_t mMeasurements = 0;
    double mStationarity = 0;
    double mFullPixels = 0;  ///< the network's, in one evaluation of every region that was solved
    double mWork = 0;        ///< the same of all evaluations
    std::vector<SolverPiece> mPieces;
};

}  // namespace

Outcome runRestoration(const RestorationJob& job, const RunPlan& plan, Denoiser& denoiser,
                       const RunDevice& device, const std::shared_ptr<const SolverSnapshot>& from,
                       FrameSink& sink, RunControl& control) {
    const at::NoGradGuard noGradients;
    const Tone tone = toneOf(job);
    std::optional<ToneDenoiser> toned;
    if (tone.isLine()) toned.emplace(denoiser, tone);
    return Run(job, plan, toned ? *toned : denoiser, tone, device, sink, control)
        .go(from ? *from : SolverSnapshot());
}

}  // namespace lacuna
