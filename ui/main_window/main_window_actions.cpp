// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_view.h"
#include "ui/commands/change_mask_command.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/file_flow.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/run_flow.h"
#include "ui/theme/theme.h"
#include "ui/tools/stroke_tool.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/quiet_label.h"
#include "ui/widgets/slider_row.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolBar>
#include <QToolButton>

namespace lacuna::ui {

void MainWindow::buildMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(mActions->open);
    mRecentMenu = file->addMenu(tr("Open &recent"));
    file->addSeparator();
    file->addAction(mActions->save);
    file->addAction(mActions->saveAs);
    file->addSeparator();
    file->addAction(mActions->importMask);
    file->addAction(mActions->exportMask);
    file->addSeparator();
    file->addAction(mActions->quit);

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(mActions->undo);
    edit->addAction(mActions->redo);
    edit->addSeparator();
    edit->addAction(mActions->copy);
    edit->addAction(mActions->paste);
    edit->addSeparator();
    edit->addAction(mActions->clearMask);
    edit->addAction(mActions->invertMask);
    edit->addSeparator();
    QMenu* tools = edit->addMenu(tr("&Tool"));
    tools->addActions(mActions->tools->actions());
    tools->addSeparator();
    tools->addAction(mActions->smallerBrush);
    tools->addAction(mActions->largerBrush);

    QMenu* view = menuBar()->addMenu(tr("&View"));
    for (QAction* action : {mActions->zoomIn, mActions->zoomOut, mActions->zoomActual, mActions->fit})
        view->addAction(action);
    view->addSeparator();
    view->addAction(mActions->compare);
    view->addAction(mActions->showMask);
    view->addSeparator();
    view->addMenu(tr("&Theme"))->addActions(mActions->themes->actions());

    QMenu* run = menuBar()->addMenu(tr("&Run"));
    run->addAction(mActions->restore);
    run->addAction(mActions->stop);
    menuBar()->addMenu(tr("&Help"))->addAction(mActions->about);
    updateRecentMenu();
    connect(&mRecent, &RecentFiles::changed, this, &MainWindow::updateRecentMenu);
}

void MainWindow::buildToolBars() {
    setContextMenuPolicy(Qt::NoContextMenu);
    mTopBar = addToolBar(tr("Main tool bar"));
    mTopBar->setMovable(false);
    mTopBar->addAction(mActions->open);
    mTopBar->addAction(mActions->save);
    mTopBar->addSeparator();
    mTopBar->addAction(mActions->undo);
    mTopBar->addAction(mActions->redo);
    mTopBar->addSeparator();

    mBrushBox = new QWidget(mTopBar);
    auto* box = new QHBoxLayout(mBrushBox);
    box->setContentsMargins(8, 0, 8, 0);
    box->setSpacing(8);
    box->addWidget(new QuietLabel(tr("Size"), mBrushBox));
    mBrushSize =
        new SliderRow(tr("Brush size"), {StrokeTool::kMinDiameter, 400, StrokeTool::kMaxDiameter, 1, 0, 2.5},
                      tr(" px"), mBrushBox);
    mBrushSize->setFixedWidth(220);
    mBrushSize->setHint(tr("Diameter of the brush in pixels of the photograph ([ and ])"));
    box->addWidget(mBrushSize);
    mBrushBox->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    mTopBar->addWidget(mBrushBox);

    auto* gap = new QWidget(mTopBar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    mTopBar->addWidget(gap);
    mTopBar->addAction(mActions->showMask);
    mTopBar->addAction(mActions->compare);
    mTopBar->addSeparator();
    for (QAction* action : {mActions->zoomOut, mActions->zoomIn, mActions->zoomActual, mActions->fit})
        mTopBar->addAction(action);

    mToolStrip = new QToolBar(tr("Tools"), this);
    mToolStrip->setMovable(false);
    addToolBar(Qt::LeftToolBarArea, mToolStrip);
    mToolStrip->addActions(mActions->tools->actions());
    for (QToolBar* bar : {mTopBar, mToolStrip}) {
        for (QAction* action : bar->actions()) {
            if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action))) {
                button->setAccessibleName(action->text().remove(QLatin1Char('&')));
                button->setFocusPolicy(Qt::TabFocus);
            }
        }
    }
}

