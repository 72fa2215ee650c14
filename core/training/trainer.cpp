// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/base/error.h"
#include "core/base/parallel_rows.h"
#include "core/base/run_control.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "core/training/batch_feed.h"
#include "core/training/checkpoint.h"
#include "core/training/optimizer.h"
#include "core/training/photo_set.h"
#include "core/training/trainable_network.h"
#include "core/training/validation.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <utility>

namespace lacuna {
namespace {

using Clock = std::chrono::steady_clock;

/// Steps that are timed to tell how many fit the hours, and those before them that are slower.
constexpr int kTimedSteps = 20;
constexpr int kColdSteps = 5;
constexpr double kReportSeconds = 10;
const std::vector<double> kLevels{5, 15, 25, 50};
/// 8-bit levels in 1 of the [−1, 1] scale.
constexpr double kLevelsOfOne = 127.5;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Another model, asked for its D.
class Teacher {
  public:
    explicit Teacher(const TrainingRun& run)
        : mDenoiser(loadDenoiser(run.teacher, {.precision = Precision::BFloat16})),
          mShare(run.teacherShare),
          mLowest(std::max(mDenoiser->sigmaMin(), run.teacherAbove / kLevelsOfOne)) {}

    int stride() const { return mDenoiser->stride(); }

    /// What to learn from: in part its D(x; σ), in part the clean pictures; those alone where it isn't asked
    /// or doesn't know the noise level.
    at::Tensor target(const at::Tensor& clean, const at::Tensor& x, const at::Tensor& sigma) {
        const at::NoGradGuard noGradients;
        at::Tensor target = clean.clone();
        for (std::int64_t i = 0; i < x.size(0); ++i) {
            const double level = sigma[i].item().toDouble();
            if (level < mLowest || level > mDenoiser->sigmaMax()) continue;
            target[i].lerp_(mDenoiser->denoise(x.narrow(0, i, 1), level)[0], mShare);
        }
        return target;
    }

  private:
    std::unique_ptr<Denoiser> mDenoiser;
    double mShare;
    double mLowest;  ///< σ
};

class Trainer {
  public:
    Trainer(const TrainingRun& run, TrainingObserver& observer)
        : mRun(run),
          mObserver(observer),
          mState(begin(run)),
          mNetwork(networkOf(mState.config)),
          mPhotos(photosOf(run, mState.config)),
          mFeed(mPhotos, mState.config, mState.step) {
        if (!run.validation.empty())
            mValidation.emplace(run.validation, static_cast<int>(mNetwork.stride()), 0);
        if (!run.teacher.empty()) setTeacher(run);
        for (auto& [name, tensor] : mState.weights)
            tensor.requires_grad_(true);
    }

    void go(RunControl& control) {
        const auto started = Clock::now();
        auto timed = started;
        auto checkpointed = started;
        auto validated = started;
        const std::int64_t firstStep = mState.step;
        mTally = {};
        while ((mState.steps == 0 || mState.step < mState.steps) && control.proceed()) {
            step();
            const std::int64_t made = mState.step - firstStep;
            if (made == kColdSteps) timed = Clock::now();
            if (mState.steps == 0 && made == kColdSteps + kTimedSteps) {
                const double perStep = secondsSince(timed) / kTimedSteps;
                mState.steps = std::max<std::int64_t>(
                    mState.step, std::llround((mRun.hours * 3600 - secondsSince(started)) / perStep));
            }
            if (secondsSince(mTally.since) >= kReportSeconds && mState.steps > 0) {
                report();
                mTally = {};
            }
            if (secondsSince(validated) >= mRun.validationMinutes * 60) {
                writeBest();
                validated = Clock::now();
                mTally = {};
            }
            if (secondsSince(checkpointed) >= mRun.checkpointMinutes * 60) {
                saveState();
                checkpointed = Clock::now();
            }
        }
        saveState();
        writeBest();
    }

  private:
    /// Larger photographs are shrunk to this: memory, and crops that show more than a patch of sky.
    static constexpr int kLongestSide = 2048;

    /// What was learnt from since the last report.
    struct Tally {
        Clock::time_point since = Clock::now();
        double loss = 0;
        std::int64_t steps = 0;
        std::int64_t pictures = 0;
    };

    static PhotoSet photosOf(const TrainingRun& run, const TrainingConfig& config) {
        PhotoSet photos(run.photos, config.crop, kLongestSide,
                        run.photoList.empty() ? PhotoList{} : readPhotoList(run.photoList));
        if (config.wideShare > 0 && config.wideCrop > photos.largestCrop()) {
            throw Error(ErrorCode::InputFile, run.photos.string(),
                        "has no photograph that is large enough for \"wide_crop\", " +
                            std::to_string(config.wideCrop) + " pixels");
        }
        return photos;
    }

    static TrainingState begin(const TrainingRun& run) {
        TrainingState state;
        if (!run.resume.empty()) {
            state = readCheckpoint(run.resume);
            if (run.steps > 0) state.steps = run.steps;
            if (state.steps == 0 && !(run.hours > 0)) {
                throw Error(ErrorCode::Usage, "hours",
                            "is needed: the checkpoint is too young to know its length");
            }
            return state;
        }
        state.config = run.config;
        state.steps = run.steps;
        state.weights = run.init.empty() ? initialWeights(networkOf(state.config), state.config.seed)
                                         : readWeights(run.init, state.config);
        for (std::size_t i = 0; i < state.config.ema.size(); ++i) {
            TensorMap average;
            for (const auto& [name, tensor] : state.weights)
                average[name] = tensor.clone();
            state.averages.push_back(std::move(average));
        }
        return state;
    }

