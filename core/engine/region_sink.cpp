// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/region_sink.h"

#include "core/imaging/metrics.h"
#include "core/sampling/evaluation.h"
#include "core/tensors/pyramid.h"
#include "core/tensors/tensor_image.h"
#include "core/trajectory/trajectory.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace lacuna {

namespace {

/// Coarse pixels around a part on which its enlargement depends.
constexpr int kInterpolated = 2;
/// So many evaluations go by before values that aren't finite are noticed at the latest.
constexpr std::size_t kMostUnread = 32;

Bytes interleavedHalves(const at::Tensor& picture) {
    Bytes out(sizeof(at::Half) * static_cast<std::size_t>(picture.numel()));
    toHalves(picture, out.data());
    return out;
}

}  // namespace

RegionSink::RegionSink(Region region, const RunClock& clock, int resultWidth, int resultHeight,
                       FrameSink& sink, std::vector<LossRecord>& history, CopyStream* copies)
    : mRegion(std::move(region)),
      mClock(clock),
      mResultWidth(resultWidth),
      mResultHeight(resultHeight),
      mSink(sink),
      mHistory(history),
      mCopies(copies) {
    if (copies) mCopier.emplace(*copies);
    if (mRegion.reference.defined()) mReference = toImage(mRegion.reference, 3, Depth::UInt8);
}

double RegionSink::work(int evaluations) const {
    double pixels = 0;
    for (const Region::Stage& stage : mRegion.stages) {
        const int made = std::min(evaluations, stage.evaluations);
        pixels += made * stage.pixels;
        evaluations -= made;
    }
    return pixels;
}

at::Tensor RegionSink::onCanvas(const at::Tensor& picture, int level) const {
    if (level == 0) return picture;
    const CoarseCanvas& canvas = mRegion.coarse[static_cast<std::size_t>(level) - 1];
    return enlargedPart(picture, canvas.factor, mRegion.canvasX - canvas.x, mRegion.canvasY - canvas.y,
                        mRegion.width, mRegion.height);
}

double RegionSink::secondsLeft(const Iterate& iterate) const {
    const double done = mClock.pixels + work(iterate.evaluations) - work(mFirstEvaluation - 1);
    const double rest = mClock.totalPixels - mClock.pixels - work(iterate.evaluations);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - mClock.begin;
    return done > 0 ? elapsed.count() / done * std::max(rest, 0.0) : -1;
}

Frame RegionSink::frameAt(int x, int y, const at::Tensor& estimate, const Progress& progress) const {
    Frame frame;
    frame.progress = progress;
    frame.estimate = toImage(estimate, 3, Depth::UInt8);
    frame.x = x;
    frame.y = y;
    frame.resultWidth = mResultWidth;
    frame.resultHeight = mResultHeight;
    return frame;
}

void RegionSink::tile(const TiledDenoiser::DoneTile& tile) {
    if (tile.of < 2) return;
    mSink.tile(tile.done, tile.of);
    if (mDenoised.defined() || mRegion.isResumed || !mSink.wantsFrame()) return;
    // The part of the tile inside the result.
    const int left = mRegion.canvasX + tile.x, top = mRegion.canvasY + tile.y;
    const int x = std::max(0, left), y = std::max(0, top);
    const int right = std::min(mResultWidth, left + static_cast<int>(tile.estimate.size(3)));
    const int bottom = std::min(mResultHeight, top + static_cast<int>(tile.estimate.size(2)));
    if (right <= x || bottom <= y) return;
    Progress progress;
    progress.region = mRegion.index;
    progress.regions = mRegion.count;
    progress.totalEvaluations = mClock.totalEvaluations;
    const at::Tensor inside = tile.estimate.narrow(2, y - top, bottom - y).narrow(3, x - left, right - x);
    mSink.frame(frameAt(x, y, mRegion.coloured(inside), progress));
}

