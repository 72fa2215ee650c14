// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/solver_comparison.h"
#include "ui/services/restoration.h"
#include "ui/services/timeline_service.h"

#include <QObject>
#include <QSize>

#include <array>
#include <memory>
#include <vector>

namespace lacuna::ui {

class PictureGrid;

/// One solver of a comparison.
struct SolverEntry {
    SolverLane lane;
    SolverSpec spec;
    RestorationPtr restoration;  ///< while it is at work
    ResultPtr result;            ///< null: none yet
};

/// Shows the solvers of a comparison side by side, each after the same number of evaluations: its newest
/// estimate, a step that was kept, or its result.
class SolverPictures : public QObject {
    Q_OBJECT

  public:
    SolverPictures(Runs& runs, PictureGrid& grid, QObject* parent = nullptr);

    /// For `count` solvers that restore `photo`, beginning from `start`. `scene` is the photograph's size.
    void begin(int count, QSize scene, const DisplayImage& start, const PhotoPtr& photo);
    /// The state of a solver at that evaluation, counted from 1.
    void show(int index, const SolverEntry& entry, int evaluation);

  private:
    void setFrames(int index, const std::vector<DisplayFrame>& frames);

    PictureGrid& mGrid;
    DisplayImage mStart;
    PhotoPtr mPhoto;
    std::array<std::unique_ptr<TimelineService>, kMostSolvers> mSteps;
    std::array<int, kMostSolvers> mWanted;  ///< step of each solver that was last asked for; −1: none
};

}  // namespace lacuna::ui
