// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/main_window.h"

#include "core/models/model_catalog.h"
#include "ui/base/error_text.h"
#include "ui/base/focus_order.h"
#include "ui/base/format_time.h"
#include "ui/base/message_bar.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/ruler.h"
#include "ui/document/change_mask_command.h"
#include "ui/flows/bench_flow.h"
#include "ui/flows/compare_flow.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/gallery_flow.h"
#include "ui/flows/kernel_flow.h"
#include "ui/flows/mask_flow.h"
#include "ui/flows/model_flow.h"
#include "ui/flows/project_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/flows/timeline_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/status_line.h"
#include "ui/main_window/tool_box.h"
#include "ui/panels/kernel_page.h"
#include "ui/panels/preset_row.h"
#include "ui/panels/results_panel.h"
#include "ui/panels/run_strip.h"
#include "ui/panels/task_panel.h"
#include "ui/preferences/preferences.h"
#include "ui/preferences/preset_store.h"
#include "ui/start/start_page.h"
#include "ui/tools/pick_tool.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {
constexpr int kSideWidth = 316;
constexpr int kRoomyHeight = 760;
constexpr auto kGeometryKey = "window/geometry";
constexpr auto kSplitKey = "window/split";
}  // namespace

MainWindow::MainWindow(EngineFactory engine, Theme& theme, QWidget* parent)
    : QMainWindow(parent),
      mTheme(theme),
      mEngine(std::move(engine)),
      mFiles(std::make_unique<FileService>()),
      mController(std::make_unique<RestorationController>(mEngine)),
      mPreferences(new Preferences(this)),
      mPresets(new PresetStore(this)),
      mActions(new Actions(this)),
      mArrow(new ArrowTool(this)),
      mRegion(new RegionTool(this)) {
    setAcceptDrops(true);
    setMinimumSize(QSize(1024, 640).boundedTo(screen()->availableSize()));
    buildCentre();
    mCompareFlow = new CompareFlow({*mActions, *mCanvas, *mFiles, *mController, *mMessages}, this);
    buildMenus();
    buildToolBars();
    connectActions();
    connectFlows();
    connectMaskActions();
    setDocument(nullptr);
    resize(1280, 820);
    restoreGeometry(QSettings().value(QLatin1String(kGeometryKey)).toByteArray());
    mRunFlow->preload();
    orderFocus({mTopBar, mToolStrip, centralWidget(), statusBar()});
    qApp->installEventFilter(this);
}

MainWindow::~MainWindow() {
    // Before the document that they show is destroyed.
    mToolBox->setDocument(nullptr);
    mArrow->setDocument(nullptr);
    mRegion->setDocument(nullptr);
    mCanvas->setDocument(nullptr);
}

void MainWindow::buildCentre() {
    mStack = new QStackedWidget(this);
    mStart = new StartPage(mRecent, mStack);
    mCanvas = new CanvasView(this);
    mMessages = new MessageBar(this);
    mStrip = new RunStrip(this);
    mTimeline = new TimelinePanel(this);
    mTaskPanel = new TaskPanel({{mActions->clearMask, mActions->invertMask},
                                {mActions->growMask, mActions->shrinkMask, mActions->featherMask},
                                mActions->findDamage,
                                MaskFlow::kMaxRim},
                               mActions->tryRegion, this);
    mResults = new ResultsPanel(this);
    mStatus = new StatusLine(this);

    mStack->addWidget(mStart);
    mRuled = new RuledCanvas(mCanvas, mStack);
    mStack->addWidget(mRuled);

    auto* left = new QWidget(this);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    leftColumn->addWidget(mMessages);
    leftColumn->addWidget(mStack, 1);
    leftColumn->addWidget(mTimeline);

    mSide = new QWidget(this);
    mSide->setMinimumWidth(std::max(kSideWidth, mTaskPanel->minimumSizeHint().width()));
    auto* sideColumn = new QVBoxLayout(mSide);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->setSpacing(0);
    sideColumn->addWidget(mTaskPanel, 1);
    sideColumn->addWidget(mResults);

    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(left);
    split->addWidget(mSide);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setCollapsible(0, false);
    split->restoreState(QSettings().value(QLatin1String(kSplitKey)).toByteArray());
    setCentralWidget(split);
    // Both share one line, so that nothing moves when a run begins.
    auto* foot = new QStackedWidget(this);
    foot->addWidget(mStatus);
    foot->addWidget(mStrip);
    connect(mStrip, &RunStrip::activeChanged, foot,
            [foot](bool active) { foot->setCurrentIndex(active ? 1 : 0); });
    statusBar()->addWidget(foot, 1);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(0, 0, 0, 0);
}

