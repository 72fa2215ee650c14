// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/crop_page.h"
#include "ui/flows/colour_flow.h"
#include "ui/flows/compare_flow.h"
#include "ui/flows/frame_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/status_line.h"
#include "ui/main_window/tool_box.h"
#include "ui/panels/histogram_panel.h"
#include "ui/panels/results_panel.h"
#include "ui/panels/timeline_panel.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>

namespace lacuna::ui {

namespace {
constexpr int kRoomyHeight = 760;
constexpr int kTallHeight = 900;
}  // namespace

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

    mToolBox = new ToolBox(*mActions, *mCanvas, this);
    mTopBar->addWidget(mToolBox->makeOptions(mTopBar));

    auto* gap = new QWidget(mTopBar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    mTopBar->addWidget(gap);
    mTopBar->addAction(mActions->showMask);
    mTopBar->addWidget(makeCompareButton());
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
                button->setAccessibleName(button->defaultAction()->text().remove(QLatin1Char('&')));
                button->setFocusPolicy(Qt::TabFocus);
            }
        }
    }
}

QToolButton* MainWindow::makeCompareButton() {
    auto* button = new QToolButton(mTopBar);
    button->setDefaultAction(mActions->compare);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    button->setAutoRaise(true);
    auto* menu = new QMenu(button);
    mCompareFlow->fillMenu(*menu);
    button->setMenu(menu);
    return button;
}

void MainWindow::connectColours() {
    mColourFlow = new ColourFlow(*this, mRuns, *mCanvas, this);
    connect(mActions->copy, &QAction::triggered, mColourFlow, &ColourFlow::copy);
    connect(mCanvas, &CanvasView::pointed, mStatus, &StatusLine::setPixel);
    const auto see = [this] { mHistogram->setVisiblePixels(mCanvas->visiblePixels()); };
    connect(mCanvas, &CanvasView::zoomChanged, mHistogram, see);
    const auto show = [this](bool shown) {
        mHistogram->setVisible(shown);
        QSettings().setValue(QStringLiteral("view/histogram"), shown);
    };
    connect(mActions->histogram, &QAction::toggled, this, show);
    mHistogram->setVisible(false);
    mActions->histogram->setChecked(QSettings().value(QStringLiteral("view/histogram"), false).toBool());
    connect(mActions->fullScreen, &QAction::triggered, this, &MainWindow::setFullScreen);
}

/// The panel is folded by the action or by dragging its edge. While folded, the keyboard skips it.
void MainWindow::connectSidePanel() {
    auto* split = static_cast<QSplitter*>(centralWidget());
    const auto note = [this](bool shown) {
        mSide->setEnabled(shown);
        mActions->sidePanel->setChecked(shown);
        QSettings().setValue(QStringLiteral("view/sidePanel"), shown);
    };
    connect(split, &QSplitter::splitterMoved, this, [this, split, note] {
        const int width = split->sizes().back();
        if (width > 0) mSideWidth = width;
        note(width > 0);
    });
    connect(mActions->sidePanel, &QAction::triggered, this, [this, split, note](bool shown) {
        const QList<int> before = split->sizes();
        if (before.back() > 0) mSideWidth = before.back();
        const int side = shown ? std::max(mSideWidth, mSide->minimumWidth()) : 0;
        split->setSizes({before.front() + before.back() - side, side});
        note(shown);
        if (!shown) mCanvas->setFocus();
    });
    note(QSettings().value(QStringLiteral("view/sidePanel"), true).toBool());
}

void MainWindow::connectFraming() {
    mFrameFlow = new FrameFlow({mRuns, *mCropPage, *mMessages,
                                [this](ImageDocument* document) { return mRunFlow->isRestoring(document); }},
                               this);
    connect(mActions->crop, &QAction::triggered, mFrameFlow, &FrameFlow::begin);
    connect(mActions->turnLeft, &QAction::triggered, mFrameFlow, &FrameFlow::turnLeft);
    connect(mActions->turnRight, &QAction::triggered, mFrameFlow, &FrameFlow::turnRight);
    connect(mActions->mirror, &QAction::triggered, mFrameFlow, &FrameFlow::mirror);
    connect(mFrameFlow, &FrameFlow::activeChanged, this, [this](bool active) {
        mStack->setCurrentIndex(active ? 2 : document() ? 1 : 0);
        // What gives the keys back to the photograph gives them to the frame meanwhile.
        mCanvas->setFocusProxy(active ? mCropPage : nullptr);
        if (!active) mCanvas->setFocus();
        updateActions();
    });
    connect(mFrameFlow, &FrameFlow::opened, this, &MainWindow::adopt);
    connect(mFrameFlow, &FrameFlow::replaced, &mDocuments, &Documents::close);
}

void MainWindow::setFullScreen(bool full) {
    mActions->fullScreen->setChecked(full);
    if (full == mIsFull) return;
    mIsFull = full;
    if (full) mWasMaximised = isMaximized();
    showParts();
    if (full) {
        showFullScreen();
        mCanvas->setFocus();
    } else if (mWasMaximised) {
        showMaximized();
    } else {
        showNormal();
    }
}

/// The parts of the window around the canvas.
void MainWindow::showParts() {
    const bool shown = document() && !mIsFull;
    mSide->setVisible(shown);
    mTopBar->setVisible(shown);
    mToolStrip->setVisible(shown);
    statusBar()->setVisible(!mIsFull);
    menuBar()->setVisible(!mIsFull);
    mTimeline->setMaximumHeight(mIsFull ? 0 : QWIDGETSIZE_MAX);  // whether it is visible is for a run to say
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    mResults->setRows(height() < kRoomyHeight ? 2 : height() < kTallHeight ? 3 : 5);
}

}  // namespace lacuna::ui
