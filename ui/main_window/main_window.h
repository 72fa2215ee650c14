// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"
#include "ui/start/recent_files.h"
#include "ui/worker/file_service.h"
#include "ui/worker/restoration_controller.h"

#include <QMainWindow>

#include <memory>

class QLabel;
class QMenu;
class QStackedWidget;
class QToolBar;

namespace lacuna::ui {

class AbstractTool;
class Actions;
class CanvasView;
class FileFlow;
class MessageBar;
class ResultsPanel;
class RunFlow;
class RunStrip;
class SliderRow;
class StartPage;
class StatusLine;
class StrokeTool;
class TaskPanel;
class Theme;

/// The studio. Composition only: what happens with files is in FileFlow, what happens with runs in RunFlow.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    MainWindow(EngineFactory engine, Theme& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a photograph as if it had been chosen in the dialog.
    void openPath(const QString& path);

    // For tests, and for what composes the window.
    ImageDocument* document() const { return mDocument.get(); }
    CanvasView* canvas() const { return mCanvas; }
    TaskPanel* taskPanel() const { return mTaskPanel; }
    MessageBar* messageBar() const { return mMessages; }
    Actions* actions() const { return mActions; }
    RestorationController* controller() const { return mController.get(); }
    FileService* files() const { return mFiles.get(); }

  protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

  private:
    void buildCentre();
    void buildMenus();
    void buildToolBars();
    void connectActions();
    void connectFlows();
    void setDocument(std::unique_ptr<ImageDocument> document);
    void selectTool();
    void pushMask(const QString& text, const QImage& mask);
    void updateActions();
    void updateRecentMenu();
    void updateTitle();
    void showAbout();

    Theme& mTheme;
    std::unique_ptr<ImageDocument> mDocument;
    RecentFiles mRecent;
    std::unique_ptr<FileService> mFiles;
    std::unique_ptr<RestorationController> mController;
    Actions* mActions;
    QStackedWidget* mStack;
    StartPage* mStart;
    CanvasView* mCanvas;
    MessageBar* mMessages;
    RunStrip* mStrip;
    QWidget* mSide;
    TaskPanel* mTaskPanel;
    ResultsPanel* mResults;
    StatusLine* mStatus;
    FileFlow* mFileFlow = nullptr;
    RunFlow* mRunFlow = nullptr;
    QMenu* mRecentMenu = nullptr;
    QToolBar* mTopBar = nullptr;
    QToolBar* mToolStrip = nullptr;
    SliderRow* mBrushSize = nullptr;
    QWidget* mBrushBox = nullptr;
    std::vector<AbstractTool*> mTools;  ///< by the index of their action; null: the hand
    bool mMayClose = false;             ///< the user was asked about unsaved results
    StrokeTool* mStroke = nullptr;      ///< the tool whose size is shown
};

}  // namespace lacuna::ui
