// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/restoration_worker.h"

#include "core/base/mask.h"
#include "core/engine/recipe_job.h"
#include "core/engine/region_job.h"
#include "core/engine/standard_damage.h"
#include "core/io/colour.h"
#include "core/operators/task.h"
#include "core/trajectory/trajectory.h"
#include "ui/document/mask_image.h"
#include "ui/services/frame_pace.h"
#include "ui/services/restoration.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <utility>

namespace lacuna::ui {

/// Passes on what the engine tells, from its thread.
class RestorationSink : public FrameSink {
  public:
    RestorationSink(RestorationWorker& worker, Restoration& restoration, const std::atomic<bool>& withNoisy,
                    RunToken& token)
        : mWorker(worker), mTold(restoration), mWithNoisy(withNoisy), mToken(token) {}
    /// The job restores a part: sets its position in pixels of the whole photograph.
    void setPart(const PhotoRegion& cut, QSize photo) {
        mCut = cut;
        mPhoto = photo;
    }

    void stage(const std::string& name) override {
        mTold.tell([&told = mTold, stage = QString::fromStdString(name)] {
            told.mStage = stage;
            Q_EMIT told.stageChanged(stage);
        });
    }
    void loading(double share) override { mWorker.reportLoading(share); }
    void progress(const Progress& progress) override {
        ++mSteps;
        if (progress.totalEvaluations > 0)
            mToken.report(double(progress.evaluations) / progress.totalEvaluations);
        mTold.tell([&told = mTold, progress] {
            told.mProgress = progress;
            told.mHistory.push_back({progress.region, progress.step, progress.inner, progress.sigma,
                                     progress.loss, progress.psnr, progress.ssim, progress.level});
            Q_EMIT told.progressed(progress);
        });
    }
    bool wantsLoss() override { return true; }
    void tile(int done, int of) override {
        mTold.tell([&told = mTold, done, of] { Q_EMIT told.tileDone(done, of); });
    }
    /// Of a paused run every step is shown.
    bool wantsFrame() override {
        if (mTold.mMailbox.isFull()) return false;
        mAsked = FramePace::Clock::now();
        mSteps = 0;
        return mPace.allows(mAsked, mTold.timeToShow(), mTold.liveShare()) || mToken.control().isPaused();
    }
    bool wantsNoisy() override { return mWithNoisy; }
    Trajectory* trajectory() override { return mTold.mRequest.trajectory.get(); }
    void frame(Frame&& frame) override {
        // One that comes with a later step was copied while the device computed on: only what follows takes
        // time.
        const auto begun = mSteps > 1 ? FramePace::Clock::now() : mAsked;
        const auto elsewhere = mTold.timeToShow();
        const std::vector<std::uint8_t>& icc = mTold.request().photo.facts().metadata.icc;
        DisplayFrame display;
        display.progress = frame.progress;
        display.picture = makeDisplayImage(frame.estimate, icc);
        if (!frame.noisy.isEmpty()) display.noisy = makeDisplayImage(frame.noisy, icc);
        QPoint place(frame.x, frame.y);
        display.resultSize = QSize(frame.resultWidth, frame.resultHeight);
        if (mPhoto.isValid()) {
            const int scale = frame.resultWidth / mCut.width;
            place += QPoint(mCut.x, mCut.y) * scale;
            display.resultSize = mPhoto * scale;
        }
        display.rect = QRect(place, display.picture.size());
        mTold.mMailbox.put(std::move(display));
        mPace.spent(begun, FramePace::Clock::now(), elsewhere);
    }

