// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/timeline_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/image_document.h"
#include "ui/flows/file_question.h"
#include "ui/panels/loss_panel.h"
#include "ui/panels/timeline_strip.h"
#include "ui/services/restoration_controller.h"

#include <QFileInfo>
#include <QLocale>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

TimelineFlow::TimelineFlow(const Parts& parts, QObject* parent)
    : QObject(parent), mParts(parts), mService(parts.runs), mExport(parts.runs) {
    TimelinePanel& panel = mParts.panel;
    panel.setFilmEncoder(!TimelineExport::filmEncoder().isEmpty());
    panel.hide();
    connect(&panel, &TimelinePanel::scrubbed, this, [this](int index) {
        if (!mQuiet) goTo(index);
    });
    connect(&panel, &TimelinePanel::iterateChosen, this, [this](Iterate iterate) {
        mParts.canvas.setIterate(iterate);
        mParts.controller.setNoisyWanted(iterate != Iterate::Estimate);
        if (mIndex >= 0) show();
    });
    connect(&panel, &TimelinePanel::branchWanted, this, [this] {
        if (mTrajectory && mIndex >= 0) Q_EMIT branchWanted(mTrajectory, mIndex);
    });
    connect(panel.loss(), &LossPanel::stepChosen, this, &TimelineFlow::showStep);
    connect(&panel, &TimelinePanel::exportWanted, this, &TimelineFlow::exportSteps);
    connect(&mService, &TimelineService::ready, this, [this](int, const std::vector<DisplayFrame>& frames) {
        if (!frames.empty()) mParts.canvas.showStep(frames);
    });
    connect(&mService, &TimelineService::thumbnailReady, panel.strip(), &TimelineStrip::setThumbnail);
    connect(&panel, &TimelinePanel::pauseWanted, this, [this](bool paused) {
        if (mRun) mRun->setPaused(paused);
    });
    connect(&panel, &TimelinePanel::stepWanted, this, [this] {
        if (mRun) mRun->stepOnce();
    });
}

void TimelineFlow::setRun(const RestorationPtr& run) {
    if (run == mRun) return;
    if (mRun) mRun->disconnect(this);
    mRun = run;
    showState();
    if (!run) {
        if (mDocument) bindToShown();
        return;
    }
    connect(run.get(), &Restoration::stepKept, this, [this] {
        if (!followsRun()) return;
        mKept.ask();
        if (mRun->isPaused()) mKept.flush();  // who goes step by step sees each
    });
    connect(run.get(), &Restoration::progressed, this, [this](const Progress& progress) {
        if (!followsRun()) return;
        mExpected = progress.steps * progress.regions;
        mParts.panel.loss()->append({progress.region, progress.step, progress.inner, progress.sigma,
                                     progress.loss, progress.psnr, progress.ssim, progress.level});
    });
    connect(run.get(), &Restoration::stateChanged, this, &TimelineFlow::showState);
    connect(run.get(), &Restoration::pausedChanged, this, [this](bool paused) {
        showState();
        mKept.flush();
        if (paused && followsRun()) show();  // not every step has had a frame
    });
    if (!run->trajectory()) return;
    const std::optional<Progress>& progress = run->progress();
    bind(run->trajectory(), progress ? progress->steps * progress->regions : 0);
    showLoss(nullptr);
    for (const LossRecord& record : run->history())
        mParts.panel.loss()->append(record);
}

void TimelineFlow::showState() {
    mParts.panel.setRunning(mRun && mRun->state() == RunState::Running, mRun && mRun->isPaused());
}

void TimelineFlow::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    bind(nullptr, 0);
    if (!document) return;
    connect(document, &ImageDocument::shownChanged, this, &TimelineFlow::bindToShown);
    bindToShown();
}

void TimelineFlow::bindToShown() {
    const ResultPtr result = mDocument->shownResult();
    const TrajectoryPtr trajectory = result ? result->trajectory : nullptr;
    bind(trajectory, trajectory ? trajectory->size() : 0);
    // A result from a project has no steps any more, but still its loss.
    mParts.panel.setVisible(trajectory || (result && !result->report.history.empty()));
    showLoss(result);
}