void MainWindow::connectFlows() {
    mFileFlow = new FileFlow(
        {*this, *mFiles, mRecent, *mMessages, *mTaskPanel, [this] { return mRunFlow->isRestoring(); }}, this);
    mProjectFlow = new ProjectFlow({*this, mRecent, *mMessages}, this);
    connectSaving();
    connectMaskFlow();
    connectPresets();
    mRunFlow = new RunFlow({*mController, *mCanvas, *mTaskPanel, *mStrip, *mStatus, *mMessages}, this);

    mModelFlow = new ModelFlow({*this, *mTaskPanel, *mMessages, *mRunFlow}, this);
    connect(mRunFlow, &RunFlow::computerMeasured, this, [this] { mStart->setComputer(computerSentence()); });
    mTimelineFlow = new TimelineFlow({*this, *mController, *mCanvas, *mTimeline, *mMessages}, this);
    connect(mTimelineFlow, &TimelineFlow::branchWanted, mRunFlow, &RunFlow::branch);
    mTimeline->restoreIterate();

    connect(mFileFlow, &FileFlow::opened, this, &MainWindow::adopt);
    mGalleryFlow = new GalleryFlow({*this, *mFiles, *mController, *mCanvas, *mMessages}, this);
    mBenchFlow = new BenchFlow({*this, *mFiles, *mController, *mMessages}, this);
    connect(mBenchFlow, &BenchFlow::opened, this, &MainWindow::adopt);
    connect(mFileFlow, &FileFlow::projectWanted, mProjectFlow, &ProjectFlow::open);
    connect(mProjectFlow, &ProjectFlow::opened, this,
            [this](const Project& project) { setDocument(makeDocument(project)); });
    connect(mStart, &StartPage::openDialogRequested, mFileFlow, &FileFlow::chooseAndOpen);
    connect(mStart, &StartPage::openRequested, mFileFlow, &FileFlow::open);
    connect(mStart, &StartPage::thumbnailWanted, mFiles.get(), &FileService::thumbnail);
    connect(mFiles.get(), &FileService::thumbnailReady, mStart, &StartPage::setThumbnail);

    connectPicks();
    mKernelFlow = new KernelFlow(*mTaskPanel->kernelPage(), *mMessages, this);
    connect(mTaskPanel, &TaskPanel::kernelFileWanted, mFileFlow, &FileFlow::chooseKernel);
    connect(mTaskPanel, &TaskPanel::kernelPictureWanted, mFiles.get(), &FileService::drawKernel);
    connect(mFiles.get(), &FileService::kernelDrawn, mTaskPanel, &TaskPanel::setKernelPicture);
    connect(mTaskPanel, &TaskPanel::noiseMeasureWanted, this, [this] {
        mTaskPanel->setMeasuring(true);
        mMeasured = {mDocument->source().photo, mDocument->settings().task};
        mFiles->measureNoise(mMeasured.first);
    });
    connect(mFiles.get(), &FileService::noiseMeasured, this, [this](double levels) {
        mTaskPanel->setMeasuring(false);
        const auto measured = std::exchange(mMeasured, {});
        // The photograph or the task may have changed in the meantime.
        if (!mDocument || measured != std::pair(mDocument->source().photo, mDocument->settings().task))
            return;
        if (levels >= 0) {
            mTaskPanel->setMeasuredNoise(levels);
        } else {
            mMessages->show({Message::Kind::Information, tr("The noise could not be measured."),
                             tr("The photograph is too small to tell noise from detail. Set it by eye."),
                             QString()});
        }
    });

    connect(mResults, &ResultsPanel::compareWanted, mCompareFlow, &CompareFlow::compareWith);
    connect(mCompareFlow, &CompareFlow::comparedChanged, mResults,
            [this](int index) { mResults->setCompared(index + 1); });
    connect(mController.get(), &RestorationController::modelsKnown, mTaskPanel, &TaskPanel::setModels);
    connect(mController.get(), &RestorationController::devicesKnown, mTaskPanel, &TaskPanel::setDevices);
    connect(mController.get(), &RestorationController::devicesKnown, mStatus, &StatusLine::setDevices);
    connect(mController.get(), &RestorationController::devicesKnown, this,
            [this](const std::vector<DeviceInfo>& devices) {
                mDevices = devices;
                mStart->setComputer(computerSentence());
            });
    connect(mController.get(), &RestorationController::stateChanged, this, &MainWindow::updateActions);
    connect(mCanvas, &CanvasView::zoomChanged, this, [this] { mStatus->setZoom(mCanvas->zoom()); });
}