  private:
    RestorationWorker& mWorker;
    Restoration& mTold;
    const std::atomic<bool>& mWithNoisy;
    RunToken& mToken;
    PhotoRegion mCut;
    QSize mPhoto;
    FramePace mPace;
    FramePace::Clock::time_point mAsked;  ///< when the engine last asked whether a frame is wanted
    int mSteps = 0;                       ///< that were told since
};

namespace {

constexpr std::chrono::seconds kSpeedTime{3};

RestorationJob speedJob(const ModelRef& model, const ComputeSpec& compute) {
    constexpr int kSide = 256;
    RestorationJob job;
    job.photo.pixels = ImageBuffer(kSide, kSide, 3, Depth::UInt8);
    job.operation.task = findTask("denoise")->task;
    job.operation.noise = 10;
    job.solver.values.set("steps", 1);
    job.model = model;
    job.compute = compute;
    return job;
}

/// Marks a random share of the pixels; the same seed gives the same pixels.
MaskLayer randomMask(const RunRequest& request, double share) {
    std::mt19937_64 random(request.settings.seed);
    const auto below = std::uint64_t(share * double(UINT32_MAX));
    QImage mask(request.photo.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < mask.height(); ++y) {
        uchar* row = mask.scanLine(y);
        for (int x = 0; x < mask.width(); ++x)
            row[x] = (random() >> 32) < below ? 255 : 0;
    }
    return MaskLayer(mask);
}

/// The run that does that damage.
void takeDamage(RunRequest& run, const Damage& damage) {
    RestorationSettings& settings = run.settings;
    const OperatorSpec& operation = damage.operation;
    settings.task = operation.task;
    if (taskRow(operation.task).takesKernel) takeKernel(settings.kernel, operation.kernel);
    settings.scale = operation.scale;
    settings.noise[std::size_t(operation.task)] = operation.noise.value_or(0);
    settings.noiseKind = NoiseKind::White;
    settings.onlyMarked = false;
    settings.keepUnmasked = !operation.noise;
    settings.grain = Grain::Off;
    run.mask = damage.mask.isEmpty() ? MaskLayer() : toMaskLayer(damage.mask);
}

/// Paints the marked pixels. `colour` has one sample per channel.
template <typename T>
void paintOver(ImageBuffer& pixels, const MaskLayer& mask, const std::vector<T>& colour) {
    std::vector<uchar> marked(std::size_t(pixels.width()));
    for (int y = 0; y < pixels.height(); ++y) {
        mask.readRow(0, y, 0, pixels.width(), marked.data());
        T* pixel = pixels.row<T>(y);
        for (int x = 0; x < pixels.width(); ++x, pixel += colour.size()) {
            if (isMarked(marked[std::size_t(x)])) std::copy(colour.begin(), colour.end(), pixel);
        }
    }
}

void paintOver(ImageBuffer& pixels, const MaskLayer& mask, const QColor& colour) {
    const QRgba64 c = colour.rgba64();
    const bool grey = pixels.channels() == 1;
    if (pixels.depth() == Depth::UInt16) {
        paintOver<std::uint16_t>(pixels, mask,
                                 grey ? std::vector{c.green()} : std::vector{c.red(), c.green(), c.blue()});
    } else {
        paintOver<std::uint8_t>(
            pixels, mask, grey ? std::vector{c.green8()} : std::vector{c.red8(), c.green8(), c.blue8()});
    }
}

}  // namespace

RestorationWorker::RestorationWorker(EngineFactory factory, Loading loading)
    : mFactory(std::move(factory)), mLoading(std::move(loading)) {}

EngineFacts RestorationWorker::start() {
    mEngine = mFactory();
    return {mEngine->devices(), mEngine->models()};
}

RestorationEngine& RestorationWorker::engine() {
    if (!mEngine) mEngine = mFactory();  // it failed at the start, and says why, or comes now
    return *mEngine;
}

void RestorationWorker::preload(const ModelRef& model, const ComputeSpec& compute, const Loading& loading) {
    if (!mEngine) return;
    mEngine->preload(model, compute, [&](double share) {
        reportLoading(share);
        loading(share);
    });
}

void RestorationWorker::reportLoading(double share) {
    constexpr int kParts = 100;
    const int part = int(share * kParts);
    if (part == std::exchange(mLoadedPart, part)) return;
    mLoading(double(part) / kParts);
}

std::optional<MeasuredSpeed> RestorationWorker::measureSpeed(const ModelRef& model,
                                                             const ComputeSpec& compute,
                                                             RunControl& control) {
    const RestorationJob job = speedJob(model, compute);
    const Plan plan = engine().plan(job);
    const auto begin = std::chrono::steady_clock::now();
    double fastest = 0;
    do {
        FrameSink nobody;
        const Outcome outcome = engine().run(job, nobody, control);
        if (outcome.status != Outcome::Status::Completed || !(outcome.report.seconds > 0)) return {};
        // The fastest run counts: other load slows single runs, and the first run warms up.
        fastest = std::max(fastest, plan.networkGigaflops / outcome.report.seconds);
    } while (std::chrono::steady_clock::now() - begin < kSpeedTime);
    const double pixels = double(job.photo.pixels.width()) * job.photo.pixels.height();
    if (!(fastest > 0)) return {};
    return MeasuredSpeed{fastest, plan.networkGigaflops / std::max(1, plan.evaluations) * 1e6 / pixels};
}

const RestorationJob& RestorationWorker::jobFor(const RunRequest& request) {
    if (mJobPhoto == request.photo) {
        Photograph kept = std::move(mJob.photo);
        mJob = makeJob(request, std::move(kept));
    } else {
        forget();
        mJob = makeJob(request, *request.photo.load());
        mJobPhoto = request.photo;
    }
    return mJob;
}

void RestorationWorker::forget() {
    mJob = RestorationJob();
    mJobPhoto = StoredPhoto();
}

PlannedRun RestorationWorker::plan(const RunRequest& request) {
    const RestorationJob& job = jobFor(request);
    return {engine().plan(job), job.operation.inLight};
}

AnalysisPictures RestorationWorker::analyse(const RunRequest& request, const RestorationResult& result) {
    const Analysis analysis = engine().analyse(jobFor(request), result.photo.load()->pixels);
    return {makeDisplayImage(analysis.consistency, {}), makeDisplayImage(analysis.invented, {})};
}

DegradedPhoto RestorationWorker::degrade(const DegradeRequest& request) {
    RunRequest run = request.run;
    std::optional<Damage> standard;
    if (!request.damage.empty()) {
        const QSize size = run.photo.size();
        standard = damageFor(request.damage, size.width(), size.height(), run.settings.seed);
        takeDamage(run, *standard);
    } else if (request.lost > 0) {
        run.mask = randomMask(run, request.lost);
    }
    run.settings.hug = false;  // there is no damage yet
    // The standard damages mix the file's values, as the programs of the papers do.
    if (standard || run.settings.linearLight == LinearLight::Auto)
        run.settings.linearLight = LinearLight::Off;
    const RestorationJob& job = jobFor(run);
    auto clean = std::make_shared<CleanPhoto>();
    Photograph reference = job.photo;
    reference.pixels = referenceFor(reference.pixels, job.operation);
    clean->display = inStore(makeDisplayImage(reference));
    clean->photo = std::make_shared<const Photograph>(std::move(reference));
    const bool isGrain = standard && standard->isGrain;
    if (!isGrain) clean->path = request.path;  // a recipe can't say what this grain is
    clean->operation = job.operation;
    clean->seed = run.settings.seed;
    clean->mask = run.mask;
    Photograph damaged =
        isGrain ? lacuna::damaged(job.photo, *standard, run.settings.seed) : engine().degrade(job);
    if (request.ground.isValid() && !run.mask.isNull()) paintOver(damaged.pixels, run.mask, request.ground);
    LoadedPhoto loaded = readyToShow(std::move(damaged));
    loaded.title = request.title;
    loaded.clean = std::move(clean);
    if (standard) run.settings.noise[std::size_t(run.settings.task)] = noiseToAssume(*standard);
    return {loaded, run.mask, run.settings};
}

ResultPtr RestorationWorker::run(Restoration& restoration, const std::atomic<bool>& withNoisy,
                                 RunToken& token) {
    RunControl& control = token.control();
    const RunRequest& request = restoration.request();
    RestorationEngine& engine = this->engine();
    RestorationSink sink(*this, restoration, withNoisy, token);
    const RestorationJob& whole = jobFor(request);
    std::optional<RegionJob> part;
    if (!request.region.isNull()) {
        const int scale = request.photoScale;
        const QRect region(request.region.topLeft() * scale, request.region.size() * scale);
        part = engine.cut(whole, {region.x(), region.y(), region.width(), region.height()});
        sink.setPart(part->cut, {whole.photo.pixels.width(), whole.photo.pixels.height()});
    }
    const RestorationJob& job = part ? part->job : whole;
    int branchStep = -1;
    Outcome outcome;
    if (request.branchFrom) {
        branchStep = request.branchFrom->step(request.branchIndex).progress.step;
        outcome = engine.resume(job, *request.branchFrom, request.branchIndex, sink, control);
    } else {
        outcome = engine.run(job, sink, control);
    }
    ImageBuffer& pixels = outcome.image.pixels;
    if (part && !outcome.beforeFirstEstimate) {
        const PhotoRegion& inner = part->region;
        pixels = pixels.cropped(inner.x, inner.y, inner.width, inner.height);
    }
    auto result = std::make_shared<RestorationResult>();
    result->stoppedEarly = outcome.status == Outcome::Status::Cancelled;
    result->beforeFirstEstimate = outcome.beforeFirstEstimate;
    result->report = std::move(outcome.report);
    result->parent = request.parent;
    result->parentId = request.parentId;
    result->keepsUnmarked = request.photoKeepsUnmarked && request.settings.keepsUnmarked();
    if (!request.stage.isEmpty()) result->stage = request.stage;
    result->settings = request.settings;
    if (taskRow(request.settings.task).mixesLight)
        result->settings.linearLight = job.operation.inLight ? LinearLight::On : LinearLight::Off;
    result->mask = request.mask;
    result->region = request.region;
    result->trajectory = request.trajectory;
    result->branchStep = branchStep;
    if (!result->beforeFirstEstimate) result->display = inStore(makeDisplayImage(outcome.image));
    result->photo = StoredPhoto(std::move(outcome.image));
    const bool blends = request.blend < 1 && canBlend(*result) && !result->beforeFirstEstimate && !part;
    return blends ? withBlend(result, *request.photo.load(), request.blend) : result;
}

}  // namespace lacuna::ui
