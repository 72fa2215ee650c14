// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fake_engine.h"

#include "core/engine/validate.h"
#include "core/imaging/metrics.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"
#include "core/trajectory/trajectory.h"
#include "ui/base/thread_guard.h"

#include <QThread>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

namespace lacuna::ui::test {

namespace {

ImageBuffer brightened(const ImageBuffer& pixels, const ImageBuffer& mask, int by) {
    ImageBuffer out = pixels;
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            if (!mask.isEmpty() && mask.sample(x, y, 0) <= 127) continue;
            for (int c = 0; c < out.channels(); ++c)
                out.setSample(x, y, c, std::min(255, out.sample(x, y, c) + by));
        }
    }
    return out;
}

ImageBuffer doubled(const ImageBuffer& pixels) {
    ImageBuffer out(2 * pixels.width(), 2 * pixels.height(), pixels.channels(), pixels.depth());
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            for (int c = 0; c < out.channels(); ++c)
                out.setSample(x, y, c, pixels.sample(x / 2, y / 2, c));
        }
    }
    return out;
}

/// Normal numbers only.
std::uint16_t toHalf(double value) {
    if (std::abs(value) < 6.2e-5) return 0;
    int exponent = 0;
    const double fraction = std::frexp(std::abs(value), &exponent);  // [0.5, 1)
    const int bits = int(std::lround(fraction * 2048)) - 1024;
    return std::uint16_t((value < 0 ? 0x8000 : 0) + ((exponent + 14) << 10) + bits);
}

constexpr int kContext = 48;

class FakeEngine : public RestorationEngine {
  public:
    explicit FakeEngine(std::shared_ptr<Script> script) : mScript(std::move(script)) { note("construct"); }
    ~FakeEngine() override {
        note("destroy");
        mScript->destroyed = true;
    }

    std::vector<DeviceInfo> devices() override {
        note("devices");
        return {{"cpu", "A processor"}};
    }
    std::vector<InstalledModel> models() override {
        note("models");
        InstalledModel model;
        model.name = ModelRef{}.nameOrPath;
        std::vector<InstalledModel> models{model};
        models.insert(models.end(), mScript->moreModels.begin(), mScript->moreModels.end());
        return models;
    }
    void preload(const ModelRef& model, const ComputeSpec& compute,
                 const std::function<void(double)>& progress) override {
        note("preload");
        {
            std::lock_guard lock(mScript->mutex);
            mScript->lastPreload = model;
            mScript->lastPreloadCompute = compute;
        }
        for (const double share : {0.25, 0.5}) {
            progress(share);
            mScript->loadPermits.acquire();
            mScript->loadPermits.release();
        }
        ++mScript->preloads;
    }
    RegionJob cut(const RestorationJob& job, const PhotoRegion& region) override {
        return cutRegion(job, region, kContext);
    }
    Plan plan(const RestorationJob& job) override {
        note("plan");
        ++mScript->plans;
        validate(job);
        Plan plan;
        plan.resultWidth = job.photo.pixels.width();
        plan.resultHeight = job.photo.pixels.height();
        plan.regions.resize(1);
        plan.networkGigaflops = 100;
        plan.hasWideHole = mScript->hasWideHole;
        return plan;
    }