    void setTeacher(const TrainingRun& run) {
        mTeacher.emplace(run);
        const auto require = [this](const char* setting, int side) {
            if (side % mTeacher->stride() != 0) {
                throw Error(ErrorCode::Usage, setting,
                            "must be a multiple of " + std::to_string(mTeacher->stride()) +
                                ", the stride of the teacher");
            }
        };
        require("crop", mState.config.crop);
        if (mState.config.wideShare > 0) require("wide_crop", mState.config.wideCrop);
    }

    /// Share of the learning rates: linear warm-up, then half a cosine to finalRate at the last step.
    double schedule() const {
        const TrainingConfig& config = mState.config;
        const auto step = static_cast<double>(mState.step);
        if (step < config.warmup) return (step + 1) / config.warmup;
        if (mState.steps <= config.warmup) return 1;
        const double place =
            std::min(1.0, (step - config.warmup) / static_cast<double>(mState.steps - config.warmup));
        return config.finalRate + (1 - config.finalRate) * (1 + std::cos(std::numbers::pi * place)) / 2;
    }

    void step() {
        const Batch batch = mFeed.next();
        const TensorMap used = mState.config.bfloat16 ? inBFloat16(mState.weights) : mState.weights;
        const at::Tensor x = batch.clean + batch.sigma.view({-1, 1, 1, 1}) * batch.noise;
        const at::Tensor target = mTeacher ? mTeacher->target(batch.clean, x, batch.sigma) : batch.clean;
        const at::Tensor loss = edmLoss(mNetwork, used, x, batch.sigma, target, mState.config.sigmaData);
        const double value = loss.item().toDouble();
        if (!std::isfinite(value)) {
            throw Error(ErrorCode::Numerical, "loss",
                        "stopped being finite at step " + std::to_string(mState.step) +
                            "; the last checkpoint is from before; try a lower learning rate");
        }
        for (auto& [name, tensor] : mState.weights)
            tensor.mutable_grad().reset();
        loss.backward();
        optimize(mState, schedule());
        ++mState.step;
        average();
        mTally.loss += value;
        ++mTally.steps;
        mTally.pictures += batch.sigma.size(0);
    }

    void average() {
        const at::NoGradGuard noGradients;
        const auto done = static_cast<double>(mState.step);
        for (std::size_t i = 0; i < mState.averages.size(); ++i) {
            // Young averages forget faster, so that the random start doesn't linger.
            const double decay = std::min(mState.config.ema[i], (1 + done) / (10 + done));
            for (auto& [name, tensor] : mState.averages[i])
                tensor.lerp_(mState.weights.at(name), 1 - decay);
        }
    }

    void report() const {
        const double seconds = secondsSince(mTally.since);
        const auto steps = static_cast<double>(mTally.steps);
        TrainingProgress progress;
        progress.step = mState.step;
        progress.steps = mState.steps;
        progress.loss = mTally.loss / steps;
        progress.picturesPerSecond = static_cast<double>(mTally.pictures) / seconds;
        progress.secondsLeft = static_cast<double>(mState.steps - mState.step) * seconds / steps;
        mObserver.progress(progress);
    }

    void saveState() {
        const auto path =
            mRun.checkpoint.empty() ? mRun.out.string() + ".checkpoint" : mRun.checkpoint.string();
        writeCheckpoint(path, mState);
        mObserver.wrote(path);
    }

    /// Writes the average that validates best, or the slowest one where there is nothing to validate on.
    void writeBest() {
        std::size_t best = mState.averages.size() - 1;
        if (mValidation) {
            ValidationTable table;
            table.step = mState.step;
            table.levels = kLevels;
            double highest = -INFINITY;
            for (std::size_t i = 0; i < mState.averages.size(); ++i) {
                table.psnr.push_back(
                    validateDenoising(*mValidation, mState.averages[i], mState.config, kLevels));
                const double sum = std::accumulate(table.psnr[i].begin(), table.psnr[i].end(), 0.0);
                if (sum > highest) {
                    highest = sum;
                    best = i;
                }
            }
            table.best = static_cast<int>(best);
            mObserver.validated(table);
        }
        writeWeights(mRun.out, mState.averages[best], mState.config, mRun.name, mRun.licence);
        mObserver.wrote(mRun.out);
    }

    const TrainingRun& mRun;
    TrainingObserver& mObserver;
    TrainingState mState;
    LacunaUnetConfig mNetwork;
    PhotoSet mPhotos;
    BatchFeed mFeed;
    std::optional<PhotoSet> mValidation;
    std::optional<Teacher> mTeacher;
    Tally mTally;
};

}  // namespace

void train(const TrainingRun& run, TrainingObserver& observer, RunControl& control) {
    if (run.out.empty()) throw Error(ErrorCode::Usage, "out", "says where the weights go; it is missing");
    if (run.resume.empty() && run.steps <= 0 && !(run.hours > 0))
        throw Error(ErrorCode::Usage, "hours", "or a number of steps is needed");
    if (run.threads > 0) at::set_num_threads(run.threads);
    setRowThreads(at::get_num_threads());
    Trainer(run, observer).go(control);
}

}  // namespace lacuna
