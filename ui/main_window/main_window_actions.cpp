// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/infrared_of.h"
#include "ui/base/message_bar.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/ruler.h"
#include "ui/demo/demo_flow.h"
#include "ui/document/remove_result_command.h"
#include "ui/flows/bench_flow.h"
#include "ui/flows/compare_flow.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/frame_flow.h"
#include "ui/flows/gallery_flow.h"
#include "ui/flows/mask_flow.h"
#include "ui/flows/model_flow.h"
#include "ui/flows/plan_flow.h"
#include "ui/flows/project_flow.h"
#include "ui/flows/queue_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/flows/solver_flow.h"
#include "ui/flows/stage_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/manual/manual_window.h"
#include "ui/panels/task_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/preferences/preferences.h"
#include "ui/preferences/preferences_dialog.h"
#include "ui/preferences/shortcut_dialog.h"
#include "ui/preferences/shortcuts.h"
#include "ui/services/save_recipe.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>

#include <algorithm>

namespace lacuna::ui {

void MainWindow::buildMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(mActions->open);
    mRecentMenu = file->addMenu(tr("Open &recent"));
    file->addSeparator();
    file->addAction(mActions->save);
    file->addAction(mActions->saveAs);
    file->addAction(mActions->saveRecipe);
    file->addSeparator();
    file->addAction(mActions->saveProject);
    file->addAction(mActions->saveProjectAs);
    file->addSeparator();
    file->addAction(mActions->importMask);
    file->addAction(mActions->exportMask);
    file->addAction(mActions->exportOriginal);
    file->addSeparator();
    file->addAction(mActions->close);
    file->addAction(mActions->quit);

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(mActions->undo);
    edit->addAction(mActions->redo);
    edit->addSeparator();
    edit->addAction(mActions->copy);
    edit->addAction(mActions->paste);
    edit->addSeparator();
    edit->addActions({mActions->goOnFrom, mActions->changeSettings});
    edit->addAction(mActions->deleteResult);
    edit->addMenu(tr("Crop &and turn"))
        ->addActions({mActions->crop, mActions->turnLeft, mActions->turnRight, mActions->mirror});
    QMenu* mask = edit->addMenu(tr("&Mask"));
    mask->addActions({mActions->clearMask, mActions->invertMask});
    mask->addSeparator();
    mask->addActions({mActions->growMask, mActions->shrinkMask, mActions->featherMask});
    mask->addSeparator();
    mask->addAction(mActions->findDamage);
    QMenu* damage = mask->addMenu(tr("&What to find"));
    damage->addActions(mActions->damageKinds->actions());
    damage->addSeparator();
    damage->addActions(mActions->largestDamage->actions());
    mTaskPanel->maskPage()->setFindMenu(damage);
    mask->addActions({mActions->markMissing, mActions->markInfrared});
    mask->addSeparator();
    mask->addActions({mActions->nextMark, mActions->previousMark, mActions->removeMark});
    QMenu* tools = edit->addMenu(tr("&Tool"));
    tools->addActions(mActions->tools->actions());
    tools->addSeparator();
    tools->addActions(
        {mActions->smallerBrush, mActions->largerBrush, mActions->softerBrush, mActions->harderBrush});
    edit->addSeparator();
    edit->addAction(mActions->models);
    edit->addAction(mActions->preferences);
    edit->addAction(mActions->shortcuts);

    QMenu* view = menuBar()->addMenu(tr("&View"));
    for (QAction* action : {mActions->zoomIn, mActions->zoomOut, mActions->zoomActual, mActions->fit})
        view->addAction(action);
    view->addSeparator();
    view->addAction(mActions->compare);
    mCompareFlow->fillMenu(*view->addMenu(tr("Compa&rison")));
    view->addSeparator();
    view->addAction(mActions->showMask);
    view->addActions(mActions->maskLooks->actions());
    view->addSeparator();
    view->addActions({mActions->rulers, mActions->sidePanel, mActions->histogram});
    view->addSeparator();
    view->addActions({mActions->nextTab, mActions->previousTab});
    view->addSeparator();
    view->addActions({mActions->fullScreen, mActions->demonstration});
    view->addSeparator();
    view->addMenu(tr("&Theme"))->addActions(mActions->themes->actions());

