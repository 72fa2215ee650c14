// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/error_text.h"
#include "ui/demo/demo_window.h"
#include "ui/services/file_service.h"
#include "ui/services/restoration_controller.h"
#include "ui/services/timeline_service.h"
#include "ui/tools/stroke_tool.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace lacuna::ui {

/// The demonstration: a photograph is chosen, damaged and restored, and its steps can be viewed. It has an
/// engine of its own, so that nothing of the studio's work is touched. When left alone, it returns to the
/// start.
class DemoFlow : public QObject {
    Q_OBJECT

  public:
    static constexpr int kPatienceSeconds = 90;

    /// Runs use `compute`. Deletes itself when its window is closed.
    explicit DemoFlow(EngineFactory engine, const ComputeSpec& compute = {}, QObject* parent = nullptr);
    ~DemoFlow() override;

    DemoWindow& window() { return *mWindow; }
    ImageDocument* document() const { return mDocument.get(); }
    RestorationController& controller() { return mController; }
    /// How long it waits for input before it starts over.
    void setPatience(int milliseconds);

  Q_SIGNALS:
    void closed();

  private:
    void connectWindow();
    void connectEngine();
    void listPhotos();
    void startOver();
    void choose(int index);
    void scratch();
    void blur(DemoWindow::Blur blur);
    void restore();
    void run();
    void damage(const DegradeRequest& request);
    void takeDamaged(const DegradedPhoto& damaged);
    void stop();
    void setDocument(std::unique_ptr<ImageDocument> document);
    void updateStep();
    void finish(const ResultPtr& result);
    void look(int index);
    void replay();
    void compareWith(bool truth);
    bool isDamaging() const;
    void sayFault(const Failure& failure, Attempt attempt);

    std::unique_ptr<DemoWindow> mWindow;
    Runs mRuns;
    FileService mFiles{mRuns};
    RestorationController mController;
    TimelineService mSteps{mRuns};
    BrushTool mBrush;
    std::unique_ptr<ImageDocument> mDocument;
    LoadedPhoto mChosen;  ///< before it was damaged
    std::vector<QString> mPaths;
    bool mBlurred = false;
    LatestRun mOpening;
    LatestRun mDamaging;
    RestorationPtr mRestoration;  ///< that is shown; null: none
    ComputeSpec mCompute;
    ModelRef mModel;  ///< a fast one if it is installed
    TrajectoryPtr mTrajectory;
    QTimer mPatience;
    QTimer mClock;  ///< of the replay
};

}  // namespace lacuna::ui
