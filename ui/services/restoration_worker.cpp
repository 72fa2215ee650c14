// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/restoration_worker.h"

#include "core/base/mask.h"
#include "core/engine/recipe_job.h"
#include "core/engine/region_job.h"
#include "core/io/colour.h"
#include "core/operators/task.h"
#include "core/trajectory/trajectory.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <utility>

namespace lacuna::ui {

namespace {

class RunSink : public FrameSink {
  public:
    RunSink(RestorationWorker& worker, quint64 id, DisplayMailbox& mailbox,
            const std::vector<std::uint8_t>& icc)
        : mWorker(worker), mId(id), mMailbox(mailbox), mIcc(icc) {}
    /// The job restores a part: sets its position in pixels of the whole photograph.
    void setPart(const PhotoRegion& cut, QSize photo) {
        mCut = cut;
        mPhoto = photo;
    }

    void stage(const std::string& name) override {
        Q_EMIT mWorker.stageChanged(mId, QString::fromStdString(name));
    }
    void loading(double share) override { mWorker.reportLoading(share); }
    void progress(const Progress& progress) override { Q_EMIT mWorker.progressed(mId, progress); }
    void tile(int done, int of) override { Q_EMIT mWorker.tileDone(mId, done, of); }
    bool wantsFrame() override { return !mMailbox.isFull(); }
    bool wantsNoisy() override { return mWorker.isNoisyWanted(); }
    Trajectory* trajectory() override { return mTrajectory; }
    void setTrajectory(Trajectory* trajectory) { mTrajectory = trajectory; }
    void frame(Frame&& frame) override {
        DisplayFrame display;
        display.run = mId;
        display.progress = frame.progress;
        display.picture = makeDisplayImage(frame.estimate, mIcc);
        if (!frame.noisy.isEmpty()) display.noisy = makeDisplayImage(frame.noisy, mIcc);
        QPoint place(frame.x, frame.y);
        display.resultSize = QSize(frame.resultWidth, frame.resultHeight);
        if (mPhoto.isValid()) {
            const int scale = frame.resultWidth / mCut.width;
            place += QPoint(mCut.x, mCut.y) * scale;
            display.resultSize = mPhoto * scale;
        }
        display.rect = QRect(place, display.picture.size());
        mMailbox.put(std::move(display));
    }

