// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/solver_pictures.h"

#include "core/trajectory/trajectory.h"
#include "ui/panels/picture_grid.h"
#include "ui/panels/solver_plot.h"

#include <QLocale>

#include <utility>

namespace lacuna::ui {

namespace {

/// The index of the last step that was kept up to that evaluation; −1: none.
int stepAt(const Trajectory& trajectory, int evaluation) {
    int found = -1;
    for (int i = 0; i < trajectory.size(); ++i)
        if (trajectory.step(i).progress.evaluations <= evaluation) found = i;
    return found;
}

/// What stands beside a solver's name.
QString wordsFor(const SolverLane& lane, int evaluation) {
    if (lane.state == SolverLane::State::Failed) return lane.failure;
    const LossRecord* record = lane.at(evaluation);
    if (!record) return lane.state == SolverLane::State::Waiting ? SolverPictures::tr("waiting") : QString();
    // The finished result is measured as a whole, and as it is saved.
    const bool isEnd = lane.state == SolverLane::State::Done && evaluation >= int(lane.history.size());
    if (const std::optional<double> psnr = isEnd ? lane.psnr : record->psnr)
        return SolverPictures::tr("%1 dB").arg(QLocale().toString(*psnr, 'f', 2));
    return SolverPictures::tr("misfit %1").arg(QLocale().toString(record->loss.misfit, 'g', 3));
}

}  // namespace

SolverPictures::SolverPictures(Runs& runs, PictureGrid& grid, QObject* parent)
    : QObject(parent), mGrid(grid) {
    mWanted.fill(-1);
    for (int i = 0; i < kMostSolvers; ++i) {
        auto& steps = mSteps[std::size_t(i)];
        steps = std::make_unique<TimelineService>(runs);
        connect(steps.get(), &TimelineService::ready, this,
                [this, i](int step, const std::vector<DisplayFrame>& frames) {
                    if (step == mWanted[std::size_t(i)]) setFrames(i, frames);
                });
    }
}

void SolverPictures::begin(int count, QSize scene, const DisplayImage& start, const PhotoPtr& photo) {
    for (const auto& steps : mSteps)
        steps->forget();
    mWanted.fill(-1);
    mStart = start;
    mPhoto = photo;
    mGrid.setScene(scene, count);
}

void SolverPictures::show(int index, const SolverEntry& entry, int evaluation) {
    const auto slot = std::size_t(index);
    const TrajectoryPtr steps = entry.result        ? TrajectoryPtr(entry.result->trajectory)
                                : entry.restoration ? entry.restoration->trajectory()
                                                    : nullptr;
    const bool isNewest = evaluation >= int(entry.lane.history.size());
    const int step = isNewest || !steps ? -1 : stepAt(*steps, evaluation);
    PictureGrid::Picture picture;
    picture.name = solverTitle(entry.lane.solver);
    const bool isLost = entry.result && !isNewest && !steps;  // a project may leave the steps out
    picture.value = isLost ? tr("the result; its steps weren't kept") : wordsFor(entry.lane, evaluation);
    picture.lane = index;
    if (entry.result && (isNewest || isLost)) {
        picture.base = entry.result->display;
    } else {
        picture.base = mStart;
        if (entry.restoration && isNewest) picture.frames = entry.restoration->frames();
        // Until the step is there, what was shown before stays.
        if (step >= 0) picture.frames = mGrid.picture(index).frames;
    }
    mGrid.setPicture(index, std::move(picture));
    mWanted[slot] = step;
    if (step >= 0) {
        mSteps[slot]->fetch(steps, step, mPhoto, false, stepViewOf(mGrid.view()));
    } else {
        mSteps[slot]->cancel();
    }
}

void SolverPictures::setFrames(int index, const std::vector<DisplayFrame>& frames) {
    PictureGrid::Picture picture = mGrid.picture(index);
    picture.frames = frames;
    mGrid.setPicture(index, std::move(picture));
}

}  // namespace lacuna::ui
