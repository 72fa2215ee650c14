// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/demo/demo_flow.h"

#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "ui/canvas/canvas_view.h"
#include "ui/demo/demo_meters.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/image_document.h"
#include "ui/panels/timeline_strip.h"
#include "ui/start/sample_catalog.h"
#include "ui/tools/mask_brush.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lacuna::ui {

namespace {

/// A faster model, so that an audience can watch the picture form.
constexpr auto kFastModel = "photo-fast";

constexpr double kFocusRadius = 4;  ///< pixels, and so is the length
constexpr double kShakeLength = 18, kShakeAngle = 25;
constexpr double kBlurNoise = 1.5;  ///< 8-bit levels
constexpr double kBrushShare = 0.022;
constexpr int kStepsPerSecond = 6;
const QColor kLost(214, 210, 202);  ///< as paper shows where the picture has come off

/// Scratches as shares of the sides: from, to, width as a share of the brush's.
struct Scratch {
    double x1, y1, x2, y2, width;
};
constexpr std::array<Scratch, 6> kScratches{{{0.08, 0.02, 0.34, 0.97, 0.5},
                                             {0.98, 0.12, 0.45, 0.55, 0.45},
                                             {0.02, 0.72, 0.97, 0.82, 0.6},
                                             {0.62, 0.03, 0.78, 0.60, 0.4},
                                             {0.20, 0.30, 0.30, 0.36, 1.6},
                                             {0.70, 0.40, 0.76, 0.44, 1.8}}};

KernelSpec kernelFor(DemoWindow::Blur blur) {
    return blur == DemoWindow::Blur::Focus ? kernelOf("disc", {kFocusRadius})
                                           : kernelOf("motion", {kShakeLength, kShakeAngle});
}

}  // namespace

DemoFlow::DemoFlow(EngineFactory engine, const ComputeSpec& compute, QObject* parent)
    : QObject(parent),
      mWindow(std::make_unique<DemoWindow>()),
      mController(std::move(engine)),
      mCompute(compute) {
    mPatience.setSingleShot(true);
    mPatience.setInterval(kPatienceSeconds * 1000);
    mClock.setInterval(1000 / kStepsPerSecond);
    mWindow->canvas()->setTool(&mBrush);
    mWindow->canvas()->setMaskFill(kLost);
    connectWindow();
    connectEngine();
    listPhotos();
}

DemoFlow::~DemoFlow() {
    // Before the document that they show is destroyed.
    mBrush.setDocument(nullptr);
    mWindow->canvas()->setDocument(nullptr);
}

void DemoFlow::setPatience(int milliseconds) {
    mPatience.setInterval(milliseconds);
    mPatience.start();
}

void DemoFlow::connectWindow() {
    DemoWindow* window = mWindow.get();
    connect(window, &DemoWindow::photoChosen, this, &DemoFlow::choose);
    connect(window, &DemoWindow::scratchWanted, this, &DemoFlow::scratch);
    connect(window, &DemoWindow::blurWanted, this, &DemoFlow::blur);
    connect(window, &DemoWindow::restoreWanted, this, &DemoFlow::restore);
    connect(window, &DemoWindow::replayWanted, this, &DemoFlow::replay);
    connect(window, &DemoWindow::truthWanted, this, &DemoFlow::compareWith);
    connect(window, &DemoWindow::startOverWanted, this, &DemoFlow::startOver);
    connect(window, &DemoWindow::closed, this, [this] {
        stop();
        Q_EMIT closed();
        deleteLater();
    });
    connect(window, &DemoWindow::touched, &mPatience, qOverload<>(&QTimer::start));
    connect(&mPatience, &QTimer::timeout, this, [this] {
        if (mController.isBusy() || mDamaging.isActive()) {
            mPatience.start();
        } else {
            startOver();
        }
    });
    connect(window->strip(), &QAbstractSlider::actionTriggered, &mClock, &QTimer::stop);
    connect(window->strip(), &QAbstractSlider::valueChanged, this, &DemoFlow::look);
    connect(&mClock, &QTimer::timeout, this, [this] {
        TimelineStrip* strip = mWindow->strip();
        if (strip->value() < strip->maximum()) {
            strip->setValue(strip->value() + 1);
        } else {
            mClock.stop();
        }
    });
}

