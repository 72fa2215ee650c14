// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/restoration.h"

#include "core/base/error.h"
#include "core/base/mask.h"
#include "core/engine/alpha.h"
#include "core/engine/fill_grain.h"
#include "core/engine/light_of_job.h"
#include "core/engine/noise_of_job.h"
#include "core/engine/region_sink.h"
#include "core/engine/solver_snapshot.h"
#include "core/engine/tone.h"
#include "core/imaging/borrowed_texture.h"
#include "core/imaging/dither.h"
#include "core/imaging/estimate/grain.h"
#include "core/io/degradation_mark.h"
#include "core/models/denoiser.h"
#include "core/models/interrupted.h"
#include "core/operators/linear_operator.h"
#include "core/operators/task.h"
#include "core/operators/weighted_measurement.h"
#include "core/operators/whitened.h"
#include "core/operators/within_limits.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/pyramid.h"
#include "core/tensors/tensor_image.h"
#include "core/tensors/translate_errors.h"
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
/// The same besides, if the noise isn't white: its spectrum, transforms of the extended picture, vectors.
constexpr int kNoisePictures = 12;
/// The same besides, if light was mixed: the slopes, and the pictures in light.
constexpr int kLightPictures = 4;
/// How far from the edge of its input a network errs visibly (measured: the error falls to a level within 8
/// pixels).
constexpr int kLeastBorder = 8;

/// The noise of borrowed texture, on [−1, 1]: the prior may change this much of it. With twice as much, it
/// smooths rock, earth and grain.
constexpr double kBorrowedNoise = 0.05;
/// How far around a region texture is borrowed from, at least, in pixels.
constexpr int kLeastBorrowed = 96;
/// How far around a region grain is measured, in pixels: it takes flat parts.
constexpr int kGrainReach = 128;
/// RunPart::wideness of holes for which borrowed texture looks better: from 32 pixels across.
constexpr int kWide = 3;
/// What a coarse level's seed differs by from the next one's.
constexpr std::uint64_t kLevelSeeds = 0x9E3779B97F4A7C15;
/// Pictures of the region's size that coarse levels add up to, at most: their y, mask and D.
constexpr int kCoarsePictures = 2;

ImageShape shapeOf(const ImageBuffer& pixels) {
    return {3, pixels.height(), pixels.width()};
}