    QMenu* run = menuBar()->addMenu(tr("&Run"));
    run->addMenu(tr("Tas&k"))->addActions(mActions->tasks->actions());
    run->addSeparator();
    run->addAction(mActions->restore);
    run->addAction(mActions->runAgain);
    run->addAction(mActions->tryRegion);
    run->addAction(mActions->stop);
    run->addSeparator();
    run->addActions(mTimeline->commands());
    run->addMenu(mTimeline->exportMenu());
    run->addSeparator();
    run->addAction(mActions->queue);
    run->addAction(mActions->seedGallery);
    run->addAction(mActions->compareSolvers);
    run->addAction(mActions->degrade);
    menuBar()->addMenu(tr("&Help"))->addActions({mActions->manual, mActions->about});
    mShortcuts = new Shortcuts(*menuBar(), this);
    connect(mActions->shortcuts, &QAction::triggered, this, [this] {
        auto* dialog = new ShortcutDialog(*mShortcuts, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    updateRecentMenu();
    connect(&mRecent, &RecentFiles::changed, this, &MainWindow::updateRecentMenu);
}

void MainWindow::connectActions() {
    connect(mActions->open, &QAction::triggered, this, [this] { mFileFlow->chooseAndOpen(); });
    connect(mActions->save, &QAction::triggered, this, [this] { mFileFlow->save(); });
    connect(mActions->saveAs, &QAction::triggered, this, [this] { mFileFlow->saveAs(); });
    connect(mActions->saveProject, &QAction::triggered, this, [this] { mProjectFlow->save(); });
    connect(mActions->saveProjectAs, &QAction::triggered, this, [this] { mProjectFlow->saveAs(); });
    connect(mActions->importMask, &QAction::triggered, this, [this] { mFileFlow->importMask(); });
    connect(mActions->exportMask, &QAction::triggered, this, [this] { mFileFlow->exportMask(); });
    connect(mActions->exportOriginal, &QAction::triggered, this, [this] { mFileFlow->exportOriginal(); });
    connect(mActions->close, &QAction::triggered, this, [this] { closeDocument(document()); });
    connect(mActions->nextTab, &QAction::triggered, this, [this] { mDocuments.showNext(1); });
    connect(mActions->previousTab, &QAction::triggered, this, [this] { mDocuments.showNext(-1); });
    connect(mActions->quit, &QAction::triggered, this, &QWidget::close);
    connect(mActions->paste, &QAction::triggered, this, [this] { mFileFlow->paste(); });
    // If a stroke is half drawn, undo drops it.
    connect(mActions->undo, &QAction::triggered, this, [this] {
        if (!mCanvas->cancelToolDrag()) document()->history().undo();
    });
    connect(mActions->redo, &QAction::triggered, this, [this] {
        if (!mCanvas->cancelToolDrag()) document()->history().redo();
    });
    connect(mActions->deleteResult, &QAction::triggered, this, [this] {
        if (document()->shownResult())
            document()->history().push(new RemoveResultCommand(*document(), document()->shownIndex()));
    });
    const auto shownStage = [this] {
        const ResultPtr shown = document()->shownResult();
        return shown ? shown->stage : QString();
    };
    connect(mActions->goOnFrom, &QAction::triggered, this,
            [this, shownStage] { mStageFlow->goOnFrom(shownStage()); });
    connect(mActions->changeSettings, &QAction::triggered, this,
            [this, shownStage] { mStageFlow->change(shownStage()); });
    connect(mActions->runAgain, &QAction::triggered, this, [this] { mRunFlow->startAgain(); });
    connect(mActions->preferences, &QAction::triggered, this, [this] {
        auto* dialog = new PreferencesDialog(*mPreferences, mTheme, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setComputer(computerSentence(), !mController->isBusy());
        connect(dialog, &PreferencesDialog::measureWanted, mRunFlow->plans(), &PlanFlow::measureComputer);
        connect(mRunFlow->plans(), &PlanFlow::computerMeasured, dialog,
                [this, dialog] { dialog->setComputer(computerSentence(), true); });
        dialog->open();
    });
    connect(mActions->models, &QAction::triggered, this, [this] { mModelFlow->openDialog(); });

    connect(mActions->zoomIn, &QAction::triggered, mCanvas, &CanvasView::zoomIn);
    connect(mActions->zoomOut, &QAction::triggered, mCanvas, &CanvasView::zoomOut);
    connect(mActions->zoomActual, &QAction::triggered, mCanvas, &CanvasView::zoomActual);
    connect(mActions->fit, &QAction::triggered, mCanvas, &CanvasView::fit);
    connect(mActions->themes, &QActionGroup::triggered, this,
            [this](QAction* action) { mTheme.setChoice(Theme::Choice(action->data().toInt())); });
    const auto showTheme = [this] {
        for (QAction* action : mActions->themes->actions())
            action->setChecked(action->data().toInt() == int(mTheme.choice()));
    };
    connect(&mTheme, &Theme::choiceChanged, this, showTheme);
    showTheme();

    connect(mActions->tasks, &QActionGroup::triggered, this, [this](const QAction* action) {
        RestorationSettings settings = document()->settings();
        settings.task = Task(action->data().toInt());
        if (settings.task != document()->settings().task) mTaskPanel->setSettings(settings, tr("Task"));
    });
    connect(mActions->restore, &QAction::triggered, this, [this] { mRunFlow->start(); });
    connect(mActions->queue, &QAction::triggered, this, [this] { mQueueFlow->open(); });
    connect(mActions->seedGallery, &QAction::triggered, this, [this] { mGalleryFlow->open(); });
    connect(mActions->compareSolvers, &QAction::triggered, this, [this] { mSolverFlow->open(); });
    connect(mActions->degrade, &QAction::triggered, this, [this] { mBenchFlow->askAndDegrade(); });
    connect(mActions->rulers, &QAction::toggled, this, [this](bool shown) {
        mRuled->setRulersShown(shown);
        QSettings().setValue(QStringLiteral("view/rulers"), shown);
    });
    mActions->rulers->setChecked(QSettings().value(QStringLiteral("view/rulers"), false).toBool());
    connectSidePanel();
    connect(mActions->demonstration, &QAction::triggered, this, &MainWindow::showDemonstration);
    connect(mActions->saveRecipe, &QAction::triggered, this, [this] { mBenchFlow->saveRecipe(); });
    connect(mActions->stop, &QAction::triggered, this, [this] { mRunFlow->stop(); });
    const auto showKeys = [this] {
        mTaskPanel->setKeys(mActions->restore->shortcut(), mActions->stop->shortcut());
    };
    for (const QAction* action : {mActions->restore, mActions->stop})
        connect(action, &QAction::changed, this, showKeys);
    showKeys();
    connect(mActions->manual, &QAction::triggered, this, [this] { showManual(*this, *menuBar()); });
    connect(mActions->about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::showDemonstration() {
    if (mDemo) return;
    mDemo = new DemoFlow(mEngine, mPreferences->compute(), this);
    connect(mDemo, &DemoFlow::closed, this, [this] {
        mDemo = nullptr;
        Q_EMIT demonstrationEnded();
    });
    mDemo->window().showFullScreen();
}

void MainWindow::updateActions() {
    const bool open = document() != nullptr;
    const RestorationPtr run = mRunFlow->current();
    const bool busy = run != nullptr;
    const bool results = open && !document()->results().empty();
    for (QAction* action :
         {mActions->saveProject, mActions->saveProjectAs, mActions->exportMask, mActions->close,
          mActions->importMask, mActions->copy, mActions->zoomIn, mActions->zoomOut, mActions->zoomActual,
          mActions->fit, mActions->showMask, mActions->sidePanel, mActions->fullScreen, mActions->crop,
          mActions->turnLeft, mActions->turnRight, mActions->mirror})
        action->setEnabled(open);
    for (QAction* action : {mActions->nextTab, mActions->previousTab})
        action->setEnabled(mDocuments.count() > 1);
    mActions->tools->setEnabled(open);
    mActions->tasks->setEnabled(open);
    if (open) {
        for (QAction* task : mActions->tasks->actions())
            task->setChecked(task->data().toInt() == int(document()->settings().task));
    }
    mActions->save->setEnabled(mFileFlow->canSave());
    mActions->saveAs->setEnabled(mFileFlow->canSave());
    mActions->exportOriginal->setEnabled(open && document()->source().original);
    mCompareFlow->setEnabled(results || (open && busy));
    const bool masked = open && !document()->mask().isEmpty();
    mActions->clearMask->setEnabled(masked);
    for (QAction* action : {mActions->nextMark, mActions->previousMark, mActions->removeMark})
        action->setEnabled(masked);
    for (QAction* action : {mActions->growMask, mActions->shrinkMask, mActions->featherMask})
        action->setEnabled(masked && !mMaskFlow->isBusy());
    for (QAction* action : {mActions->invertMask, mActions->findDamage})
        action->setEnabled(open && !mMaskFlow->isBusy());
    mActions->markMissing->setVisible(open && !document()->source().photo->missing.isEmpty());
    mActions->markInfrared->setVisible(open && mayHaveInfrared(*document()->source().photo));
    mActions->markInfrared->setEnabled(mActions->markInfrared->isVisible() && !mMaskFlow->isBusy());
    mActions->markMissing->setEnabled(mActions->markMissing->isVisible() && !mMaskFlow->isBusy());
    mActions->maskLooks->setEnabled(open);
    for (QAction* action : {mActions->deleteResult, mActions->changeSettings})
        action->setEnabled(open && document()->shownResult());
    mActions->goOnFrom->setEnabled(open);
    mActions->runAgain->setEnabled(
        open && !busy &&
        std::any_of(document()->results().begin(), document()->results().end(),
                    [this](const ResultPtr& result) { return document()->isStale(*result); }));
    const bool ready = open && !document()->lacksMask();
    mActions->restore->setEnabled(ready && !busy);
    mActions->tryRegion->setEnabled(ready && !busy);
    mActions->seedGallery->setEnabled(ready);
    mActions->compareSolvers->setEnabled(ready);
    mActions->degrade->setEnabled(open);
    mActions->demonstration->setEnabled(!mController->isBusy());
    mActions->saveRecipe->setEnabled(open && hasRecipe(document()->shownChain(), document()->source()));
    mActions->stop->setEnabled(run && run->state() == RunState::Running);

    const UndoHistory* history = open ? &document()->history() : nullptr;
    mActions->undo->setEnabled(history && history->canUndo());
    mActions->redo->setEnabled(history && history->canRedo());
    const QString undo = mActions->undo->isEnabled() ? tr("&Undo: %1").arg(history->undoText()) : tr("&Undo");
    const QString redo = mActions->redo->isEnabled() ? tr("&Redo: %1").arg(history->redoText()) : tr("&Redo");
    mActions->undo->setText(undo);
    mActions->redo->setText(redo);
    if (mFrameFlow->isActive()) restActions();
}

/// Nothing changes that the page with the new frame hides.
void MainWindow::restActions() {
    for (QAction* action :
         {mActions->undo,        mActions->redo,       mActions->deleteResult, mActions->changeSettings,
          mActions->clearMask,   mActions->invertMask, mActions->growMask,     mActions->shrinkMask,
          mActions->featherMask, mActions->findDamage, mActions->importMask,   mActions->tryRegion,
          mActions->zoomIn,      mActions->zoomOut,    mActions->zoomActual,   mActions->fit,
          mActions->showMask,    mActions->crop,       mActions->turnLeft,     mActions->turnRight,
          mActions->mirror})
        action->setEnabled(false);
    mActions->tools->setEnabled(false);
    mActions->maskLooks->setEnabled(false);
    mCompareFlow->setEnabled(false);
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
    connect(mRecentMenu->addAction(tr("&Clear list")), &QAction::triggered, &mRecent, &RecentFiles::clear);
    mRecentMenu->setEnabled(!mRecent.paths().isEmpty());
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Lacuna"));
    box->setIconPixmap(windowIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    box->setText(tr("<b>Lacuna %1</b>").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        tr("Restores photographs with a diffusion denoiser and VML-MAP. Lacuna computes the most probable "
           "picture, given what it has learned from photographs; it cannot know what was really "
           "there.\n\nFree software under the GNU General Public License, version 3 or later."));
    box->open();
}

}  // namespace lacuna::ui