void MainWindow::connectSaving() {
    connect(mFileFlow, &FileFlow::projectSaveWanted, mProjectFlow, &ProjectFlow::save);
    connect(mProjectFlow, &ProjectFlow::saveEnded, mFileFlow, &FileFlow::endProjectSave);
    connect(mProjectFlow, &ProjectFlow::recoveryWanted, this,
            [this] { mFileFlow->whenSafe([this] { mProjectFlow->bringBack(); }); });
    const auto close = [this](bool saved) {
        if (std::exchange(mClosesWhenSaved, false) && saved)
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    };
    connect(mFileFlow, &FileFlow::saveEnded, this, close);
    connect(mProjectFlow, &ProjectFlow::saveEnded, this, close);
}

void MainWindow::connectMaskFlow() {
    mMaskFlow = new MaskFlow({*mCanvas, *mMessages}, this);
    MaskPage* page = mTaskPanel->maskPage();
    connect(page, &MaskPage::rimEdited, mMaskFlow, &MaskFlow::setRim);
    connect(mMaskFlow, &MaskFlow::rimChanged, page, &MaskPage::setRim);
    connect(mMaskFlow, &MaskFlow::rimChanged, mActions, &Actions::setRim);
    connect(mMaskFlow, &MaskFlow::busyChanged, this, [this](bool busy) {
        mCanvas->setBusy(busy);
        updateActions();
    });
    connect(mToolBox, &ToolBox::similarWanted, mMaskFlow, &MaskFlow::markSimilar);
    connect(page, &MaskPage::sensitivityEdited, mMaskFlow, &MaskFlow::setSensitivity);
    page->setSensitivity(mMaskFlow->sensitivity());
    page->setRim(mMaskFlow->rim());
    mActions->setRim(mMaskFlow->rim());
    const auto apply = [this] {
        mCanvas->setMaskFill(mPreferences->maskFill());
        PictureStore::instance().setBudget(mPreferences->pictureBytes());
        if (mDocument) mDocument->history().setByteLimit(mPreferences->undoBytes());
        // Only a preference that was just changed overrides this photograph's own settings.
        if (mDocument && mPreferences->compute() != mUsedCompute) usePreferences();
    };
    connect(mPreferences, &Preferences::changed, this, apply);
    apply();
}

void MainWindow::connectPicks() {
    KernelPage* kernel = mTaskPanel->kernelPage();
    connect(kernel, &KernelPage::arrowWanted, this, [this](bool wanted) {
        if (wanted) {
            mToolBox->pick(*mArrow);
        } else {
            mArrow->cancel();
        }
    });
    connect(mArrow, &ArrowTool::picked, kernel, &KernelPage::setMotion);
    connect(mArrow, &PickTool::ended, kernel, [kernel] { kernel->setArrowAwaited(false); });
    connect(mActions->tryRegion, &QAction::triggered, this, [this] { mToolBox->pick(*mRegion); });
    connect(mRegion, &RegionTool::picked, this,
            [this](const QRect& region) { mRunFlow->startTrial(region); });
}