void DemoFlow::connectEngine() {
    connect(&mController, &RestorationController::modelsKnown, this,
            [this](const std::vector<InstalledModel>& models) {
                const bool hasFast =
                    std::any_of(models.begin(), models.end(),
                                [](const InstalledModel& model) { return model.name == kFastModel; });
                if (hasFast) mModel.nameOrPath = kFastModel;
                mController.preload(mModel, mCompute, false);
            });
    connect(&mController, &RestorationController::preloadFailed, this,
            [this](const Failure& failure) { sayFault(failure, Attempt::LoadModel); });
    connect(&mSteps, &TimelineService::ready, this,
            [this](int index, const std::vector<DisplayFrame>& frames) {
                if (index == mWindow->strip()->value() && !frames.empty())
                    mWindow->canvas()->showStep(frames);
            });
    connect(&mSteps, &TimelineService::thumbnailReady, mWindow->strip(), &TimelineStrip::setThumbnail);
}

void DemoFlow::listPhotos() {
    for (const Sample& sample : findDemonstrationPhotos()) {
        mPaths.push_back(sample.path);
        mWindow->addPhoto(sample.title);
        mFiles.thumbnail(sample.path)
            .then(this, [this, index = int(mPaths.size()) - 1](const QImage& picture) {
                mWindow->setPhoto(index, picture);
            });
    }
}

void DemoFlow::startOver() {
    mClock.stop();
    mOpening.cancel();
    stop();
    setDocument(nullptr);
    mWindow->showStep(DemoWindow::Step::Choose);
}

/// What was under way is no longer shown.
void DemoFlow::stop() {
    mDamaging.cancel();
    if (const RestorationPtr run = std::exchange(mRestoration, nullptr)) {
        run->disconnect(this);
        run->stop();
        mWindow->canvas()->setRunning(false);
    }
}

void DemoFlow::sayFault(const Failure& failure, Attempt attempt) {
    startOver();
    mWindow->sayFault(describeFailure(failure, attempt).headline);
    mPatience.start();
}

void DemoFlow::choose(int index) {
    if (index < 0 || index >= int(mPaths.size()) || mDocument) return;
    OpenRequest request;
    request.path = mPaths[std::size_t(index)];
    request.isSample = true;
    mOpening.replace(mFiles.open(request))
        .then(this,
              [this](const OpenedPhoto& opened) {
                  mChosen = opened.photo;
                  mBlurred = false;
                  setDocument(std::make_unique<ImageDocument>(mChosen));
                  updateStep();
              })
        .orElse(this, [this](const Failure& failure) { sayFault(failure, Attempt::OpenPhoto); });
}

void DemoFlow::setDocument(std::unique_ptr<ImageDocument> document) {
    const std::unique_ptr<ImageDocument> old = std::exchange(mDocument, std::move(document));
    mTrajectory = nullptr;
    mSteps.forget();
    mWindow->strip()->clear();
    mWindow->meters()->clear();
    mBrush.setDocument(mDocument.get());
    CanvasView* canvas = mWindow->canvas();
    canvas->setDocument(mDocument.get());
    if (!mDocument) return;
    canvas->fit();
    canvas->setTool(mBlurred ? nullptr : &mBrush);
    mBrush.setDiameter(kBrushShare * std::max(mDocument->size().width(), mDocument->size().height()));
    connect(mDocument.get(), &ImageDocument::maskChanged, this, [this] {
        mDamaging.cancel();
        updateStep();
    });
}

bool DemoFlow::isDamaging() const {
    return mDocument &&
           (mWindow->step() == DemoWindow::Step::Damage || mWindow->step() == DemoWindow::Step::Restore);
}

/// Whether there is already something to restore.
void DemoFlow::updateStep() {
    if (!mDocument || mWindow->step() >= DemoWindow::Step::Watch) return;
    const bool damaged = mBlurred || !mDocument->mask().isEmpty();
    const auto step = damaged ? DemoWindow::Step::Restore : DemoWindow::Step::Damage;
    if (mWindow->step() != step) mWindow->showStep(step);
}

void DemoFlow::scratch() {
    if (!isDamaging()) return;
    if (std::exchange(mBlurred, false)) setDocument(std::make_unique<ImageDocument>(mChosen));
    MaskLayer mask(mDocument->mask());
    const QSize size = mDocument->size();
    for (const Scratch& scratch : kScratches) {
        Brush brush;
        brush.diameter = std::max(2.0, mBrush.diameter() * scratch.width);
        mask.changed(fillStroke(mask, QPointF(scratch.x1 * size.width(), scratch.y1 * size.height()),
                                QPointF(scratch.x2 * size.width(), scratch.y2 * size.height()), brush));
    }
    mDocument->history().push(new ChangeMaskCommand(*mDocument, QString(), mask));
}

