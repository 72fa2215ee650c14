// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view_transform.h"
#include "ui/document/view_kinds.h"
#include "ui/flows/documents.h"
#include "ui/flows/per_document.h"
#include "ui/services/file_service.h"
#include "ui/services/restoration_controller.h"
#include "ui/start/recent_files.h"

#include <QMainWindow>
#include <QSet>

#include <memory>
#include <vector>

class QLabel;
class QMenu;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace lacuna::ui {

class Actions;
class ArrowTool;
class BusyRow;
class CanvasView;
class ColourFlow;
class CompareFlow;
class CropPage;
class FileFlow;
class FrameFlow;
class KernelFlow;
class MaskFlow;
class MessageBar;
class ModelFlow;
class NoiseFlow;
class Preferences;
class BenchFlow;
class DocumentTabs;
class DragFlow;
class DemoFlow;
class GalleryFlow;
class HistogramPanel;
class PresetStore;
class ProjectFlow;
class QueueFlow;
class ResultsPanel;
class Shortcuts;
class RuledCanvas;
class RunFlow;
class RunStrip;
class SolverFlow;
class StageFlow;
class StartPage;
class StatusLine;
class RegionTool;
class TaskPanel;
class Theme;
class TimelineFlow;
class TimelinePanel;
class ToolBox;

/// The studio. Composition only: what happens with files is in FileFlow, with runs in RunFlow, with whole
/// masks in MaskFlow, with models in ModelFlow, and with single tools in ToolBox.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    MainWindow(EngineFactory engine, Theme& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens photographs and projects as if they had been chosen in the dialog.
    void openPaths(const QStringList& paths);
    void openPath(const QString& path) { openPaths({path}); }
    /// Full screen, in front of this window.
    void showDemonstration();
    /// Opens the work of processes that crashed.
    void recover();

    // For tests, and for code that composes the window.
    ImageDocument* document() const { return mDocuments.current(); }
    Documents& documents() { return mDocuments; }
    Runs& runs() { return mRuns; }
    QueueFlow* queueFlow() const { return mQueueFlow; }
    FileFlow* fileFlow() const { return mFileFlow; }
    RunFlow* runFlow() const { return mRunFlow; }
    BusyRow* busyRow() const { return mBusy; }
    CanvasView* canvas() const { return mCanvas; }
    TaskPanel* taskPanel() const { return mTaskPanel; }
    MessageBar* messageBar() const { return mMessages; }
    Actions* actions() const { return mActions; }
    RestorationController* controller() const { return mController.get(); }
    FileService* files() const { return mFiles.get(); }
    Preferences* preferences() const { return mPreferences; }
    MaskFlow* maskFlow() const { return mMaskFlow; }
    TimelinePanel* timelinePanel() const { return mTimeline; }
    TimelineFlow* timelineFlow() const { return mTimelineFlow; }
    KernelFlow* kernelFlow() const { return mKernelFlow; }
    GalleryFlow* galleryFlow() const { return mGalleryFlow; }
    SolverFlow* solverFlow() const { return mSolverFlow; }
    ModelFlow* modelFlow() const { return mModelFlow; }
    NoiseFlow* noiseFlow() const { return mNoiseFlow; }
    ProjectFlow* projectFlow() const { return mProjectFlow; }
    ColourFlow* colourFlow() const { return mColourFlow; }
    HistogramPanel* histogram() const { return mHistogram; }
    Shortcuts* shortcuts() const { return mShortcuts; }
    FrameFlow* frameFlow() const { return mFrameFlow; }
    DragFlow* dragFlow() const { return mDragFlow; }
    CropPage* cropPage() const { return mCropPage; }

    DemoFlow* demonstration() const { return mDemo; }

  Q_SIGNALS:
    void demonstrationEnded();

  protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    static constexpr auto kGeometryKey = "window/geometry";
    static constexpr auto kSplitKey = "window/split";