/// One run: solves region by region and assembles the result.
class Run {
  public:
    Run(const RestorationJob& job, const RunPlan& plan, Denoiser& denoiser, const Tone& tone,
        const RunDevice& device, FrameSink& sink, RunControl& control)
        : mJob(job),
          mPlan(plan),
          mDenoiser(denoiser),
          mTone(tone),
          mDevice(device.torch),
          mCopies(device.copies),
          mSink(sink),
          mControl(&control) {
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
    struct Measurement {
        BuiltOperator built;
        at::Tensor y;
        at::Tensor measured;  ///< (1, 1, h, w); undefined if everything is
        at::Tensor kept;      ///< (1, 1, h, w), 1 where the result is the photograph; undefined: nowhere
        at::Tensor clipped;   ///< Problem::clipped
        at::Tensor known;     ///< what the denoiser needn't compute where nothing is damaged
        at::Tensor start;     ///< Problem::start
        /// The operator for noise that isn't white; null: it is.
        std::unique_ptr<Whitened> whitened;
        std::unique_ptr<LightMixing> light;  ///< Problem::light
    };

    Measurement measure(const Region& region) const {
        const bool whole = !taskRow(mJob.operation.task).operation().isLocal;
        const int x = whole ? 0 : region.x;
        const int y = whole ? 0 : region.y;
        const int width = whole ? mJob.photo.pixels.width() : region.width;
        const int height = whole ? mJob.photo.pixels.height() : region.height;
        Measurement m;
        const ImageBuffer& unmeasured = unmeasuredPixels(mJob);
        if (!unmeasured.isEmpty()) m.measured = measuredMask(unmeasured, x, y, width, height, mDevice);
        if (keepsUnmarked(mJob)) m.kept = measuredMask(mJob.mask, x, y, width, height, mDevice);
        at::Tensor colours = toTensor(mJob.photo.pixels, x, y, width, height, mDevice);
        m.y = mTone.fromColours(colours);
        if (m.measured.defined()) {
            m.y = m.y * m.measured;
            colours = colours * m.measured;  // unmeasured pixels become mid-grey, and so not clipped
        }
        m.clipped = clippedMeasurements(colours);
        const ImageShape shape{mTone.channels(), height, width};
        m.built = makeOperator(mJob.operation, shape, m.measured, m.y.options());
        m.whitened = whitenedOperator(mJob.operation, shape, mTone, m.y, m.measured);
        m.light = lightMixingOf(mJob, *m.built.op, m.clipped);
        m.known = m.y;
        return m;
    }

    /// Takes texture borrowed from around the region as measured, too, with a noise of its own (vml-map.md,
    /// "Texture borrowed from the photograph").
    void borrow(const Region& region, Measurement& m) const {
        const ImageBuffer& pixels = mJob.photo.pixels;
        int reach = std::max({kLeastBorrowed, region.width, region.height});
        while (reach > 0 &&
               static_cast<double>(region.width + 2 * reach) * (region.height + 2 * reach) > kMostBorrowed)
            reach /= 2;
        const int x = std::max(0, region.x - reach), y = std::max(0, region.y - reach);
        const int width = std::min(pixels.width(), region.x + region.width + reach) - x;
        const int height = std::min(pixels.height(), region.y + region.height + reach) - y;
        const ImageBuffer filled =
            borrowedTexture(pixels.cropped(x, y, width, height), mJob.mask.cropped(x, y, width, height),
                            mJob.seed, *mControl);
        // Without a texture, the mean of what is known is all there is to start from.
        const at::Tensor mean = m.y.sum({2, 3}, true) / m.measured.sum().clamp_min(1);
        m.start = at::where(m.measured > 0.5, m.y, mean);
        if (filled.isEmpty()) return;
        m.start = mTone.fromColours(
            toTensor(filled, region.x - x, region.y - y, region.width, region.height, mDevice));
        const at::Tensor weights =
            at::where(m.measured > 0.5, 1.0, mSigmaY / std::max(kBorrowedNoise, mSigmaY))
                .to(m.y.scalar_type());
        m.y = m.start * weights;
        m.built.op = std::make_unique<WeightedMeasurement>(weights, mTone.channels());
        m.whitened.reset();  // the two noises are told apart per pixel, which a spectrum can't be
    }

    /// Where the file clipped y: 1 at white, −1 at black, else 0. A tone is clipped if all of its channels
    /// are.
    at::Tensor clippedMeasurements(const at::Tensor& colours) const {
        const at::Tensor white = colours >= 1, black = colours <= -1;
        const auto type = colours.scalar_type();
        if (!mTone.isLine()) return white.to(type) - black.to(type);
        return white.all(1, true).to(type) - black.all(1, true).to(type);
    }

    /// One level of a region, as a problem of its own.
    struct Level {
        Level(Denoiser& network, const TileLayout& layout, const RunControl* control,
              const NoiseSource& drawn)
            : denoiser(network, layout, control), noise(drawn) {}

        Measurement measurement;
        TiledDenoiser denoiser;
        NoiseSource noise;
        std::optional<Problem> problem;
    };

    /// The coarse levels of a part, the finest first; each problem knows the next coarser one.
    std::vector<std::unique_ptr<Level>> coarseLevels(const RunPart& part) const {
        std::vector<std::unique_ptr<Level>> levels;
        for (const CoarsePart& coarse : part.coarse) {
            const CoarseCanvas& canvas = coarse.canvas;
            const auto index = static_cast<std::uint64_t>(levels.size()) + 1;
            const NoiseSource noise(mJob.seed + index * kLevelSeeds,
                                    (mJob.originX + canvas.x) / canvas.factor,
                                    (mJob.originY + canvas.y) / canvas.factor);
            auto level = std::make_unique<Level>(mDenoiser, coarse.layout, mControl, noise);
            Measurement& m = level->measurement;
            m.measured = measuredMask(coarse.mask, 0, 0, coarse.mask.width(), coarse.mask.height(), mDevice);
            m.y = coarseColours(canvas, true) * m.measured;
            m.built = makeOperator(mJob.operation, {mTone.channels(), m.y.size(2), m.y.size(3)}, m.measured,
                                   m.y.options());
            level->denoiser.setKnown(m.y);
            levels.push_back(std::move(level));
        }
        for (std::size_t i = levels.size(); i > 0; --i) {
            Level& level = *levels[i - 1];
            const CoarseCanvas& canvas = part.coarse[i - 1].canvas;
            // The mean of factor² pixels has less noise, but no less than rounding leaves.
            const double sigma = std::max(mSigmaY * deviationOfMean(mJob.operation.noiseModel, canvas.factor),
                                          sigmaFromLevels(0, mJob.photo.pixels.depth()));
            level.problem.emplace(Problem{*level.measurement.built.op, level.measurement.y, sigma,
                                          level.denoiser, level.noise});
            if (i < levels.size())
                connect(*level.problem, *levels[i]->problem, canvas.x / canvas.factor,
                        canvas.y / canvas.factor, part.coarse[i].canvas);
        }
        return levels;
    }

    /// (x, y): the problem's position in the photograph, in its own pixels.
    static void connect(Problem& problem, const Problem& coarser, int x, int y, const CoarseCanvas& canvas) {
        problem.coarser = &coarser;
        problem.coarserX = x - 2 * (canvas.x / canvas.factor);
        problem.coarserY = y - 2 * (canvas.y / canvas.factor);
    }

    /// The photograph on a coarse canvas, as a picture of the run; either of its unmarked pixels only, or of
    /// all.
    at::Tensor coarseColours(const CoarseCanvas& canvas, bool unmarkedOnly) const {
        const at::Tensor colours =
            toTensor(mJob.photo.pixels, canvas.x, canvas.y, canvas.width, canvas.height, mDevice);
        at::Tensor weights;
        if (unmarkedOnly)
            weights = measuredMask(mJob.mask, canvas.x, canvas.y, canvas.width, canvas.height, mDevice);
        return reduced(mTone.fromColours(colours), weights, canvas.factor);
    }

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

    /// Where a resumed run goes on in a region.
    SolverState stateIn(const SolverSnapshot& from, const RunPart& part, const RegionSink::Region& described,
                        const Measurement& m, const NoiseSource& noise,
                        const std::vector<std::unique_ptr<Level>>& coarse) const {
        std::vector<LevelCanvas> canvases{
            {described.canvasX, described.canvasY, part.layout.width, part.layout.height}};
        for (const CoarsePart& each : part.coarse)
            canvases.push_back({each.canvas.x / each.canvas.factor, each.canvas.y / each.canvas.factor,
                                each.mask.width(), each.mask.height()});
        if (const SolverPiece* piece = pieceAt(from, canvases)) {
            SolverState state = piece->state;
            state.x = state.x.to(mDevice);
            state.denoised = state.denoised.to(mDevice);
            for (at::Tensor& memory : state.memory)
                memory = memory.to(mDevice);
            return state;
        }
        SolverState state = stateFor(from, 0, described.canvasX, described.canvasY,
                                     base(part.region, m, part.layout), part.region.restore, noise);
        for (std::size_t i = 0; i < coarse.size() && !state.x.defined(); ++i) {
            const LevelCanvas& canvas = canvases[i + 1];
            state =
                stateFor(from, static_cast<int>(i) + 1, canvas.x, canvas.y,
                         coarseColours(part.coarse[i].canvas, false), part.coarse[i].mask, coarse[i]->noise);
        }
        return state;
    }

    void solve(Solver& solver, int index, const SolverSnapshot& from) {
        const RunPart& part = mPlan.parts[static_cast<std::size_t>(index)];
        Measurement m = measure(part.region);
        if (part.borrows) borrow(part.region, m);
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
        const std::vector<std::unique_ptr<Level>> coarse = coarseLevels(part);
        SolverState state;
        if (!from.pieces.empty()) state = stateIn(from, part, described, m, noise, coarse);
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
            connect(problem, *coarse.front()->problem, part.region.x, part.region.y,
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
                paste(part.region, withGrain(part.region, m, described.shown(solution.x0), noise));
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

    /// Writes a region's estimate into the result: all of it, or the pixels of region.restore, or of the mask
    /// where one solve covers the photograph but only a part may change.
    void paste(const Region& region, const at::Tensor& estimate) {
        ImageBuffer& pixels = mOutcome.image.pixels;
        const bool whole = region.restore.isEmpty();
        // The region of a solve that covers the photograph is the operator's canvas.
        const int left = whole ? 0 : region.x, top = whole ? 0 : region.y;
        const bool dithers = mJob.dither && pixels.depth() == Depth::UInt8;
        ImageBuffer patch = toImage(estimate, pixels.channels(), dithers ? Depth::UInt16 : pixels.depth());
        if (dithers) {
            const int scale = resultScale(mJob.operation);
            patch = dithered(patch, mJob.originX * scale + left, mJob.originY * scale + top);
        }
        if (whole && !keepsUnmarked(mJob)) {
            pixels = std::move(patch);
            return;
        }
        const ImageBuffer& marked = whole ? mJob.mask : region.restore;
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
    CopyStream* mCopies;
    FrameSink& mSink;
    RunControl* mControl;
    RunControl mOutOfMemory;  ///< stopped; the run's control once memory has run out
    Outcome mOutcome;
    RunClock mClock;
    double mSigmaY = 0;
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
    request.workingPictures = task.operation().workingPictures;
    if (unmeasuredPixels(job).isEmpty()) {
        const ProximalBytes bytes = task.operation().proximalBytes(photo, canvas);
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
    if (task.mask == MaskUse::Restored && task.operation().isLocal) {
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
    if (task.mask != MaskUse::Restored || !task.operation().isLocal) return context;
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
    // A region that is too large to borrow for has no choice.
    out.hasWideHole = std::any_of(plan.parts.begin(), plan.parts.end(), [](const RunPart& part) {
        return part.wideness >= kWide &&
               static_cast<double>(part.layout.width) * part.layout.height <= kMostBorrowed;
    });
    return out;
}

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