  private:
    RestorationWorker& mWorker;
    quint64 mId;
    DisplayMailbox& mMailbox;
    const std::vector<std::uint8_t>& mIcc;
    Trajectory* mTrajectory = nullptr;
    PhotoRegion mCut;
    QSize mPhoto;
};

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
QImage randomMask(const RunRequest& request, double share) {
    std::mt19937_64 random(request.settings.seed);
    const auto below = std::uint64_t(share * double(UINT32_MAX));
    QImage mask(request.photo.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < mask.height(); ++y) {
        uchar* row = mask.scanLine(y);
        for (int x = 0; x < mask.width(); ++x)
            row[x] = (random() >> 32) < below ? 255 : 0;
    }
    return mask;
}

/// Paints the marked pixels. `colour` has one sample per channel.
template <typename T>
void paintOver(ImageBuffer& pixels, const QImage& mask, const std::vector<T>& colour) {
    for (int y = 0; y < pixels.height(); ++y) {
        const uchar* marked = mask.constScanLine(y);
        T* pixel = pixels.row<T>(y);
        for (int x = 0; x < pixels.width(); ++x, pixel += colour.size()) {
            if (isMarked(marked[x])) std::copy(colour.begin(), colour.end(), pixel);
        }
    }
}

void paintOver(ImageBuffer& pixels, const QImage& mask, const QColor& colour) {
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

RestorationWorker::RestorationWorker(EngineFactory factory, std::shared_ptr<DisplayMailbox> mailbox)
    : mFactory(std::move(factory)), mMailbox(std::move(mailbox)) {}

RestorationWorker::~RestorationWorker() = default;

void RestorationWorker::start() {
    try {
        mEngine = mFactory();
        Q_EMIT devicesKnown(mEngine->devices());
        Q_EMIT modelsKnown(mEngine->models());
    } catch (...) {
        Q_EMIT preloadFailed(currentFailure());
    }
}

void RestorationWorker::preload(const ModelRef& model, const ComputeSpec& compute) {
    if (!mEngine) return;
    try {
        mEngine->preload(model, compute, [this](double share) { reportLoading(share); });
        Q_EMIT preloaded();
    } catch (...) {
        Q_EMIT preloadFailed(currentFailure());
    }
}

void RestorationWorker::reportLoading(double share) {
    constexpr int kParts = 100;
    const int part = int(share * kParts);
    if (part == std::exchange(mLoadedPart, part)) return;
    Q_EMIT loading(double(part) / kParts);
}

void RestorationWorker::measureSpeed(const ModelRef& model, const ComputeSpec& compute,
                                     std::shared_ptr<RunControl> control) {
    if (!mEngine || control->stopRequested()) return;
    try {
        const RestorationJob job = speedJob(model, compute);
        const Plan plan = mEngine->plan(job);
        const auto begin = std::chrono::steady_clock::now();
        double fastest = 0;
        do {
            FrameSink nobody;
            const Outcome outcome = mEngine->run(job, nobody, *control);
            if (outcome.status != Outcome::Status::Completed || !(outcome.report.seconds > 0)) return;
            // The fastest run counts: other load slows single runs, and the first run warms up.
            fastest = std::max(fastest, plan.networkGigaflops / outcome.report.seconds);
        } while (std::chrono::steady_clock::now() - begin < kSpeedTime);
        const double pixels = double(job.photo.pixels.width()) * job.photo.pixels.height();
        if (fastest > 0)
            Q_EMIT speedMeasured(fastest,
                                 plan.networkGigaflops / std::max(1, plan.evaluations) * 1e6 / pixels);
    } catch (...) {
        currentFailure();  // logged; the studio just can't estimate times before the first run
    }
}

const RestorationJob& RestorationWorker::jobFor(const RunRequest& request) {
    if (mJobPhoto == request.photo) {
        Photograph kept = std::move(mJob.photo);
        mJob = makeJob(request, std::move(kept));
    } else {
        mJob = RestorationJob();
        mJob = makeJob(request, *request.photo.load());
        mJobPhoto = request.photo;
    }
    return mJob;
}

void RestorationWorker::forget() {
    mJob = RestorationJob();
    mJobPhoto = StoredPhoto();
}

void RestorationWorker::plan(quint64 id, const RunRequest& request) {
    try {
        if (!mEngine) throw Error(ErrorCode::Internal, {}, "the engine did not start");
        Q_EMIT planned(id, mEngine->plan(jobFor(request)));
    } catch (...) {
        Q_EMIT planFailed(id, currentFailure());
    }
}

void RestorationWorker::analyse(quint64 id, const RunRequest& request, const ResultPtr& result) {
    try {
        if (!mEngine) throw Error(ErrorCode::Internal, {}, "the engine did not start");
        const Analysis analysis = mEngine->analyse(jobFor(request), result->photo.load()->pixels);
        Q_EMIT analysed(id, makeDisplayImage(analysis.consistency, {}),
                        makeDisplayImage(analysis.invented, {}));
    } catch (...) {
        currentFailure();  // logged; the view says that there is nothing
        Q_EMIT analysed(id, {}, {});
    }
}

void RestorationWorker::degrade(quint64 id, const DegradeRequest& request) {
    try {
        if (!mEngine) throw Error(ErrorCode::Internal, {}, "the engine did not start");
        RunRequest run = request.run;
        if (request.lost > 0) run.mask = randomMask(run, request.lost);
        const RestorationJob& job = jobFor(run);
        auto clean = std::make_shared<CleanPhoto>();
        Photograph reference = job.photo;
        reference.pixels = referenceFor(reference.pixels, job.operation);
        clean->display = inStore(makeDisplayImage(reference));
        clean->photo = std::make_shared<const Photograph>(std::move(reference));
        clean->path = request.path;
        clean->operation = job.operation;
        clean->seed = run.settings.seed;
        clean->mask = run.mask;
        Photograph damaged = mEngine->degrade(job);
        if (request.ground.isValid() && !run.mask.isNull())
            paintOver(damaged.pixels, run.mask, request.ground);
        LoadedPhoto loaded = readyToShow(std::move(damaged));
        loaded.title = request.title;
        loaded.clean = std::move(clean);
        Q_EMIT degraded(id, loaded, run.mask, run.settings);
    } catch (...) {
        Q_EMIT degradeFailed(id, currentFailure());
    }
}

void RestorationWorker::run(quint64 id, const RunRequest& request, std::shared_ptr<RunControl> control) {
    try {
        if (!mEngine) throw Error(ErrorCode::Internal, {}, "the engine did not start");
        RunSink sink(*this, id, *mMailbox, request.photo.facts().metadata.icc);
        const RestorationJob& whole = jobFor(request);
        std::optional<RegionJob> part;
        if (!request.region.isNull()) {
            const QRect& region = request.region;
            part = mEngine->cut(whole, {region.x(), region.y(), region.width(), region.height()});
            sink.setPart(part->cut, {whole.photo.pixels.width(), whole.photo.pixels.height()});
        }
        const RestorationJob& job = part ? part->job : whole;
        sink.setTrajectory(request.trajectory.get());
        int branchStep = -1;
        Outcome outcome;
        if (request.branchFrom) {
            branchStep = request.branchFrom->step(request.branchIndex).progress.step;
            outcome = mEngine->resume(job, *request.branchFrom, branchStep, sink, *control);
        } else {
            outcome = mEngine->run(job, sink, *control);
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
        result->settings = request.settings;
        result->mask = PictureStore::instance().keep(request.mask);
        result->region = request.region;
        result->trajectory = request.trajectory;
        result->branchStep = branchStep;
        if (!result->beforeFirstEstimate) result->display = inStore(makeDisplayImage(outcome.image));
        result->photo = StoredPhoto(std::move(outcome.image));
        Q_EMIT finished(id, result);
    } catch (...) {
        Q_EMIT failed(id, currentFailure());
    }
}

}  // namespace lacuna::ui