    void buildCentre();
    void buildMenus();
    QToolButton* makeCompareButton();
    void buildToolBars();
    void connectActions();
    void connectMaskActions();
    void connectFraming();
    void connectSidePanel();
    void connectColours();
    /// Only the canvas, on all of the screen.
    void setFullScreen(bool full);
    void showParts();
    void connectFlows();
    bool takesEnter(QWidget& widget, const QKeyEvent& key);
    bool pansWithSpace(const QWidget& widget, const QKeyEvent& key) const;
    void connectSaving();
    void connectMaskFlow();
    void connectPresets();
    void connectPicks();
    void connectDocuments();
    void connectQueue();
    bool mayLeaveQueue();
    void adopt(const OpenedPhoto& opened, ImageDocument* asked, quint64 revision);
    /// Shows what was opened, unless the user works on another photograph or has moved on from `asked`, which
    /// was shown at its `revision` when it was asked for.
    void arrive(ImageDocument* added, ImageDocument* asked, quint64 revision);
    ImageDocument* add(std::unique_ptr<ImageDocument> document);
    /// Brings the parts of the window that aren't bound to a document by themselves to the shown one.
    void showDocument();
    void closeDocument(ImageDocument* document);
    bool isWriting() const;
    void closeWhenWritten();
    void updateActions();
    void restActions();
    void updateRecentMenu();
    void updateTitle();
    void showAbout();
    void usePreferences(ImageDocument& document);
    /// A sentence on this computer's speed; empty: not known yet.
    QString computerSentence() const;

    Theme& mTheme;
    EngineFactory mEngine;
    std::vector<DeviceInfo> mDevices;
    Runs mRuns;
    Documents mDocuments;
    RecentFiles mRecent;
    std::unique_ptr<FileService> mFiles;
    std::unique_ptr<RestorationController> mController;
    Preferences* mPreferences;
    ComputeSpec mUsedCompute;  ///< the preferences' values that the documents last took over
    PresetStore* mPresets;
    Actions* mActions;
    Shortcuts* mShortcuts = nullptr;
    QStackedWidget* mStack;
    StartPage* mStart;
    CanvasView* mCanvas;
    RuledCanvas* mRuled;
    CropPage* mCropPage;
    MessageBar* mMessages;
    DocumentTabs* mTabs;
    BusyRow* mBusy;
    TimelinePanel* mTimeline;
    RunStrip* mStrip;
    QWidget* mSide;
    int mSideWidth = 0;  ///< width when it was last unfolded
    TaskPanel* mTaskPanel;
    ResultsPanel* mResults;
    HistogramPanel* mHistogram;
    StatusLine* mStatus;
    FileFlow* mFileFlow = nullptr;
    FrameFlow* mFrameFlow = nullptr;
    DragFlow* mDragFlow = nullptr;
    RunFlow* mRunFlow = nullptr;
    StageFlow* mStageFlow = nullptr;
    MaskFlow* mMaskFlow = nullptr;
    KernelFlow* mKernelFlow = nullptr;
    DemoFlow* mDemo = nullptr;  ///< null unless it is open
    BenchFlow* mBenchFlow = nullptr;
    GalleryFlow* mGalleryFlow = nullptr;
    SolverFlow* mSolverFlow = nullptr;
    QueueFlow* mQueueFlow = nullptr;
    ModelFlow* mModelFlow = nullptr;
    NoiseFlow* mNoiseFlow = nullptr;
    ColourFlow* mColourFlow = nullptr;
    CompareFlow* mCompareFlow = nullptr;
    ProjectFlow* mProjectFlow = nullptr;
    TimelineFlow* mTimelineFlow = nullptr;
    ToolBox* mToolBox = nullptr;
    ArrowTool* mArrow;
    RegionTool* mRegion;
    QMenu* mRecentMenu = nullptr;
    QToolBar* mTopBar = nullptr;
    QToolBar* mToolStrip = nullptr;
    /// How a photograph was in view when it was last shown.
    struct View {
        ViewTransform place;
        Compare compare = Compare::Off;
        bool isMaskShown = true;
    };
    PerDocument<View> mViews;
    QSet<ImageDocument*> mGivenUp;  ///< whose unsaved work may be lost, while the window is being closed
    bool mGoesOnClosing = false;
    bool mClosesWhenWritten = false;
    LatestRun mKernelPicture;
    bool mIsFull = false;
    bool mWasMaximised = false;     ///< before it was full
    bool mFocusByKeyboard = false;  ///< the focus was last moved by the keyboard
};

}  // namespace lacuna::ui