/// Shows the loss of a finished result; null: of the run that begins.
void TimelineFlow::showLoss(const ResultPtr& result) {
    mParts.panel.loss()->setHistory(result ? result->report.history : std::vector<LossRecord>());
    QString badge, hint;
    const Agreement agreement = result ? result->report.agreement : Agreement::Unknown;
    if (agreement != Agreement::Unknown) {
        badge = agreement == Agreement::Explained ? tr("✓ What was removed looks like the noise you set")
                : agreement == Agreement::TooMuch
                    ? tr("More was removed than the noise level you set. The real noise may be stronger, or "
                         "the blur "
                         "different.")
                    : tr("Less was removed than the noise level you set. The real noise may be weaker.");
        const ResultPtr start = mDocument->at(result->parent);
        hint = start ? tr("What the result doesn't explain of “%5”, which it was made from, is %L1 times the "
                          "noise that was set; values between %L2 and %L3 count as explained (%4 samples).")
                     : tr("What the result doesn't explain of the photograph is %L1 times the noise that was "
                          "set; values between %L2 and %L3 count as explained (%4 samples).");
        hint = hint.arg(result->report.residual, 0, 'f', 3)
                   .arg(kLeastResidual, 0, 'f', 2)
                   .arg(kMostResidual, 0, 'f', 2)
                   .arg(QLocale().toString(qint64(result->report.measurements)));
        if (start) hint = hint.arg(mDocument->nameOf(*start));
    }
    mParts.panel.setBadge(badge, hint);
}

void TimelineFlow::bind(const TrajectoryPtr& trajectory, int expected) {
    const QScopedValueRollback quiet(mQuiet, true);
    mService.cancel();
    if (trajectory != mTrajectory) {
        mService.forget();
        mParts.panel.strip()->clear();
    }
    mTrajectory = trajectory;
    mExpected = expected;
    mFollows = true;
    mIndex = -1;
    if (mParts.canvas.showsStep()) mParts.canvas.clearFrames();
    mParts.panel.setHasSteps(trajectory != nullptr);
    mParts.panel.setVisible(trajectory != nullptr);
    setKept(trajectory ? trajectory->size() : 0);
}

void TimelineFlow::setKept(int kept) {
    const QScopedValueRollback quiet(mQuiet, true);
    mParts.panel.setSteps(kept, std::max(mExpected, kept));
    TimelineStrip* strip = mParts.panel.strip();
    if (mTrajectory)
        mService.fetchThumbnails(mTrajectory, strip->takeWanted(), mDocument->source().photo,
                                 [strip](const QSize& picture) { return strip->thumbnailHeight(picture); });
    if (mFollows) {
        mIndex = kept - 1;
        strip->setValue(mIndex);
    }
    show();
}

void TimelineFlow::goTo(int index) {
    if (!mTrajectory || index < 0) return;
    mIndex = index;
    mFollows = index == mTrajectory->size() - 1;
    show();
}

void TimelineFlow::showStep(int region, int outerStep) {
    for (int i = 0; mTrajectory && i < mTrajectory->size(); ++i) {
        const Progress progress = mTrajectory->step(i).progress;
        if (progress.region == region && progress.step == outerStep) return mParts.panel.strip()->setValue(i);
    }
}

/// How many coarse levels the shown steps of that part of the photograph have.
int TimelineFlow::levelsOf(int region) const {
    int levels = 0;
    for (int i = 0; i < mTrajectory->size(); ++i) {
        const Progress progress = mTrajectory->step(i).progress;
        if (progress.region == region) levels = std::max(levels, progress.level);
    }
    return levels;
}

void TimelineFlow::show() {
    if (!mTrajectory || mIndex < 0) {
        mParts.panel.setBranchEnabled(false);
        mParts.panel.setWords(mTrajectory ? tr("Waiting for the first step …")
                                          : tr("The steps of this result are no longer available."));
        mParts.panel.loss()->setCurrent(-1, -1);
        Q_EMIT indexChanged(-1);
        return;
    }
    const Progress progress = mTrajectory->step(mIndex).progress;
    const int levels = levelsOf(progress.region);
    QString words;
    if (levels > 0) {
        words = progress.regions > 1 ? tr("Part %1 of %2, step %3 of %4, level %5 of %6, %7 × %8   σ %L9")
                                           .arg(progress.region + 1)
                                           .arg(progress.regions)
                                     : tr("Step %1 of %2, level %3 of %4, %5 × %6   σ %L7");
    } else {
        words =
            progress.regions > 1
                ? tr("Part %1 of %2, step %3 of %4   σ %L5").arg(progress.region + 1).arg(progress.regions)
                : tr("Step %1 of %2   σ %L3");
    }
    words = words.arg(progress.step + 1).arg(progress.steps);
    if (levels > 0)
        words = words.arg(levels - progress.level + 1)
                    .arg(levels + 1)
                    .arg(progress.levelWidth)
                    .arg(progress.levelHeight);
    words = words.arg(progress.sigma, 0, 'g', 2);
    if (progress.psnr) words += QStringLiteral("   ") + tr("PSNR %L1 dB").arg(*progress.psnr, 0, 'f', 2);
    mParts.panel.setWords(words);
    mParts.panel.loss()->setCurrent(progress.region, progress.step);
    const bool goesOn = progress.step + 1 < progress.steps;
    const bool isKept = mTrajectory->hasStates(mIndex);
    mParts.panel.setBranchEnabled(goesOn && isKept, goesOn && !isKept);
    if (mFollows && isSeenAnyway(progress)) {
        mService.cancel();
        if (mParts.canvas.showsStep()) leaveStep();
    } else {
        fetch();
    }
    Q_EMIT indexChanged(mIndex);
}