void MainWindow::connectPresets() {
    PresetRow* row = mTaskPanel->presetRow();
    connect(mPresets, &PresetStore::changed, row, [this, row] { row->setUserPresets(mPresets->presets()); });
    connect(mPresets, &PresetStore::failed, this, [this](const Failure& failure) {
        mMessages->show(describeFailure(failure, Attempt::KeepPreset));
    });
    connect(row, &PresetRow::keepWanted, this, [this](const UserPreset& preset) {
        mPresets->keep(preset);
        // Select the preset just kept, even if a built-in preset has the same numbers.
        RestorationSettings settings = mDocument->settings();
        settings.isCustom = true;
        settings.custom = preset.solver;
        mTaskPanel->setSettings(settings, tr("Preset"));
    });
    connect(row, &PresetRow::removeWanted, this, [this](const QString& name) {
        mPresets->remove(mDocument->settings().task, name.toStdString());
    });
    mPresets->load();
}

void MainWindow::adopt(const OpenedPhoto& opened) {
    auto document = std::make_unique<ImageDocument>(opened.photo);
    if (opened.settings) document->setSettings(*opened.settings);
    if (!opened.mask.isNull()) {
        ChangeMaskCommand(*document, QString(), opened.mask)
            .redo();  // part of the document's initial state, not an undo step
        document->markMaskSaved(document->maskRevision());
    }
    setDocument(std::move(document));
}

void MainWindow::openPath(const QString& path) {
    OpenRequest request;
    request.path = path;
    mFileFlow->open(request);
}

void MainWindow::recover(bool ask) {
    if (!ask) {
        mProjectFlow->recover(false);
        return;
    }
    // Only after the photograph is open, because opening it clears earlier messages.
    connect(
        mFileFlow, &FileFlow::opened, mProjectFlow, [this] { mProjectFlow->recover(true); },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
}

void MainWindow::setDocument(std::unique_ptr<ImageDocument> document) {
    // Everything releases the old document before it is destroyed.
    const std::unique_ptr<ImageDocument> old = std::exchange(mDocument, std::move(document));
    ImageDocument* now = mDocument.get();
    if (now) usePreferences();
    mToolBox->setDocument(now);
    mArrow->setDocument(now);
    mRegion->setDocument(now);
    mCanvas->setDocument(now);
    mTaskPanel->setDocument(now);
    mResults->setDocument(now);
    mStatus->setDocument(now);
    mStatus->setZoom(mCanvas->zoom());
    mFileFlow->setDocument(now);
    mMaskFlow->setDocument(now);
    mKernelFlow->setDocument(now);
    mProjectFlow->setDocument(now);
    mCompareFlow->setDocument(now);
    mModelFlow->setDocument(now);
    mRunFlow->setDocument(now);
    mTimelineFlow->setDocument(now);
    mBenchFlow->setDocument(now);
    mGalleryFlow->setDocument(now);
    const bool open = now != nullptr;
    if (!open) mController->forget();
    mStack->setCurrentIndex(open ? 1 : 0);
    mSide->setVisible(open);
    mTopBar->setVisible(open);
    mToolStrip->setVisible(open);
    statusBar()->setVisible(open);
    if (open) {
        connect(now, &ImageDocument::resultsChanged, this, &MainWindow::updateActions);
        connect(now, &ImageDocument::shownChanged, this, &MainWindow::updateActions);
        connect(now, &ImageDocument::savedChanged, this, &MainWindow::updateTitle);
        connect(now, &ImageDocument::resultsChanged, this, &MainWindow::updateTitle);
        connect(now, &ImageDocument::maskChanged, this, &MainWindow::updateActions);
        connect(now, &ImageDocument::maskChanged, this, &MainWindow::updateTitle);
        connect(now, &ImageDocument::settingsChanged, this, &MainWindow::updateActions);
        connect(now, &ImageDocument::settingsChanged, this, &MainWindow::updateTitle);
        connect(&now->history(), &UndoHistory::changed, this, &MainWindow::updateActions);
        mCanvas->setFocus();
    }
    updateActions();
    updateTitle();
}

/// Applies the preferences. No undo step, because they don't belong to the photograph.
void MainWindow::usePreferences() {
    mDocument->history().setByteLimit(mPreferences->undoBytes());
    mUsedCompute = mPreferences->compute();
    RestorationSettings settings = mDocument->settings();
    const int tile = settings.compute.tile;
    settings.compute = mUsedCompute;
    settings.compute.tile = tile;
    if (!(settings == mDocument->settings())) mDocument->setSettings(settings);
}

QString MainWindow::computerSentence() const {
    const double seconds = RunFlow::megapixelSeconds();
    if (mDevices.empty() || seconds <= 0) return {};
    return tr("On this computer (%1) a photograph of one megapixel takes about %2 to repair.")
        .arg(QString::fromStdString(mDevices.front().description), formatSeconds(seconds));
}

void MainWindow::updateTitle() {
    if (!mDocument) {
        setWindowTitle(tr("Lacuna"));
        return;
    }
    setWindowTitle(tr("%1[*] — Lacuna").arg(mDocument->source().title));
    setWindowModified(mDocument->unsaved().any());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (mFiles->isSaving() || mProjectFlow->isSaving()) {
        event->ignore();
        mClosesWhenSaved = true;
        return;
    }
    if (!mMayClose && mFileFlow->wouldLose()) {
        event->ignore();
        mFileFlow->whenSafe([this] {
            mMayClose = true;
            close();
            mMayClose = false;
        });
        return;
    }
    QSettings settings;
    settings.setValue(QLatin1String(kGeometryKey), saveGeometry());
    settings.setValue(QLatin1String(kSplitKey), static_cast<QSplitter*>(centralWidget())->saveState());
    mController->stop();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    mResults->setRows(height() < kRoomyHeight ? 2 : 4);
}

namespace {

/// The path of the dragged model; empty: none.
QString modelIn(const QMimeData& data) {
    if (!data.hasUrls() || data.urls().size() != 1 || !data.urls().front().isLocalFile()) return {};
    const QString path = data.urls().front().toLocalFile();
    return isNamedAsModel(path.toStdString()) ? path : QString();
}

}  // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!FileFlow::canOpen(*event->mimeData())) return;
    event->acceptProposedAction();
    mStart->setDropActive(true);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
    mStart->setDropActive(false);
}

