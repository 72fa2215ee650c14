// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/demo/demo_window.h"
#include "ui/tools/stroke_tool.h"
#include "ui/widgets/error_text.h"
#include "ui/worker/file_service.h"
#include "ui/worker/restoration_controller.h"
#include "ui/worker/timeline_service.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace lacuna::ui {

/// The demonstration: a photograph is chosen, damaged, restored, and its steps are looked at. With an engine
/// of its own, so that nothing of the studio's work is touched. Left alone, it goes back to the start.
class DemoFlow : public QObject {
    Q_OBJECT

  public:
    static constexpr int kPatienceSeconds = 90;

    /// Computes as `compute` says. Deletes itself when its window is closed.
    explicit DemoFlow(EngineFactory engine, const ComputeSpec& compute = {}, QObject* parent = nullptr);
    ~DemoFlow() override;

    DemoWindow& window() { return *mWindow; }
    ImageDocument* document() const { return mDocument.get(); }
    RestorationController& controller() { return mController; }
    /// How long it waits for somebody, in milliseconds.
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
    void takeDamaged(const LoadedPhoto& photo, const QImage& mask, const RestorationSettings& settings);
    void setDocument(std::unique_ptr<ImageDocument> document);
    void updateStep();
    void finish(const ResultPtr& result);
    void look(int index);
    void replay();
    void compareWith(bool truth);
    bool isDamaging() const;
    void sayFault(const Failure& failure, Attempt attempt);

    std::unique_ptr<DemoWindow> mWindow;
    FileService mFiles;
    RestorationController mController;
    TimelineService mSteps;
    BrushTool mBrush;
    std::unique_ptr<ImageDocument> mDocument;
    LoadedPhoto mChosen;  ///< as it was before it was damaged
    std::vector<QString> mPaths;
    bool mBlurred = false;
    bool mAwaitsDamage = false;  ///< what was asked for last is still wanted
    bool mRuns = false;          ///< what is on the screen, not what is still stopping
    bool mRunWaits = false;      ///< until that has stopped
    ComputeSpec mCompute;
    ModelRef mModel;  ///< a fast one, where it is installed
    TrajectoryPtr mTrajectory;
    QTimer mPatience;
    QTimer mClock;  ///< of the replay
};

}  // namespace lacuna::ui
