// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/region_sink.h"

#include "core/engine/tensor_image.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/mean.h>

#include <cmath>
#include <utility>

namespace lacuna {

RegionSink::RegionSink(Region region, const RunClock& clock, int resultWidth, int resultHeight,
                       FrameSink& sink, std::vector<LossRecord>& history)
    : mRegion(std::move(region)),
      mClock(clock),
      mResultWidth(resultWidth),
      mResultHeight(resultHeight),
      mSink(sink),
      mHistory(history) {}

double RegionSink::secondsLeft(const Iterate& iterate) const {
    const double share =
        static_cast<double>(iterate.evaluations - mFirstEvaluation + 1) / mRegion.evaluations;
    const double done = mClock.pixels + share * mRegion.pixels;
    const double rest = mClock.totalPixels - mClock.pixels -
                        mRegion.pixels * static_cast<double>(iterate.evaluations) / mRegion.evaluations;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - mClock.begin;
    return done > 0 ? elapsed.count() / done * std::max(rest, 0.0) : -1;
}

void RegionSink::iterate(const Iterate& iterate) {
    if (mFirstEvaluation < 0) mFirstEvaluation = iterate.evaluations;
    mEvaluations = iterate.evaluations;
    mDenoised = iterate.denoised;
    mHistory.push_back({mRegion.index, iterate.step, iterate.inner, iterate.sigma, iterate.loss});

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
    at::Tensor shown;
    if (wanted || mRegion.reference.defined()) shown = mRegion.shown(iterate.denoised);
    if (mRegion.reference.defined()) {
        const double mse = (at::clamp(shown, -1, 1) - mRegion.reference).pow(2).mean().item().toDouble() / 4;
        progress.psnr = -10 * std::log10(mse);
    }
    mSink.progress(progress);
    if (!wanted) return;
    Frame frame;
    frame.progress = progress;
    frame.estimate = toImage(shown, 3, Depth::UInt8);
    frame.x = mRegion.x;
    frame.y = mRegion.y;
    frame.resultWidth = mResultWidth;
    frame.resultHeight = mResultHeight;
    mSink.frame(std::move(frame));
}

}  // namespace lacuna
