// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/region_problems.h"

#include "core/base/mask.h"
#include "core/engine/light_of_job.h"
#include "core/engine/noise_of_job.h"
#include "core/engine/solver_snapshot.h"
#include "core/imaging/borrowed_texture.h"
#include "core/models/denoiser.h"
#include "core/operators/weighted_measurement.h"
#include "core/tensors/pyramid.h"
#include "core/tensors/tensor_image.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <utility>

namespace lacuna {
namespace {

/// The noise of borrowed texture, on [−1, 1]: the prior may change this much of it. With twice as much, it
/// smooths rock, earth and grain.
constexpr double kBorrowedNoise = 0.05;
/// How far around a region texture is borrowed from, at least, in pixels.
constexpr int kLeastBorrowed = 96;
/// What a coarse level's seed differs by from the next one's.
constexpr std::uint64_t kLevelSeeds = 0x9E3779B97F4A7C15;

}  // namespace

RegionProblems::Measurement RegionProblems::measure(const Region& region) const {
    const bool whole = !operatorOf(mJob.operation.task).isLocal;
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

void RegionProblems::borrow(const Region& region, Measurement& m, RunControl& control) const {
    const ImageBuffer& pixels = mJob.photo.pixels;
    int reach = std::max({kLeastBorrowed, region.width, region.height});
    const double most =
        std::max(kMostBorrowed, kMostBorrowedAround * static_cast<double>(region.width) * region.height);
    while (static_cast<double>(region.width + 2 * reach) * (region.height + 2 * reach) > most)
        reach /= 2;
    const int x = std::max(0, region.x - reach), y = std::max(0, region.y - reach);
    const int width = std::min(pixels.width(), region.x + region.width + reach) - x;
    const int height = std::min(pixels.height(), region.y + region.height + reach) - y;
    const ImageBuffer filled =
        borrowedTexture(pixels.cropped(x, y, width, height), mJob.mask.cropped(x, y, width, height),
                        mJob.seed, control, kMostBorrowed);
    // Without a texture, the mean of what is known is all there is to start from.
    const at::Tensor mean = m.y.sum({2, 3}, true) / m.measured.sum().clamp_min(1);
    m.start = at::where(m.measured > 0.5, m.y, mean);
    if (filled.isEmpty()) return;
    m.start =
        mTone.fromColours(toTensor(filled, region.x - x, region.y - y, region.width, region.height, mDevice));
    const at::Tensor weights =
        at::where(m.measured > 0.5, 1.0, mSigmaY / std::max(kBorrowedNoise, mSigmaY)).to(m.y.scalar_type());
    m.y = m.start * weights;
    m.built.op = std::make_unique<WeightedMeasurement>(weights, mTone.channels());
    m.whitened.reset();  // the two noises are told apart per pixel, which a spectrum can't be
}

/// Where the file clipped y: 1 at white, −1 at black, else 0. A tone is clipped if all of its channels
/// are.
at::Tensor RegionProblems::clippedMeasurements(const at::Tensor& colours) const {
    const at::Tensor white = colours >= 1, black = colours <= -1;
    const auto type = colours.scalar_type();
    if (!mTone.isLine()) return white.to(type) - black.to(type);
    return white.all(1, true).to(type) - black.all(1, true).to(type);
}

RegionProblems::Levels RegionProblems::coarseLevels(const RunPart& part, const RunControl* control) const {
    Levels levels;
    for (const CoarsePart& coarse : part.coarse) {
        const CoarseCanvas& canvas = coarse.canvas;
        const auto index = static_cast<std::uint64_t>(levels.size()) + 1;
        const NoiseSource noise(mJob.seed + index * kLevelSeeds, (mJob.originX + canvas.x) / canvas.factor,
                                (mJob.originY + canvas.y) / canvas.factor);
        auto level = std::make_unique<Level>(mDenoiser, coarse.layout, control, noise);
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
        level.problem.emplace(
            Problem{*level.measurement.built.op, level.measurement.y, sigma, level.denoiser, level.noise});
        if (i < levels.size())
            connect(*level.problem, *levels[i]->problem, canvas.x / canvas.factor, canvas.y / canvas.factor,
                    part.coarse[i].canvas);
    }
    return levels;
}

void RegionProblems::connect(Problem& problem, const Problem& coarser, int x, int y,
                             const CoarseCanvas& canvas) {
    problem.coarser = &coarser;
    problem.coarserX = x - 2 * (canvas.x / canvas.factor);
    problem.coarserY = y - 2 * (canvas.y / canvas.factor);
}

/// The photograph on a coarse canvas, as a picture of the run; either of its unmarked pixels only, or of
/// all.
at::Tensor RegionProblems::coarseColours(const CoarseCanvas& canvas, bool unmarkedOnly) const {
    const at::Tensor colours =
        toTensor(mJob.photo.pixels, canvas.x, canvas.y, canvas.width, canvas.height, mDevice);
    at::Tensor weights;
    if (unmarkedOnly)
        weights = measuredMask(mJob.mask, canvas.x, canvas.y, canvas.width, canvas.height, mDevice);
    return reduced(mTone.fromColours(colours), weights, canvas.factor);
}

/// What a resumed run starts from where no snapshot reaches: the photograph if the canvas has its pixel
/// grid, else zeros.
at::Tensor RegionProblems::base(const Region& region, const Measurement& m, const TileLayout& layout) const {
    const bool sameGrid = m.y.size(2) == layout.height && m.y.size(3) == layout.width;
    if (!sameGrid) return at::zeros({1, mTone.channels(), layout.height, layout.width}, m.y.options());
    return mTone.fromColours(
        toTensor(mJob.photo.pixels, region.x, region.y, layout.width, layout.height, mDevice));
}

SolverState RegionProblems::stateIn(const SolverSnapshot& from, const RunPart& part, int x, int y,
                                    const Measurement& m, const NoiseSource& noise,
                                    const Levels& coarse) const {
    std::vector<LevelCanvas> canvases{{x, y, part.layout.width, part.layout.height}};
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
    SolverState state =
        stateFor(from, 0, x, y, base(part.region, m, part.layout), part.region.restore, noise);
    for (std::size_t i = 0; i < coarse.size() && !state.x.defined(); ++i) {
        const LevelCanvas& canvas = canvases[i + 1];
        state = stateFor(from, static_cast<int>(i) + 1, canvas.x, canvas.y,
                         coarseColours(part.coarse[i].canvas, false), part.coarse[i].mask, coarse[i]->noise);
    }
    return state;
}

}  // namespace lacuna