void RegionSink::iterate(const Iterate& iterate) {
    if (mFirstEvaluation < 0) mFirstEvaluation = iterate.evaluations;
    mEvaluations = iterate.evaluations;
    mDenoised = iterate.denoised;
    mNoisy = iterate.x;
    mLevel = iterate.level;

    Progress progress;
    progress.region = mRegion.index;
    progress.regions = mRegion.count;
    progress.step = iterate.step;
    progress.steps = iterate.steps;
    progress.inner = iterate.inner;
    progress.evaluations = mClock.evaluations + iterate.evaluations;
    progress.totalEvaluations = mClock.totalEvaluations;
    progress.sigma = iterate.sigma;
    progress.level = iterate.level;
    progress.levelWidth = static_cast<int>(iterate.x.size(3));
    progress.levelHeight = static_cast<int>(iterate.x.size(2));
    progress.secondsLeft = secondsLeft(iterate);
    if (mCopier) mCopier->poll();
    const bool wanted = !(mCopier && mCopier->isUnderWay()) && mSink.wantsFrame();
    mShown = at::Tensor();
    if (wanted || mRegion.reference.defined()) mShown = mRegion.shown(onCanvas(iterate.denoised, mLevel));
    if (mRegion.reference.defined()) {
        const double mse = (at::clamp(mShown, -1, 1) - mRegion.reference).pow(2).mean().item().toDouble() / 4;
        progress.psnr = -10 * std::log10(mse);
        progress.ssim = ssim(toImage(mShown, 3, Depth::UInt8), mReference);
    }
    mHistory.push_back({mRegion.index, iterate.step, iterate.inner, iterate.sigma, LossTerms(), progress.psnr,
                        progress.ssim, iterate.level});
    mUnread.push_back(iterate.loss);
    const bool isKnown = iterate.loss.misfit.isKnown() && iterate.loss.prior.isKnown() &&
                         iterate.loss.stationarity.isKnown() && iterate.loss.deltaLoss.isKnown();
    if (isKnown || mUnread.size() >= kMostUnread || mSink.wantsLoss()) {
        readLosses();
        progress.loss = mHistory.back().loss;
    }
    mProgress = progress;
    mSink.progress(progress);
    if (wanted) show(iterate);
    keepPace();
}

void RegionSink::readLosses() {
    const std::vector<LossTerms> losses = valuesOf(mUnread);
    std::size_t at = mHistory.size() - losses.size();
    mUnread.clear();
    for (const LossTerms& loss : losses) {
        LossRecord& record = mHistory[at++];
        requireFinite(loss.misfit + loss.prior + loss.stationarity, record.sigma);
        record.loss = loss;
    }
}

void RegionSink::keepPace() {
    if (!mCopies) return;
    std::unique_ptr<CopyStream::Mark> given = mCopies->markComputing();
    if (mPace) mCopies->await(*mPace);
    mPace = std::move(given);
}

void RegionSink::show(const Iterate& iterate) {
    FrameCopier::Pictures pictures{mShown};
    if (mSink.wantsNoisy())
        pictures.push_back(mRegion.cropped(onCanvas(iterate.x, mLevel)) * noisyScale(iterate.sigma));
    const auto deliver = [this, progress = mProgress](const FrameCopier::Pictures& shown) {
        Frame frame = frameAt(mRegion.x, mRegion.y, shown[0], progress);
        if (shown.size() > 1) frame.noisy = toImage(shown[1], 3, Depth::UInt8);
        mSink.frame(std::move(frame));
    };
    if (mCopier)
        mCopier->start(pictures, deliver);
    else
        deliver(pictures);
}

void RegionSink::finish() {
    if (mCopier) mCopier->finish();
    readLosses();
}

void RegionSink::stepDone(const SolverState& state) {
    mState = state;
    Trajectory* trajectory = mSink.trajectory();
    if (!trajectory) return;
    if (!mUnread.empty()) {
        readLosses();
        mProgress.loss = mHistory.back().loss;
    }
    // The state comes first: whoever is told of a step may ask at once to continue from it.
    trajectory->addState(mRegion.index, mProgress.step, pack(piece()));
    record(*trajectory);
}

