// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/base/error.h"
#include "core/base/parallel_rows.h"
#include "core/base/run_control.h"
#include "core/training/batch_feed.h"
#include "core/training/checkpoint.h"
#include "core/training/photo_set.h"
#include "core/training/trainable_network.h"
#include "core/training/validation.h"

#include <ATen/Parallel.h>
#include <torch/nn/module.h>  // for clip_grad.h, which in LibTorch 1.13 stands on it
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/adamw.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <sstream>
#include <type_traits>
#include <utility>

namespace lacuna {
namespace {

using Clock = std::chrono::steady_clock;

/// Steps that are timed to tell how many fit the hours, and those before them that are slower.
constexpr int kTimedSteps = 20;
constexpr int kColdSteps = 5;
constexpr double kReportSeconds = 10;
const std::vector<double> kLevels{5, 15, 25, 50};

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// What the optimizer files a parameter's moments under: its address, which LibTorch before 2.0 writes as
/// text.
template <typename Key>
Key keyOf(const at::Tensor& parameter) {
    if constexpr (std::is_same_v<Key, std::string>) {
        std::ostringstream text;
        text << parameter.unsafeGetTensorImpl();
        return text.str();
    } else {
        return parameter.unsafeGetTensorImpl();
    }
}

/// Another network of the family, asked for its D.
class Teacher {
  public:
    explicit Teacher(const std::filesystem::path& path)
        : mConfig(configOfWeights(path)),
          mNetwork(networkOf(mConfig)),
          mWeights(inBFloat16(readWeights(path, mConfig))) {}

    std::int64_t stride() const { return mNetwork.stride(); }
    at::Tensor denoise(const at::Tensor& x, const at::Tensor& sigma) const {
        const at::NoGradGuard noGradients;
        return denoiseBatch(mNetwork, mWeights, x, sigma, mConfig.sigmaData);
    }

  private:
    TrainingConfig mConfig;
    LacunaUnetConfig mNetwork;
    TensorMap mWeights;
};

class Trainer {
  public:
    Trainer(const TrainingRun& run, TrainingObserver& observer)
        : mRun(run),
          mObserver(observer),
          mState(begin(run)),
          mNetwork(networkOf(mState.config)),
          mPhotos(run.photos, mState.config.crop, kLongestSide),
          mFeed(mPhotos, mState.config, mState.step) {
        if (!run.validation.empty())
            mValidation.emplace(run.validation, static_cast<int>(mNetwork.stride()), 0);
        if (!run.teacher.empty()) setTeacher(run.teacher);
        for (auto& [name, tensor] : mState.weights) {
            tensor.requires_grad_(true);
            mNames.push_back(name);
            mParameters.push_back(tensor);
        }
        mOptimizer.emplace(
            mParameters,
            torch::optim::AdamWOptions(mState.config.learningRate).weight_decay(mState.config.weightDecay));
        restoreMoments();
    }

