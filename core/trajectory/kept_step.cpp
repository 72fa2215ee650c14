// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trajectory/kept_step.h"

#include "core/base/error.h"

#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

namespace lacuna {
namespace {

constexpr std::uint32_t kMagic = 0x5053434C;  // "LCSP"
constexpr int kMostSide = 1 << 20;
constexpr int kMostSteps = 1 << 20;
constexpr int kMostRuns = 1000;  ///< each looks for its steps in the one before
/// Both pictures and the state: more than 16 samples of 4 bytes for each pixel are no step's.
constexpr std::uint64_t kMostPixelBytes = 64;

/// What stands before the bytes of the estimate, the noisy state and the solver's state, in this order.
struct Header {
    std::uint32_t magic = kMagic;
    std::int32_t run = 0;  ///< 0 for the first; each branch from it counts one more
    std::int32_t region = 0, regions = 0, step = 0, steps = 0, inner = 0;
    std::int32_t evaluations = 0, totalEvaluations = 0;
    std::int32_t level = 0, levelWidth = 0, levelHeight = 0;
    std::int32_t x = 0, y = 0, width = 0, height = 0, resultWidth = 0, resultHeight = 0;
    double sigma = 0, misfit = 0, prior = 0, stationarity = 0, deltaLoss = 0;
    double psnr = 0, ssim = 0;                                        ///< NaN: none
    std::uint64_t estimateBytes = 0, noisyBytes = 0, stateBytes = 0;  ///< 0: forgotten
};
static_assert(std::is_trivially_copyable_v<Header>);

bool isWithin(int value, int least, int most) {
    return value >= least && value <= most;
}

/// Whether every number is one that a run can have written.
bool makesSense(const Header& header) {
    const std::uint64_t picture = std::uint64_t(6) * static_cast<std::uint64_t>(header.width) *
                                  static_cast<std::uint64_t>(header.height);
    return header.magic == kMagic && isWithin(header.run, 0, kMostRuns) &&
           isWithin(header.regions, 1, kMostSteps) && isWithin(header.region, 0, header.regions - 1) &&
           isWithin(header.steps, 1, kMostSteps) && isWithin(header.step, 0, header.steps - 1) &&
           header.inner >= 0 && header.evaluations >= 0 && header.totalEvaluations >= 0 &&
           isWithin(header.level, 0, 30) && isWithin(header.levelWidth, 0, kMostSide) &&
           isWithin(header.levelHeight, 0, kMostSide) && isWithin(header.resultWidth, 1, kMostSide) &&
           isWithin(header.resultHeight, 1, kMostSide) && isWithin(header.width, 1, header.resultWidth) &&
           isWithin(header.height, 1, header.resultHeight) &&
           isWithin(header.x, 0, header.resultWidth - header.width) &&
           isWithin(header.y, 0, header.resultHeight - header.height) && std::isfinite(header.sigma) &&
           header.sigma >= 0 && (header.estimateBytes == 0 || header.estimateBytes == picture) &&
           (header.noisyBytes == 0 || header.noisyBytes == picture) &&
           header.stateBytes < kMostPixelBytes * (picture + 4096);
}

double orZero(double value) {
    return std::isfinite(value) ? value : 0;
}

std::optional<double> measure(double value) {
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

TrajectoryStep stepOf(const Header& header) {
    TrajectoryStep step;
    Progress& progress = step.progress;
    progress.region = header.region;
    progress.regions = header.regions;
    progress.step = header.step;
    progress.steps = header.steps;
    progress.inner = header.inner;
    progress.evaluations = header.evaluations;
    progress.totalEvaluations = header.totalEvaluations;
    progress.sigma = header.sigma;
    progress.level = header.level;
    progress.levelWidth = header.levelWidth;
    progress.levelHeight = header.levelHeight;
    progress.loss = {orZero(header.misfit), orZero(header.prior), orZero(header.stationarity),
                     orZero(header.deltaLoss)};
    progress.psnr = measure(header.psnr);
    progress.ssim = measure(header.ssim);
    step.x = header.x;
    step.y = header.y;
    step.width = header.width;
    step.height = header.height;
    step.resultWidth = header.resultWidth;
    step.resultHeight = header.resultHeight;
    return step;
}

Header headerOf(const TrajectoryStep& step) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const Progress& progress = step.progress;
    Header header;
    header.region = progress.region;
    header.regions = progress.regions;
    header.step = progress.step;
    header.steps = progress.steps;
    header.inner = progress.inner;
    header.evaluations = progress.evaluations;
    header.totalEvaluations = progress.totalEvaluations;
    header.sigma = progress.sigma;
    header.level = progress.level;
    header.levelWidth = progress.levelWidth;
    header.levelHeight = progress.levelHeight;
    header.misfit = progress.loss.misfit;
    header.prior = progress.loss.prior;
    header.stationarity = progress.loss.stationarity;
    header.deltaLoss = progress.loss.deltaLoss;
    header.psnr = progress.psnr.value_or(kNone);
    header.ssim = progress.ssim.value_or(kNone);
    header.x = step.x;
    header.y = step.y;
    header.width = step.width;
    header.height = step.height;
    header.resultWidth = step.resultWidth;
    header.resultHeight = step.resultHeight;
    return header;
}

}  // namespace

Bytes keptStep(const Trajectory& trajectory, int index) {
    assert(index >= 0 && index < trajectory.size());
    const Trajectory::Raw raw = trajectory.raw(index);
    Header header = headerOf(raw.step);
    header.run = raw.run;
    const std::shared_ptr<const Bytes> parts[] = {raw.estimate, raw.noisy, raw.state};
    std::uint64_t* const sizes[] = {&header.estimateBytes, &header.noisyBytes, &header.stateBytes};
    std::size_t size = sizeof header;
    for (int i = 0; i < 3; ++i) {
        *sizes[i] = parts[i] ? parts[i]->size() : 0;
        size += *sizes[i];
    }
    Bytes bytes(size);
    std::memcpy(bytes.data(), &header, sizeof header);
    std::size_t at = sizeof header;
    for (const auto& part : parts) {
        if (!part) continue;
        std::memcpy(bytes.data() + at, part->data(), part->size());
        at += part->size();
    }
    return bytes;
}

KeptSteps::KeptSteps(std::shared_ptr<SpillStore> store, std::string name)
    : mStore(std::move(store)), mName(std::move(name)) {}

void KeptSteps::add(std::span<const std::byte> bytes) {
    Header header;
    if (bytes.size() < sizeof header)
        throw Error(ErrorCode::InputFile, mName, "a step of a run is cut short");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (!makesSense(header) ||
        bytes.size() - sizeof header != header.estimateBytes + header.noisyBytes + header.stateBytes)
        throw Error(ErrorCode::InputFile, mName, "a step of a run makes no sense");
    if (header.run != mRuns && (header.run != mRuns + 1 || !mRun))
        throw Error(ErrorCode::InputFile, mName, "the steps of a run are out of order");
    if (!mRun) {
        mRun = std::make_shared<Trajectory>(mStore);
    } else if (header.run != mRuns) {
        const int count = mRun->size();
        mRun = std::make_shared<Trajectory>(mStore, std::move(mRun), count);
    }
    mRuns = header.run;
    std::size_t at = sizeof header;
    const auto next = [&](std::uint64_t size) {
        const std::byte* from = bytes.data() + at;
        at += size;
        return Bytes(from, from + size);
    };
    Bytes estimate = next(header.estimateBytes);
    Bytes noisy = next(header.noisyBytes);
    mRun->add(stepOf(header), std::move(estimate), std::move(noisy));
    if (header.stateBytes > 0) mRun->addState(header.region, header.step, next(header.stateBytes));
}

}  // namespace lacuna
