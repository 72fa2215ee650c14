// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/region_sink.h"

#include "core/engine/solver_snapshot.h"
#include "core/imaging/metrics.h"
#include "core/tensors/tensor_image.h"
#include "core/trajectory/trajectory.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/mean.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lacuna {

namespace {

Bytes interleavedHalves(const at::Tensor& picture) {
    Bytes out(sizeof(at::Half) * static_cast<std::size_t>(picture.numel()));
    toHalves(picture, out.data());
    return out;
}

}  // namespace

RegionSink::RegionSink(Region region, const RunClock& clock, int resultWidth, int resultHeight,
                       FrameSink& sink, std::vector<LossRecord>& history)
    : mRegion(std::move(region)),
      mClock(clock),
      mResultWidth(resultWidth),
      mResultHeight(resultHeight),
      mSink(sink),
      mHistory(history) {
    if (mRegion.reference.defined()) mReference = toImage(mRegion.reference, 3, Depth::UInt8);
}

double RegionSink::secondsLeft(const Iterate& iterate) const {
    const double share =
        static_cast<double>(iterate.evaluations - mFirstEvaluation + 1) / mRegion.evaluations;
    const double done = mClock.pixels + share * mRegion.pixels;
    const double rest = mClock.totalPixels - mClock.pixels -
                        mRegion.pixels * static_cast<double>(iterate.evaluations) / mRegion.evaluations;
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

    Progress progress;
    progress.region = mRegion.index;
    progress.regions = mRegion.count;
    progress.step = iterate.step;
    progress.steps = iterate.steps;
    progress.inner = iterate.inner;
    progress.evaluations = mClock.evaluations + iterate.evaluations;
    progress.totalEvaluations = mClock.totalEvaluations;
    progress.sigma = iterate.sigma;
    progress.loss = iterate.loss;
    progress.secondsLeft = secondsLeft(iterate);
    const bool wanted = mSink.wantsFrame();
    mShown = at::Tensor();
    if (wanted || mRegion.reference.defined()) mShown = mRegion.shown(iterate.denoised);
    if (mRegion.reference.defined()) {
        const double mse = (at::clamp(mShown, -1, 1) - mRegion.reference).pow(2).mean().item().toDouble() / 4;
        progress.psnr = -10 * std::log10(mse);
        progress.ssim = ssim(toImage(mShown, 3, Depth::UInt8), mReference);
    }
    mProgress = progress;
    mHistory.push_back({mRegion.index, iterate.step, iterate.inner, iterate.sigma, iterate.loss,
                        progress.psnr, progress.ssim});
    mSink.progress(progress);
    if (!wanted) return;
    Frame frame = frameAt(mRegion.x, mRegion.y, mShown, progress);
    if (mSink.wantsNoisy()) {
        const at::Tensor noisy = mRegion.cropped(iterate.x) * noisyScale(iterate.sigma);
        frame.noisy = toImage(noisy, 3, Depth::UInt8);
    }
    mSink.frame(std::move(frame));
}

void RegionSink::stepDone(const SolverState& state) {
    mState = state;
    Trajectory* trajectory = mSink.trajectory();
    if (!trajectory) return;
    // The state comes first: whoever is told of a step may ask at once to continue from it.
    trajectory->addState(mRegion.index, state.step - 1, pack({mRegion.canvasX, mRegion.canvasY, state}));
    record(*trajectory);
}

void RegionSink::record(Trajectory& trajectory) const {
    const at::Tensor shown = mShown.defined() ? mShown : mRegion.shown(mDenoised);
    TrajectoryStep step;
    step.progress = mProgress;
    step.x = mRegion.x;
    step.y = mRegion.y;
    step.width = static_cast<int>(shown.size(3));
    step.height = static_cast<int>(shown.size(2));
    step.resultWidth = mResultWidth;
    step.resultHeight = mResultHeight;
    trajectory.add(step, interleavedHalves(shown), interleavedHalves(mRegion.cropped(mNoisy)));
}

}  // namespace lacuna