    void go(RunControl& control) {
        const auto started = Clock::now();
        auto timed = started;
        auto reported = started;
        auto checkpointed = started;
        auto validated = started;
        const std::int64_t firstStep = mState.step;
        double lossSum = 0;
        int lossCount = 0;
        while ((mState.steps == 0 || mState.step < mState.steps) && control.proceed()) {
            lossSum += step();
            ++lossCount;
            const std::int64_t made = mState.step - firstStep;
            if (made == kColdSteps) timed = Clock::now();
            if (mState.steps == 0 && made == kColdSteps + kTimedSteps) {
                const double perStep = secondsSince(timed) / kTimedSteps;
                mState.steps = std::max<std::int64_t>(
                    mState.step, std::llround((mRun.hours * 3600 - secondsSince(started)) / perStep));
            }
            if (secondsSince(reported) >= kReportSeconds && mState.steps > 0) {
                report(lossSum / lossCount, lossCount / secondsSince(reported));
                lossSum = lossCount = 0;
                reported = Clock::now();
            }
            if (secondsSince(validated) >= mRun.validationMinutes * 60) {
                writeBest();
                validated = reported = Clock::now();
                lossSum = lossCount = 0;
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
    using Key = std::decay_t<decltype(std::declval<torch::optim::AdamW&>().state())>::key_type;

    /// Larger photographs are shrunk to this: memory, and crops that show more than a patch of sky.
    static constexpr int kLongestSide = 2048;

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

    void setTeacher(const std::filesystem::path& path) {
        mTeacher.emplace(path);
        if (mState.config.crop % mTeacher->stride() != 0) {
            throw Error(ErrorCode::Usage, "crop",
                        "must be a multiple of " + std::to_string(mTeacher->stride()) +
                            ", the stride of the teacher");
        }
    }

    void restoreMoments() {
        if (mState.step == 0) return;
        for (const std::string& name : mNames) {
            auto moments = std::make_unique<torch::optim::AdamWParamState>();
            moments->step(mState.step);
            moments->exp_avg(mState.firstMoments.at(name));
            moments->exp_avg_sq(mState.secondMoments.at(name));
            mOptimizer->state()[keyOf<Key>(mState.weights.at(name))] = std::move(moments);
        }
    }

    /// Linear warm-up, then half a cosine to finalRate at the last step.
    double rate() const {
        const TrainingConfig& config = mState.config;
        const auto step = static_cast<double>(mState.step);
        if (step < config.warmup) return config.learningRate * (step + 1) / config.warmup;
        if (mState.steps <= config.warmup) return config.learningRate;
        const double place =
            std::min(1.0, (step - config.warmup) / static_cast<double>(mState.steps - config.warmup));
        return config.learningRate *
               (config.finalRate + (1 - config.finalRate) * (1 + std::cos(std::numbers::pi * place)) / 2);
    }

    double step() {
        const Batch batch = mFeed.next();
        const TensorMap used = mState.config.bfloat16 ? inBFloat16(mState.weights) : mState.weights;
        const at::Tensor x = batch.clean + batch.sigma.view({-1, 1, 1, 1}) * batch.noise;
        const at::Tensor target = mTeacher ? mTeacher->denoise(x, batch.sigma) : batch.clean;
        const at::Tensor loss = edmLoss(mNetwork, used, x, batch.sigma, target, mState.config.sigmaData);
        const double value = loss.item().toDouble();
        if (!std::isfinite(value)) {
            throw Error(ErrorCode::Numerical, "loss",
                        "stopped being finite at step " + std::to_string(mState.step) +
                            "; the last checkpoint is from before; try a lower learning rate");
        }
        mOptimizer->zero_grad();
        loss.backward();
        torch::nn::utils::clip_grad_norm_(mParameters, mState.config.clip);
        static_cast<torch::optim::AdamWOptions&>(mOptimizer->param_groups()[0].options()).lr(rate());
        mOptimizer->step();
        ++mState.step;
        average();
        return value;
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

    void report(double loss, double stepsPerSecond) const {
        TrainingProgress progress;
        progress.step = mState.step;
        progress.steps = mState.steps;
        progress.loss = loss;
        progress.picturesPerSecond = stepsPerSecond * mState.config.batch;
        progress.secondsLeft = static_cast<double>(mState.steps - mState.step) / stepsPerSecond;
        mObserver.progress(progress);
    }

    void saveState() {
        for (const std::string& name : mNames) {
            const auto found = mOptimizer->state().find(keyOf<Key>(mState.weights.at(name)));
            if (found == mOptimizer->state().end()) continue;
            const auto& moments = static_cast<const torch::optim::AdamWParamState&>(*found->second);
            mState.firstMoments[name] = moments.exp_avg();
            mState.secondMoments[name] = moments.exp_avg_sq();
        }
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
    std::vector<std::string> mNames;
    std::vector<at::Tensor> mParameters;
    std::optional<torch::optim::AdamW> mOptimizer;
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
