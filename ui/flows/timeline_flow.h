// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/throttle.h"
#include "ui/document/restoration_result.h"
#include "ui/panels/timeline_panel.h"
#include "ui/services/restoration.h"
#include "ui/services/timeline_export.h"
#include "ui/services/timeline_service.h"

#include <QObject>
#include <QPointer>

#include <chrono>

namespace lacuna::ui {

class CanvasView;
class ImageDocument;
class MessageBar;
class RestorationController;

/// Shows the steps of the current run, or of the shown result.
class TimelineFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        Runs& runs;
        RestorationController& controller;
        CanvasView& canvas;
        TimelinePanel& panel;
        MessageBar& messages;
    };

    explicit TimelineFlow(const Parts& parts, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// The run that is in view; null: none.
    void setRun(const RestorationPtr& run);
    /// The steps of the run or result, and the index of the shown step; null, −1: none.
    const TrajectoryPtr& trajectory() const { return mTrajectory; }
    int index() const { return mTrajectory ? mIndex : -1; }

  public Q_SLOTS:
    /// Shows the step with this outer step and region, if it is kept.
    void showStep(int region, int outerStep);

  Q_SIGNALS:
    /// Another step is shown.
    void indexChanged(int index);
    void branchWanted(const lacuna::ui::TrajectoryPtr& trajectory, int index);

  private:
    /// Whether the shown steps are those of the run in view.
    bool followsRun() const { return mRun && mRun->trajectory() && mRun->trajectory() == mTrajectory; }
    void showState();
    void bind(const TrajectoryPtr& trajectory, int expected);
    void bindToShown();
    void setKept(int kept);
    void goTo(int index);
    int levelsOf(int region) const;
    void show();
    bool isSeenAnyway(const Progress& step) const;
    void leaveStep();
    void fetch();
    void exportSteps(TimelinePanel::Export kind);
    void showLoss(const ResultPtr& result);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    TrajectoryPtr mTrajectory;
    RestorationPtr mRun;
    int mIndex = -1;
    int mExpected = 0;
    bool mFollows = true;  ///< the newest step is always shown
    bool mQuiet = false;   ///< the strip is being set by the program, not by the user
    /// Of the current run, which may make steps faster than they can be shown.
    Throttle mKept{std::chrono::milliseconds(400), [this] {
                       if (followsRun()) setKept(mTrajectory->size());
                   }};
    TimelineService mService;
    TimelineExport mExport;
};

}  // namespace lacuna::ui
