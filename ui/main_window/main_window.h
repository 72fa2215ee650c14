// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"
#include "ui/services/file_service.h"
#include "ui/services/restoration_controller.h"
#include "ui/start/recent_files.h"

#include <QMainWindow>

#include <memory>
#include <utility>

class QLabel;
class QMenu;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace lacuna::ui {

class Actions;
class ArrowTool;
class CanvasView;
class ColourFlow;
class CompareFlow;
class FileFlow;
class KernelFlow;
class MaskFlow;
class MessageBar;
class ModelFlow;
class Preferences;
class BenchFlow;
class DemoFlow;
class GalleryFlow;
class HistogramPanel;
class PresetStore;
class ProjectFlow;
class ResultsPanel;
class RuledCanvas;
class RunFlow;
class RunStrip;
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

    /// Opens a photograph or a project as if it had been chosen in the dialog.
    void openPath(const QString& path);
    /// Full screen, in front of this window.
    void showDemonstration();
    /// Recovers the work of a process that crashed; `ask`: only offers to.
    void recover(bool ask);

    // For tests, and for code that composes the window.
    ImageDocument* document() const { return mDocument.get(); }
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
    ModelFlow* modelFlow() const { return mModelFlow; }
    ProjectFlow* projectFlow() const { return mProjectFlow; }
    ColourFlow* colourFlow() const { return mColourFlow; }
    HistogramPanel* histogram() const { return mHistogram; }

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
    void buildCentre();
    void buildMenus();
    QToolButton* makeCompareButton();
    void buildToolBars();
    void connectActions();
    void connectMaskActions();
    void connectSidePanel();
    void connectColours();
    /// Only the canvas, on all of the screen.
    void setFullScreen(bool full);
    void showParts();
    void connectFlows();
    bool pansWithSpace(const QWidget& widget, const QKeyEvent& key) const;
    void connectSaving();
    void connectMaskFlow();
    void connectPresets();
    void connectPicks();
    /// Makes an opened photograph the document.
    void adopt(const OpenedPhoto& opened);
    void setDocument(std::unique_ptr<ImageDocument> document);
    void updateActions();
    void updateRecentMenu();
    void updateTitle();
    void showAbout();
    void usePreferences();
    /// A sentence on this computer's speed; empty: not known yet.
    QString computerSentence() const;

    Theme& mTheme;
    EngineFactory mEngine;
    std::vector<DeviceInfo> mDevices;
    std::unique_ptr<ImageDocument> mDocument;
    RecentFiles mRecent;
    std::unique_ptr<FileService> mFiles;
    std::unique_ptr<RestorationController> mController;
    Preferences* mPreferences;
    ComputeSpec mUsedCompute;  ///< the preferences' values that the document last took over
    PresetStore* mPresets;
    Actions* mActions;
    QStackedWidget* mStack;
    StartPage* mStart;
    CanvasView* mCanvas;
    RuledCanvas* mRuled;
    MessageBar* mMessages;
    TimelinePanel* mTimeline;
    RunStrip* mStrip;
    QWidget* mSide;
    int mSideWidth = 0;  ///< width when it was last unfolded
    TaskPanel* mTaskPanel;
    ResultsPanel* mResults;
    HistogramPanel* mHistogram;
    StatusLine* mStatus;
    FileFlow* mFileFlow = nullptr;
    RunFlow* mRunFlow = nullptr;
    MaskFlow* mMaskFlow = nullptr;
    KernelFlow* mKernelFlow = nullptr;
    DemoFlow* mDemo = nullptr;  ///< null unless it is open
    BenchFlow* mBenchFlow = nullptr;
    GalleryFlow* mGalleryFlow = nullptr;
    ModelFlow* mModelFlow = nullptr;
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
    bool mIsFull = false;
    bool mWasMaximised = false;  ///< before it was full
    bool mMayClose = false;
    bool mClosesWhenSaved = false;
    std::pair<std::shared_ptr<const Photograph>, Task> mMeasured;  ///< what is being measured for noise
    bool mFocusByKeyboard = false;  ///< the focus was last moved by the keyboard
};

}  // namespace lacuna::ui
