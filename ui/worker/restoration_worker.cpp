// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worker/restoration_worker.h"

#include "core/masks/soft_edges.h"

#include <utility>

namespace lacuna::ui {

namespace {

class RunSink : public FrameSink {
  public:
    RunSink(RestorationWorker& worker, quint64 id, DisplayMailbox& mailbox,
            const std::vector<std::uint8_t>& icc)
        : mWorker(worker), mId(id), mMailbox(mailbox), mIcc(icc) {}

    void stage(const std::string& name) override {
        Q_EMIT mWorker.stageChanged(mId, QString::fromStdString(name));
    }
    void progress(const Progress& progress) override { Q_EMIT mWorker.progressed(mId, progress); }
    bool wantsFrame() override { return !mMailbox.isFull(); }
    void frame(Frame&& frame) override {
        DisplayFrame display;
        display.run = mId;
        display.progress = frame.progress;
        display.picture = makeDisplayImage(frame.estimate, mIcc);
        display.rect = QRect(QPoint(frame.x, frame.y), display.picture.size());
        display.resultSize = QSize(frame.resultWidth, frame.resultHeight);
        mMailbox.put(std::move(display));
    }

  private:
    RestorationWorker& mWorker;
    quint64 mId;
    DisplayMailbox& mMailbox;
    const std::vector<std::uint8_t>& mIcc;
};

RestorationJob speedJob(const ModelRef& model, const ComputeSpec& compute) {
    constexpr int kSide = 256;
    RestorationJob job;
    job.photo.pixels = ImageBuffer(kSide, kSide, 3, Depth::UInt8);
    job.operation.task = Task::Denoise;
    job.operation.noise = 10;
    job.solver.steps = 1;
    job.model = model;
    job.compute = compute;
    return job;
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
        mEngine->preload(model, compute);
        Q_EMIT preloaded();
    } catch (...) {
        Q_EMIT preloadFailed(currentFailure());
    }
}

void RestorationWorker::measureSpeed(const ModelRef& model, const ComputeSpec& compute,
                                     std::shared_ptr<RunControl> control) {
    if (!mEngine || control->stopRequested()) return;
    try {
        const RestorationJob job = speedJob(model, compute);
        const double gigaflops = mEngine->plan(job).networkGigaflops;
        FrameSink nobody;
        const Outcome outcome = mEngine->run(job, nobody, *control);
        if (outcome.status == Outcome::Status::Completed && outcome.report.seconds > 0 && gigaflops > 0)
            Q_EMIT speedMeasured(gigaflops / outcome.report.seconds);
    } catch (...) {
        currentFailure();  // logged; the studio only knows no time before the first run
    }
}

const RestorationJob& RestorationWorker::jobFor(const RunRequest& request) {
    if (mJobPhoto == request.photo) {
        Photograph kept = std::move(mJob.photo);
        mJob = makeJob(request, std::move(kept));
    } else {
        mJob = RestorationJob();
        mJob = makeJob(request, *request.photo);
        mJobPhoto = request.photo;
    }
    return mJob;
}

void RestorationWorker::plan(quint64 id, const RunRequest& request) {
    try {
        if (!mEngine) throw Error(ErrorCode::Internal, {}, "the engine did not start");
        Q_EMIT planned(id, mEngine->plan(jobFor(request)));
    } catch (...) {
        Q_EMIT planFailed(id, currentFailure());
    }
}

void RestorationWorker::run(quint64 id, const RunRequest& request, std::shared_ptr<RunControl> control) {
    try {
        if (!mEngine) throw Error(ErrorCode::Internal, {}, "the engine did not start");
        RunSink sink(*this, id, *mMailbox, request.photo->metadata.icc);
        Outcome outcome = mEngine->run(jobFor(request), sink, *control);
        // Elsewhere every pixel is restored, or the pixels are others.
        if (mJob.operation.task == Task::Inpaint && mJob.keepUnmasked && !mJob.mask.isEmpty())
            blendSoftEdges(outcome.image.pixels, request.photo->pixels, mJob.mask);
        auto result = std::make_shared<RestorationResult>();
        result->stoppedEarly = outcome.status == Outcome::Status::Cancelled;
        result->beforeFirstEstimate = outcome.beforeFirstEstimate;
        result->report = std::move(outcome.report);
        result->settings = request.settings;
        result->mask = request.mask;
        result->photo = std::make_shared<const Photograph>(std::move(outcome.image));
        if (!result->beforeFirstEstimate) result->display = makeDisplayImage(*result->photo);
        Q_EMIT finished(id, result);
    } catch (...) {
        Q_EMIT failed(id, currentFailure());
    }
}

}  // namespace lacuna::ui