/// Whether the run's newest frame, or the result, shows all that is wanted of the newest step.
bool TimelineFlow::isSeenAnyway(const Progress& step) const {
    const bool isPaused = mRun && mRun->isPaused();
    if (mParts.canvas.iterate() == Iterate::Estimate && !isPaused) return true;
    // A finished result is a single picture; its last step holds D and x_t.
    if (!mRun || mRun->frames().empty()) return false;
    // A frame from before the noisy state was asked for has no x_t, and the next may take long.
    const DisplayFrame& frame = mRun->frames().back();
    const bool hasAll = mParts.canvas.iterate() == Iterate::Estimate || !frame.noisy.isNull();
    return hasAll && frame.progress.region == step.region && frame.progress.step >= step.step;
}

void TimelineFlow::leaveStep() {
    if (!mRun) return mParts.canvas.clearFrames();
    mParts.canvas.leaveStep();
    // It came while the step was shown, and the canvas didn't take it.
    if (!mRun->frames().empty()) mParts.canvas.showFrame(mRun->frames().back());
}

void TimelineFlow::fetch() {
    if (!mTrajectory || mIndex < 0) return;
    mService.fetch(mTrajectory, mIndex, mDocument->source().photo,
                   mParts.canvas.iterate() != Iterate::Estimate, stepViewOf(mParts.canvas.view()));
}

void TimelineFlow::exportSteps(TimelinePanel::Export kind) {
    if (!mTrajectory || mTrajectory->size() == 0) return;
    using Kind = TimelinePanel::Export;
    //: The last word of a file's name, as in holiday-steps.png
    FileQuestion question{tr("Export steps"), QFileDialog::AcceptSave, QString(),
                          mDocument->suggestedStem(tr("steps"))};
    switch (kind) {
        case Kind::Pictures:
            question.title = tr("New folder for the steps");
            question.filter = tr("Folder (*)");
            break;
        case Kind::FilmStrip:
            question.filter = tr("PNG (*.png)");
            question.start += QStringLiteral(".png");
            break;
        case Kind::Webp:
            question.filter = tr("Animated WebP (*.webp)");
            question.start += QStringLiteral(".webp");
            break;
        case Kind::Mp4:
            question.filter = tr("Video (*.mp4)");
            question.start += QStringLiteral(".mp4");
            break;
    }
    const ResultPtr shown = mDocument->shownResult();
    const ResultPtr start =
        shown && shown->trajectory == mTrajectory ? mDocument->at(shown->parent) : mDocument->startsFrom();
    const TimelineExport::Job job{mTrajectory, mDocument->source().photo,
                                  start ? start->display : mDocument->source().display,
                                  mParts.panel.framesPerSecond()};
    askForFile(mParts.window, question, [this, kind, job](const QString& path) {
        const RunOf<Nothing> run = kind == Kind::Pictures    ? mExport.writePictures(job, path)
                                   : kind == Kind::FilmStrip ? mExport.writeFilmStrip(job, path)
                                                             : mExport.writeFilm(job, path);
        run.then(this,
                 [this, path] {
                     mParts.messages.show({Message::Kind::Information,
                                           tr("The steps are in “%1”.").arg(QFileInfo(path).fileName()), path,
                                           QString()});
                 })
            .orElse(this, [this](const Failure& failure) {
                mParts.messages.show(describeFailure(failure, Attempt::ExportSteps));
            });
    });
}

}  // namespace lacuna::ui
