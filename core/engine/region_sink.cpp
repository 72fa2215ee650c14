// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/region_sink.h"

#include "core/engine/solver_snapshot.h"
#include "core/engine/tensor_image.h"
#include "core/metrics/metrics.h"
#include "core/trajectory/trajectory.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/mean.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace lacuna {

namespace {

Bytes interleavedHalves(const at::Tensor& picture) {
    const at::Tensor halves = picture[0].permute({1, 2, 0}).to(at::kCPU, at::kHalf).contiguous();
    Bytes out(static_cast<std::size_t>(halves.nbytes()));
    std::memcpy(out.data(), halves.data_ptr(), out.size());
    return out;
}

}  // namespace

RegionSink::RegionSink(Region region, const RunClock& clock, int resultWidth, int resultHeight,
                       FrameSink& sink, SideThread& side, std::vector<LossRecord>& history)
    : mRegion(std::move(region)),
      mClock(clock),
      mResultWidth(resultWidth),
      mResultHeight(resultHeight),
      mSink(sink),
      mSide(side),
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

Frame RegionSink::frameAt(int x, int y) const {
    Frame frame;
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
    // What of it lies in the result.
    const int left = mRegion.canvasX + tile.x, top = mRegion.canvasY + tile.y;
    const int right = std::min(mResultWidth, left + static_cast<int>(tile.estimate.size(3)));
    const int bottom = std::min(mResultHeight, top + static_cast<int>(tile.estimate.size(2)));
    Frame frame = frameAt(std::max(0, left), std::max(0, top));
    if (right <= frame.x || bottom <= frame.y) return;
    const at::Tensor inside =
        tile.estimate.narrow(2, frame.y - top, bottom - frame.y).narrow(3, frame.x - left, right - frame.x);
    frame.progress.region = mRegion.index;
    frame.progress.regions = mRegion.count;
    frame.progress.totalEvaluations = mClock.totalEvaluations;
    mSide.post([&sink = mSink, frame = std::move(frame), inside]() mutable {
        frame.estimate = toImage(inside, 3, Depth::UInt8);
        sink.frame(std::move(frame));
    });
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
    if (mRegion.reference.defined()) {
        const at::Tensor shown = mRegion.shown(iterate.denoised);
        const double mse = (at::clamp(shown, -1, 1) - mRegion.reference).pow(2).mean().item().toDouble() / 4;
        progress.psnr = -10 * std::log10(mse);
        progress.ssim = ssim(toImage(shown, 3, Depth::UInt8), mReference);
    }
    mProgress = progress;
    mHistory.push_back({mRegion.index, iterate.step, iterate.inner, iterate.sigma, iterate.loss,
                        progress.psnr, progress.ssim});
    mSink.progress(progress);
    if (!mSink.wantsFrame()) return;
    Frame frame = frameAt(mRegion.x, mRegion.y);
    frame.progress = progress;
    mSide.post([&sink = mSink, frame = std::move(frame), shown = mRegion.shown, cropped = mRegion.cropped,
                denoised = iterate.denoised, x = iterate.x]() mutable {
        frame.estimate = toImage(shown(denoised), 3, Depth::UInt8);
        if (sink.wantsNoisy())
            frame.noisy = toImage(cropped(x) * noisyScale(frame.progress.sigma), 3, Depth::UInt8);
        sink.frame(std::move(frame));
    });
}

void RegionSink::stepDone(const SolverState& state) {
    mState = state;
    Trajectory* trajectory = mSink.trajectory();
    if (!trajectory) return;
    TrajectoryStep step;
    step.progress = mProgress;
    step.x = mRegion.x;
    step.y = mRegion.y;
    step.resultWidth = mResultWidth;
    step.resultHeight = mResultHeight;
    mSide.post([trajectory, step, region = mRegion.index,
                piece = SolverPiece{mRegion.canvasX, mRegion.canvasY, state}, shown = mRegion.shown,
                cropped = mRegion.cropped, denoised = mDenoised, x = mNoisy]() mutable {
        const at::Tensor estimate = shown(denoised);
        step.width = static_cast<int>(estimate.size(3));
        step.height = static_cast<int>(estimate.size(2));
        // The state first: who hears of a step may ask to go on from it.
        trajectory->addState(region, piece.state.step - 1, pack(piece));
        trajectory->add(step, interleavedHalves(estimate), interleavedHalves(cropped(x)));
    });
}

}  // namespace lacuna