void MainWindow::connectActions() {
    connect(mActions->open, &QAction::triggered, this, [this] { mFileFlow->chooseAndOpen(); });
    connect(mActions->save, &QAction::triggered, this, [this] { mFileFlow->save(); });
    connect(mActions->saveAs, &QAction::triggered, this, [this] { mFileFlow->saveAs(); });
    connect(mActions->importMask, &QAction::triggered, this, [this] { mFileFlow->importMask(); });
    connect(mActions->exportMask, &QAction::triggered, this, [this] { mFileFlow->exportMask(); });
    connect(mActions->quit, &QAction::triggered, this, &QWidget::close);
    connect(mActions->copy, &QAction::triggered, this, [this] { mFileFlow->copy(); });
    connect(mActions->paste, &QAction::triggered, this, [this] { mFileFlow->paste(); });
    // A half-drawn stroke is the last thing that was done.
    connect(mActions->undo, &QAction::triggered, this, [this] {
        if (!mCanvas->cancelToolDrag()) mDocument->undoStack().undo();
    });
    connect(mActions->redo, &QAction::triggered, this, [this] {
        if (!mCanvas->cancelToolDrag()) mDocument->undoStack().redo();
    });
    connect(mActions->clearMask, &QAction::triggered, this, [this] {
        QImage empty(mDocument->size(), QImage::Format_Grayscale8);
        empty.fill(0);
        pushMask(tr("Clear mask"), empty);
    });
    connect(mActions->invertMask, &QAction::triggered, this, [this] {
        QImage inverse = mDocument->mask().image();
        inverse.invertPixels();
        pushMask(tr("Invert mask"), inverse);
    });

    connect(mActions->zoomIn, &QAction::triggered, mCanvas, &CanvasView::zoomIn);
    connect(mActions->zoomOut, &QAction::triggered, mCanvas, &CanvasView::zoomOut);
    connect(mActions->zoomActual, &QAction::triggered, mCanvas, &CanvasView::zoomActual);
    connect(mActions->fit, &QAction::triggered, mCanvas, &CanvasView::fit);
    connect(mActions->compare, &QAction::toggled, this, [this](bool on) {
        if (on == (mCanvas->compare() == CanvasView::Compare::Split)) return;
        mCanvas->setCompare(on ? CanvasView::Compare::Split : CanvasView::Compare::Off);
    });
    connect(mCanvas, &CanvasView::compareChanged, this,
            [this] { mActions->compare->setChecked(mCanvas->compare() == CanvasView::Compare::Split); });
    connect(mActions->showMask, &QAction::toggled, mCanvas, &CanvasView::setMaskShown);
    connect(mCanvas, &CanvasView::maskShownChanged, this,
            [this] { mActions->showMask->setChecked(mCanvas->isMaskShown()); });
    mActions->showMask->setChecked(mCanvas->isMaskShown());
    connect(mActions->themes, &QActionGroup::triggered, this,
            [this](QAction* action) { mTheme.setChoice(Theme::Choice(action->data().toInt())); });
    for (QAction* action : mActions->themes->actions())
        action->setChecked(action->data().toInt() == int(mTheme.choice()));

    connect(mActions->restore, &QAction::triggered, this, [this] { mRunFlow->start(); });
    connect(mActions->stop, &QAction::triggered, this, [this] { mRunFlow->stop(); });
    connect(mActions->about, &QAction::triggered, this, &MainWindow::showAbout);

    connect(mActions->tools, &QActionGroup::triggered, this, &MainWindow::selectTool);
    for (AbstractTool* tool : mTools) {
        auto* stroke = qobject_cast<StrokeTool*>(tool);
        if (!stroke) continue;
        connect(stroke, &AbstractTool::outlineChanged, this, [this, stroke] {
            if (stroke == mStroke) mBrushSize->setValue(stroke->diameter());
        });
    }
    connect(mBrushSize, &SliderRow::edited, this, [this](double pixels) {
        if (mStroke) mStroke->setDiameter(pixels);
    });
    connect(mActions->smallerBrush, &QAction::triggered, this, [this] {
        if (mStroke) mStroke->shrink();
    });
    connect(mActions->largerBrush, &QAction::triggered, this, [this] {
        if (mStroke) mStroke->grow();
    });
    selectTool();
}