void DemoFlow::blur(DemoWindow::Blur blur) {
    if (!isDamaging()) return;
    DegradeRequest request;
    request.run.photo = mChosen.photo;
    RestorationSettings& settings = request.run.settings;
    settings.task = findTask("deblur")->task;
    settings.kernel = kernelFor(blur);
    settings.noise[std::size_t(settings.task)] = kBlurNoise;
    request.title = mChosen.title;
    damage(request);
}

void DemoFlow::restore() {
    if (mWindow->step() != DemoWindow::Step::Restore) return;
    mWindow->showStep(DemoWindow::Step::Watch);
    mWindow->canvas()->setTool(nullptr);
    if (mDamaging.isActive()) return;
    if (mBlurred) {
        run();
        return;
    }
    // Painted pixels are first lost and then restored.
    DegradeRequest request;
    request.run = mDocument->request();
    request.title = mChosen.title;
    request.ground = kLost;
    damage(request);
}

void DemoFlow::damage(const DegradeRequest& request) {
    mDamaging.replace(mController.degrade(request))
        .then(this, [this](const DegradedPhoto& damaged) { takeDamaged(damaged); })
        .orElse(this, [this](const Failure& failure) { sayFault(failure, Attempt::Degrade); });
}

void DemoFlow::takeDamaged(const DegradedPhoto& damaged) {
    auto document = std::make_unique<ImageDocument>(damaged.photo);
    document->setSettings(damaged.settings);
    if (!damaged.mask.isNull()) ChangeMaskCommand(*document, QString(), damaged.mask).redo();
    mBlurred = taskRow(damaged.settings.task).takesKernel;
    setDocument(std::move(document));
    if (mWindow->step() == DemoWindow::Step::Watch) {
        run();
    } else {
        updateStep();
    }
}

/// A previous run that is still stopping comes first.
void DemoFlow::run() {
    CanvasView* canvas = mWindow->canvas();
    canvas->setTool(nullptr);
    canvas->setMaskShown(false);
    RunRequest request = mDocument->request();
    request.settings.model = mModel;
    request.settings.compute = mCompute;
    mRestoration = mController.start(request);
    mRestoration->setLiveShare(FramePace::kWatchedShare);
    mTrajectory = mRestoration->trajectory();
    canvas->setRunning(true);
    mPatience.start();
    connect(mRestoration.get(), &Restoration::progressed, this,
            [this](const Progress& progress) { mWindow->meters()->add(progress); });
    connect(mRestoration.get(), &Restoration::frameReady, this,
            [this](const DisplayFrame& frame) { mWindow->canvas()->showFrame(frame); });
    const auto ifShown = [this, raw = mRestoration.get()](auto handler) {
        return [this, raw, handler](const auto& answer) {
            if (mRestoration.get() == raw) handler(answer);
        };
    };
    mRestoration->run()
        .then(this, ifShown([this](const ResultPtr& result) { finish(result); }))
        .orElse(this, ifShown([this](const Failure& failure) { sayFault(failure, Attempt::Restore); }));
}

void DemoFlow::finish(const ResultPtr& result) {
    mRestoration = nullptr;
    mWindow->canvas()->setRunning(false);
    mPatience.start();
    if (result->beforeFirstEstimate || !mTrajectory) return;
    mDocument->insertResult(0, result);
    mDocument->show(0);
    const int kept = mTrajectory->size();
    TimelineStrip* strip = mWindow->strip();
    mWindow->showStep(DemoWindow::Step::Look);
    strip->setSteps(kept, kept);
    strip->setValue(kept - 1);
    mSteps.fetchThumbnails(mTrajectory, strip->takeWanted(), mDocument->source().photo,
                           [strip](const QSize& picture) { return strip->thumbnailHeight(picture); });
    mWindow->canvas()->introduceCompare();
}

void DemoFlow::look(int index) {
    if (mWindow->step() != DemoWindow::Step::Look || !mTrajectory || index < 0) return;
    if (index == mTrajectory->size() - 1) {
        mSteps.cancel();
        mWindow->canvas()->clearFrames();
    } else {
        mSteps.fetch(mTrajectory, index, mDocument->source().photo, false);
    }
}

void DemoFlow::compareWith(bool truth) {
    if (!mDocument) return;
    const LoadedPhoto& damaged = mDocument->source();
    if (truth && damaged.clean) {
        mWindow->canvas()->setCompared(damaged.clean->display, tr("Original"));
    } else {
        mWindow->canvas()->setCompared(damaged.display, tr("Damaged"));
    }
}

void DemoFlow::replay() {
    if (mWindow->step() != DemoWindow::Step::Look) return;
    mWindow->strip()->setValue(0);
    mClock.start();
}

}  // namespace lacuna::ui