SolverPiece RegionSink::piece() const {
    if (mState.level == 0) return {mRegion.canvasX, mRegion.canvasY, mState};
    const CoarseCanvas& canvas = mRegion.coarse[static_cast<std::size_t>(mState.level) - 1];
    return {canvas.x / canvas.factor, canvas.y / canvas.factor, mState};
}

void RegionSink::record(Trajectory& trajectory) {
    TrajectoryStep step;
    step.progress = mProgress;
    step.x = mRegion.x;
    step.y = mRegion.y;
    step.resultWidth = mResultWidth;
    step.resultHeight = mResultHeight;
    if (mLevel > 0) return recordCoarse(trajectory, step);
    const at::Tensor shown = mShown.defined() ? mShown : mRegion.shown(mDenoised);
    step.width = static_cast<int>(shown.size(3));
    step.height = static_cast<int>(shown.size(2));
    trajectory.add(step, interleavedHalves(shown), interleavedHalves(mRegion.cropped(mNoisy)));
}

void RegionSink::recordCoarse(Trajectory& trajectory, const TrajectoryStep& step) {
    // Coarse levels are for tasks whose result has the region's own pixels.
    assert(mRegion.x == mRegion.canvasX && mRegion.y == mRegion.canvasY);
    TrajectoryStep sized = step;
    sized.width = static_cast<int>(mRegion.width);
    sized.height = static_cast<int>(mRegion.height);
    if (mRegion.kept.defined() && !std::exchange(mHasBackdrop, true))
        trajectory.setBackdrop(mRegion.index, backdrop());

    const CoarseCanvas& canvas = mRegion.coarse[static_cast<std::size_t>(mLevel) - 1];
    // The canvas reaches further than the region: what interpolation needs of it is kept.
    const auto along = [factor = canvas.factor](int region, int begin, std::int64_t count,
                                                std::int64_t size) {
        const int first = std::max(0, (region - begin) / factor - kInterpolated);
        const auto last =
            std::min<std::int64_t>(size, (region - begin + count - 1) / factor + 1 + kInterpolated);
        return std::pair(first, static_cast<int>(last) - first);
    };
    const auto [left, width] = along(mRegion.x, canvas.x, mRegion.width, mDenoised.size(3));
    const auto [top, height] = along(mRegion.y, canvas.y, mRegion.height, mDenoised.size(2));
    const CoarsePlace place{canvas.factor, canvas.x + left * canvas.factor - mRegion.x,
                            canvas.y + top * canvas.factor - mRegion.y, width, height};
    const auto cut = [&, left = left, width = width, top = top, height = height](const at::Tensor& picture) {
        return interleavedHalves(mRegion.coloured(picture.narrow(2, top, height).narrow(3, left, width)));
    };
    trajectory.addCoarse(sized, place, cut(mDenoised), cut(mNoisy));
}

Backdrop RegionSink::backdrop() const {
    const at::Tensor nothing =
        at::zeros({1, mDenoised.size(1), mRegion.height, mRegion.width}, mDenoised.options());
    const ImageBuffer colours = toImage(mRegion.shown(nothing), 3, Depth::UInt8);
    const at::Tensor kept = mRegion.kept.to(at::kCPU, at::kFloat).contiguous();
    Backdrop made{colours.width(), colours.height(), {}};
    made.rgba.resize(4 * static_cast<std::size_t>(made.width) * static_cast<std::size_t>(made.height));
    const auto* isKept = kept.data_ptr<float>();
    std::byte* to = made.rgba.data();
    for (int y = 0; y < made.height; ++y) {
        const auto* from = colours.row<std::uint8_t>(y);
        for (int x = 0; x < made.width; ++x, from += 3, to += 4) {
            const bool shows = *isKept++ > 0.5F;
            for (int c = 0; c < 3; ++c)
                to[c] = shows ? std::byte{from[c]} : std::byte{0};
            to[3] = shows ? std::byte{255} : std::byte{0};
        }
    }
    return made;
}

}  // namespace lacuna