void MainWindow::pushMask(const QString& text, const QImage& mask) {
    mCanvas->cancelToolDrag();
    auto* command = new ChangeMaskCommand(*mDocument, text, mask);
    if (command->isNoOp()) {
        delete command;
        return;
    }
    mDocument->undoStack().push(command);
    mCanvas->setMaskShown(true);
}

void MainWindow::selectTool() {
    const qsizetype index = mActions->tools->actions().indexOf(mActions->tools->checkedAction());
    AbstractTool* tool = mTools[std::size_t(index)];
    mCanvas->setTool(tool);
    mStroke = qobject_cast<StrokeTool*>(tool);
    mBrushBox->setEnabled(mStroke != nullptr);
    if (mStroke) mBrushSize->setValue(mStroke->diameter());
}

void MainWindow::updateActions() {
    const bool open = mDocument != nullptr;
    const bool busy = mController->isBusy();
    const bool results = open && !mDocument->results().empty();
    for (QAction* action :
         {mActions->exportMask, mActions->importMask, mActions->invertMask, mActions->copy, mActions->zoomIn,
          mActions->zoomOut, mActions->zoomActual, mActions->fit, mActions->showMask})
        action->setEnabled(open);
    mActions->tools->setEnabled(open);
    mActions->save->setEnabled(results);
    mActions->saveAs->setEnabled(results);
    mActions->compare->setEnabled(results || (open && busy));
    mActions->clearMask->setEnabled(open && !mDocument->mask().isEmpty());
    const bool ready = open && (mDocument->settings().task != Task::Inpaint || !mDocument->mask().isEmpty());
    mActions->restore->setEnabled(ready && !busy);
    mActions->stop->setEnabled(mController->state() == RestorationController::State::Running);

    const QUndoStack* stack = open ? &mDocument->undoStack() : nullptr;
    mActions->undo->setEnabled(stack && stack->canUndo());
    mActions->redo->setEnabled(stack && stack->canRedo());
    const QString undo = mActions->undo->isEnabled() ? tr("&Undo: %1").arg(stack->undoText()) : tr("&Undo");
    const QString redo = mActions->redo->isEnabled() ? tr("&Redo: %1").arg(stack->redoText()) : tr("&Redo");
    mActions->undo->setText(undo);
    mActions->redo->setText(redo);
}

void MainWindow::updateRecentMenu() {
    mRecentMenu->clear();
    for (const QString& path : mRecent.paths()) {
        QString name = QFileInfo(path).fileName();
        QAction* action = mRecentMenu->addAction(name.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { openPath(path); });
    }
    mRecentMenu->addSeparator();
    connect(mRecentMenu->addAction(tr("&Clear the list")), &QAction::triggered, &mRecent,
            &RecentFiles::clear);
    mRecentMenu->setEnabled(!mRecent.paths().isEmpty());
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Lacuna"));
    box->setIconPixmap(windowIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    box->setText(tr("<b>Lacuna %1</b>").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        tr("Restores photographs with a diffusion denoiser and VML-MAP. It computes the most probable "
           "picture under what it "
           "learned from photographs; it cannot know what was there.\n\nFree software under the GNU General "
           "Public License, "
           "version 3 or later."));
    box->open();
}

}  // namespace lacuna::ui