void MainWindow::dropEvent(QDropEvent* event) {
    mStart->setDropActive(false);
    event->acceptProposedAction();
    const QString model = modelIn(*event->mimeData());
    if (model.isEmpty())
        mFileFlow->openMime(*event->mimeData());
    else
        mModelFlow->use(model);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) mRunFlow->clearTrial();
    QMainWindow::keyPressEvent(event);
}

/// Space pans while the pointer is over the photograph, even if a click has left the focus on a control
/// elsewhere. If the focus got there by the keyboard, Space belongs to the control.
bool MainWindow::pansWithSpace(const QWidget& widget, const QKeyEvent& key) const {
    return key.key() == Qt::Key_Space && key.modifiers() == Qt::NoModifier && !mFocusByKeyboard &&
           mCanvas->underMouse() && &widget != mCanvas && &widget == focusWidget() &&
           !qobject_cast<const QAbstractSpinBox*>(&widget);
}

/// O shows the original wherever the focus is, except in text fields. Lists and combo boxes would use the
/// letter for a search.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::KeyPress;
    if (event->type() == QEvent::FocusIn) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason == Qt::MouseFocusReason) mFocusByKeyboard = false;
        if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
            reason == Qt::ShortcutFocusReason)
            mFocusByKeyboard = true;
    }
    if (event->type() == QEvent::WindowDeactivate && watched == this) mCanvas->holdOriginal(false);
    if (!press && event->type() != QEvent::KeyRelease) return QMainWindow::eventFilter(watched, event);
    const auto* key = static_cast<const QKeyEvent*>(event);
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (press && widget && !qobject_cast<const QLineEdit*>(widget) && pansWithSpace(*widget, *key)) {
        mCanvas->setFocus();
        QCoreApplication::sendEvent(mCanvas, event);
        return true;
    }
    if (key->key() != Qt::Key_O || !widget || widget->window() != this ||
        qobject_cast<const QLineEdit*>(widget))
        return QMainWindow::eventFilter(watched, event);
    if (press && key->modifiers() != Qt::NoModifier) return QMainWindow::eventFilter(watched, event);
    if (!key->isAutoRepeat()) mCanvas->holdOriginal(press);
    return true;
}

}  // namespace lacuna::ui