    Outcome run(const RestorationJob& job, FrameSink& sink, RunControl& control) override {
        note("run");
        return restore(job, 0, sink, control);
    }
    Outcome resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                   RunControl& control) override {
        note("resume");
        ++mScript->branches;
        return restore(job, from.step(index).progress.step + 1, sink, control);
    }

    /// Darker by the noise that is to be added.
    Photograph degrade(const RestorationJob& job) override {
        note("degrade");
        {
            std::lock_guard lock(mScript->mutex);
            mScript->lastJob = job;
        }
        Photograph photo = job.photo;
        photo.pixels = brightened(photo.pixels, {}, -int(job.operation.noise.value_or(0)));
        return photo;
    }

    /// What differs, and the photograph.
    Analysis analyse(const RestorationJob& job, const ImageBuffer& result) override {
        note("analyse");
        ++mScript->analyses;
        Analysis analysis;
        analysis.consistency = brightened(job.photo.pixels, {}, 0);
        for (int y = 0; y < result.height(); ++y)
            for (int x = 0; x < result.width(); ++x)
                for (int c = 0; c < 3; ++c)
                    analysis.consistency.setSample(x, y, c,
                                                   result.sample(x, y, c) - job.photo.pixels.sample(x, y, c));
        analysis.invented = job.photo.pixels;
        return analysis;
    }

  private:
    Outcome restore(const RestorationJob& job, int first, FrameSink& sink, RunControl& control) {
        // The worker measures the speed with runs of one step, as many as fit its three seconds.
        const bool measuring = job.solver.values.has("steps") && job.solver.values.integer("steps") == 1;
        QSemaphore& permits = measuring ? mScript->speedPermits : mScript->permits;
        ++(measuring ? mScript->speedRuns : mScript->runs);
        if (!measuring) {
            std::lock_guard lock(mScript->mutex);
            mScript->lastJob = job;
        }
        sink.stage("model");
        sink.stage("solve");
        const ImageBuffer source = mScript->upscales ? doubled(job.photo.pixels) : job.photo.pixels;
        Outcome outcome;
        outcome.image = job.photo;
        outcome.image.pixels = source;
        int done = first;
        for (; done < mScript->steps; ++done) {
            // A denoiser call: it can't be interrupted, only not be begun.
            if (!control.proceed()) break;
            bool permitted = false;
            while (!permitted && !control.stopRequested())
                permitted = permits.tryAcquire(1, 5);
            if (permitted && (measuring || control.stopRequested())) permits.release();
            if (control.stopRequested() && !mScript->finishesCalls) break;
            const bool fails = mScript->failing.empty() || mScript->failing == job.solver.solver;
            if (mScript->error && fails && done * 2 >= mScript->steps) throw Error(*mScript->error);
            outcome.image.pixels = brightened(source, job.mask, 20 * (done + 1) / mScript->steps);
            Progress progress;
            progress.step = done;
            progress.steps = mScript->steps;
            progress.evaluations = done + 1;
            progress.totalEvaluations = mScript->steps;
            progress.sigma = 1.0 / (done + 1);
            if (std::size_t(done) < mScript->levels.size())
                progress.level = mScript->levels[std::size_t(done)];
            progress.levelWidth = source.width() >> progress.level;
            progress.levelHeight = source.height() >> progress.level;
            progress.secondsLeft = mScript->steps - done - 1;
            if (!job.reference.isEmpty()) {
                progress.psnr = psnr(outcome.image.pixels, job.reference);
                progress.ssim = ssim(outcome.image.pixels, job.reference);
            }
            progress.loss = {100.0 / (done + 1), 1, 0.1 / (done + 1), -double(done)};
            outcome.report.history.push_back(
                {0, done, 0, progress.sigma, progress.loss, progress.psnr, progress.ssim, progress.level});
            sink.progress(progress);
            if (done < mScript->framesUpTo && sink.wantsFrame()) {
                ++mScript->framesWanted;
                Frame frame;
                frame.progress = progress;
                frame.estimate = outcome.image.pixels;
                frame.resultWidth = source.width();
                frame.resultHeight = source.height();
                sink.frame(std::move(frame));
            }
            if (Trajectory* trajectory = sink.trajectory()) keep(*trajectory, progress, outcome.image.pixels);
        }
        if (control.stopRequested()) {
            mScript->stopPermits.acquire();
            mScript->stopPermits.release();
        }
        if (done < mScript->steps) outcome.status = Outcome::Status::Cancelled;
        outcome.beforeFirstEstimate = done == first;
        outcome.report.task = toString(job.operation.task);
        outcome.report.solver = solverLabel(job.solver);
        outcome.report.model = job.model.nameOrPath;
        outcome.report.seconds = 1;
        outcome.report.peakBytes = mScript->peakBytes;
        outcome.report.residual = mScript->residual;
        if (job.operation.noise.value_or(0) > 0)
            outcome.report.agreement = agreementOf(mScript->residual, 10'000);
        outcome.report.measurements = 10'000;
        outcome.report.steps = done;
        outcome.report.evaluations = done;
        outcome.report.inner = 1;
        outcome.report.seed = job.seed;
        if (!job.reference.isEmpty()) {
            outcome.report.psnr = psnr(outcome.image.pixels, job.reference);
            outcome.report.ssim = ssim(outcome.image.pixels, job.reference);
        }
        outcome.report.notes = mScript->notes;
        outcome.report.plan.networkGigaflops = 50;
        return outcome;
    }

    /// The estimate as it is, and its negative for the noisy state.
    static void keep(Trajectory& trajectory, const Progress& progress, const ImageBuffer& pixels) {
        TrajectoryStep step;
        step.progress = progress;
        step.width = step.resultWidth = pixels.width();
        step.height = step.resultHeight = pixels.height();
        Bytes estimate, noisy;
        const auto append = [](Bytes& bytes, double value) {
            const auto half = std::bit_cast<std::array<std::byte, 2>>(toHalf(value));
            bytes.insert(bytes.end(), half.begin(), half.end());
        };
        for (int y = 0; y < pixels.height(); ++y) {
            for (int x = 0; x < pixels.width(); ++x) {
                for (int c = 0; c < 3; ++c) {
                    const double value = pixels.sample(x, y, c % pixels.channels()) / 127.5 - 1;
                    append(estimate, value);
                    append(noisy, -value / noisyScale(progress.sigma));
                }
            }
        }
        trajectory.addState(0, progress.step, Bytes(16));
        trajectory.add(step, std::move(estimate), std::move(noisy));
    }

    void note(const char* what) {
        mustNotBlockGui(what);
        std::lock_guard lock(mScript->mutex);
        mScript->threads.push_back(QThread::currentThreadId());
    }

    std::shared_ptr<Script> mScript;
};

}  // namespace

EngineFactory fakeEngine(std::shared_ptr<Script> script) {
    return [script] { return std::make_unique<FakeEngine>(script); };
}

Photograph makePhoto(int width, int height) {
    Photograph photo;
    photo.pixels = ImageBuffer(width, height, 3, Depth::UInt8);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            photo.pixels.setSample(x, y, 0, 40 + 150 * x / width);
            photo.pixels.setSample(x, y, 1, 40 + 150 * y / height);
            photo.pixels.setSample(x, y, 2, 80 + (x / 8 + y / 8) % 2 * 40);
        }
    }
    return photo;
}

}  // namespace lacuna::ui::test
