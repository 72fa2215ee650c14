// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/main_window.h"

#include "ui/base/error_text.h"
#include "ui/base/focus_order.h"
#include "ui/base/format_time.h"
#include "ui/base/message_bar.h"
#include "ui/base/screen_room.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/crop_page.h"
#include "ui/canvas/ruler.h"
#include "ui/flows/bench_flow.h"
#include "ui/flows/compare_flow.h"
#include "ui/flows/drag_flow.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/gallery_flow.h"
#include "ui/flows/kernel_flow.h"
#include "ui/flows/mask_flow.h"
#include "ui/flows/model_flow.h"
#include "ui/flows/noise_flow.h"
#include "ui/flows/plan_flow.h"
#include "ui/flows/project_flow.h"
#include "ui/flows/queue_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/flows/solver_flow.h"
#include "ui/flows/stage_flow.h"
#include "ui/flows/timeline_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/busy_row.h"
#include "ui/main_window/document_tabs.h"
#include "ui/main_window/status_line.h"
#include "ui/panels/histogram_panel.h"
#include "ui/panels/kernel_page.h"
#include "ui/panels/preset_row.h"
#include "ui/panels/results_panel.h"
#include "ui/panels/run_strip.h"
#include "ui/panels/task_panel.h"
#include "ui/preferences/preferences.h"
#include "ui/preferences/preset_store.h"
#include "ui/start/start_page.h"
#include "ui/tools/pick_tool.h"

#include <QApplication>
#include <QFileInfo>
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
}  // namespace

MainWindow::MainWindow(EngineFactory engine, Theme& theme, QWidget* parent)
    : QMainWindow(parent),
      mTheme(theme),
      mEngine(std::move(engine)),
      mFiles(std::make_unique<FileService>(mRuns)),
      mController(std::make_unique<RestorationController>(mEngine, &mRuns)),
      mPreferences(new Preferences(this)),
      mPresets(new PresetStore(this)),
      mActions(new Actions(this)),
      mArrow(new ArrowTool(this)),
      mRegion(new RegionTool(this)) {
    setAcceptDrops(true);
    setMinimumSize(withinScreen(*this, QSize(1024, 640)));
    buildCentre();
    mCompareFlow = new CompareFlow({*mActions, *mCanvas, *mFiles, *mController, *mMessages}, this);
    buildMenus();
    buildToolBars();
    connectActions();
    connectFlows();
    connectMaskActions();
    connectDocuments();
    showDocument();
    resize(withinScreen(*this, QSize(1280, 820)));
    restoreGeometry(QSettings().value(QLatin1String(kGeometryKey)).toByteArray());
    mRunFlow->plans()->preload();
    orderFocus({mTopBar, mToolStrip, centralWidget(), statusBar()});
    qApp->installEventFilter(this);
}

MainWindow::~MainWindow() {
    // While everything that shows it still exists.
    mDocuments.show(nullptr);
    mDocuments.disconnect();
}

void MainWindow::buildCentre() {
    mStack = new QStackedWidget(this);
    mStart = new StartPage(mRecent, mStack);
    mCanvas = new CanvasView(this);
    mMessages = new MessageBar(this);
    mTabs = new DocumentTabs(mDocuments, this);
    mBusy = new BusyRow(mRuns, this);
    mStrip = new RunStrip(this);
    mTimeline = new TimelinePanel(this);
    mTaskPanel = new TaskPanel({{mActions->clearMask, mActions->invertMask},
                                {mActions->growMask, mActions->shrinkMask, mActions->featherMask},
                                mActions->findDamage,
                                MaskFlow::kMaxRim},
                               mActions->tryRegion, this);
    mResults = new ResultsPanel(this);
    mHistogram = new HistogramPanel(mRuns, this);
    mStatus = new StatusLine(this);

    mStack->addWidget(mStart);
    mRuled = new RuledCanvas(mCanvas, mStack);
    mStack->addWidget(mRuled);
    mCropPage = new CropPage(mStack);
    mStack->addWidget(mCropPage);

    auto* left = new QWidget(this);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    leftColumn->addWidget(mTabs);
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
    sideColumn->addWidget(mHistogram);

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
    statusBar()->addPermanentWidget(mBusy);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(0, 0, 0, 0);
}

void MainWindow::connectFlows() {
    mFileFlow = new FileFlow({*this, *mFiles, mRecent, *mMessages, *mTaskPanel,
                              [this](ImageDocument* document) { return mRunFlow->isRestoring(document); }},
                             this);
    mProjectFlow = new ProjectFlow({*this, mRuns, mRecent, *mMessages, *mPreferences}, this);
    connectSaving();
    connectColours();
    connectMaskFlow();
    connectPresets();
    connectFraming();
    mRunFlow = new RunFlow({*mController, *mCanvas, *mTaskPanel, *mStrip, *mStatus, *mMessages}, this);

    mStageFlow = new StageFlow(mRuns, *mTaskPanel, *mMessages, this);
    connect(mResults, &ResultsPanel::goOnWanted, mStageFlow, &StageFlow::goOnFrom);
    connect(mResults, &ResultsPanel::changeWanted, mStageFlow, &StageFlow::change);
    connect(mResults, &ResultsPanel::bringBackWanted, mStageFlow, &StageFlow::bringBack);
    connect(mResults, &ResultsPanel::blendWanted, mStageFlow, &StageFlow::blend);
    mDragFlow = new DragFlow(*mFiles, this);
    connect(mResults, &ResultsPanel::dragWanted, mDragFlow, &DragFlow::drag);
    connect(mResults, &ResultsPanel::runAgainWanted, mRunFlow, &RunFlow::startAgain);
    mModelFlow = new ModelFlow({*this, mRuns, *mTaskPanel, *mMessages, *mRunFlow}, this);
    connect(mRunFlow->plans(), &PlanFlow::computerMeasured, this,
            [this] { mStart->setComputer(computerSentence()); });
    mTimelineFlow = new TimelineFlow({*this, mRuns, *mController, *mCanvas, *mTimeline, *mMessages}, this);
    connect(mTimelineFlow, &TimelineFlow::branchWanted, mRunFlow,
            qOverload<const TrajectoryPtr&, int>(&RunFlow::branch));
    connect(mRunFlow, &RunFlow::currentChanged, mTimelineFlow, &TimelineFlow::setRun);
    connect(mRunFlow, &RunFlow::stateChanged, this, [this] {
        const RestorationPtr run = mRunFlow->current();
        mBusy->setElsewhere(run ? run->run().run() : nullptr);
        updateActions();
    });
    mTimeline->restoreIterate();

    connect(mFileFlow, &FileFlow::opened, this, &MainWindow::adopt);
    connect(mFileFlow, &FileFlow::infraredWanted, mMaskFlow, &MaskFlow::markInfrared);
    connect(mFileFlow, &FileFlow::missingWanted, mMaskFlow, &MaskFlow::markMissing);
    mGalleryFlow = new GalleryFlow({*this, *mFiles, *mController, *mCanvas, *mMessages}, this);
    mSolverFlow = new SolverFlow({*this, mRuns, *mFiles, *mController, *mMessages}, this);
    connectQueue();
    mBenchFlow = new BenchFlow({*this, *mFiles, *mController, *mMessages}, this);
    connect(mBenchFlow, &BenchFlow::opened, this, [this](const OpenedPhoto& opened) {
        adopt(opened, document(), document() ? document()->revision() : 0);
    });
    connect(mFileFlow, &FileFlow::projectWanted, mProjectFlow, &ProjectFlow::open);
    connect(mProjectFlow, &ProjectFlow::opened, this,
            [this](const Project& project, ImageDocument* asked, quint64 revision) {
                ImageDocument* const added = add(makeDocument(project));
                arrive(added, asked, revision);
                if (document() == added && added->shownResult()) mCanvas->introduceCompare();
            });
    connect(mStart, &StartPage::openDialogRequested, mFileFlow, &FileFlow::chooseAndOpen);
    connect(mStart, &StartPage::openRequested, mFileFlow, &FileFlow::open);
    connect(mStart, &StartPage::thumbnailWanted, this, [this](const QString& path) {
        mFiles->thumbnail(path).then(
            mStart, [this, path](const QImage& picture) { mStart->setThumbnail(path, picture); });
    });

    connectPicks();
    mKernelFlow = new KernelFlow(mRuns, *mTaskPanel->kernelPage(), *mMessages, this);
    connect(mTaskPanel, &TaskPanel::kernelFileWanted, mFileFlow, &FileFlow::chooseKernel);
    connect(mTaskPanel, &TaskPanel::kernelPictureWanted, this, [this](const KernelSpec& kernel) {
        mKernelPicture.replace(mFiles->drawKernel(kernel))
            .then(mTaskPanel, [this](const QImage& picture) { mTaskPanel->setKernelPicture(picture); })
            // Logged; a run with this kernel will report the fault.
            .orElse(mTaskPanel, [this](const Failure&) { mTaskPanel->setKernelPicture({}); });
    });
    mNoiseFlow = new NoiseFlow({*mTaskPanel, *mFiles, *mRunFlow, *mMessages}, this);

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
    connect(mCanvas, &CanvasView::zoomChanged, this, [this] { mStatus->setZoom(mCanvas->zoom()); });
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
        RestorationSettings settings = document()->settings();
        settings.isCustom = true;
        settings.custom = preset.solver;
        mTaskPanel->setSettings(settings, tr("Preset"));
    });
    connect(row, &PresetRow::removeWanted, this, [this](const QString& name) {
        mPresets->remove(document()->settings().task, name.toStdString());
    });
    mPresets->load();
}

void MainWindow::openPaths(const QStringList& paths) {
    mFileFlow->openAll(paths);
}

void MainWindow::recover() {
    mProjectFlow->recover();
    mQueueFlow->recover();
}

/// Applies the preferences. No undo step, because they don't belong to the photograph.
void MainWindow::usePreferences(ImageDocument& document) {
    document.history().setByteLimit(mPreferences->undoBytes());
    RestorationSettings settings = document.settings();
    const int tile = settings.compute.tile;
    settings.compute = mPreferences->compute();
    settings.compute.tile = tile;
    if (!(settings == document.settings())) document.setSettings(settings);
}

QString MainWindow::computerSentence() const {
    const double seconds = PlanFlow::megapixelSeconds();
    if (mDevices.empty() || seconds <= 0) return {};
    return tr("On this computer (%1), restoring a one-megapixel photograph takes %2.")
        .arg(QString::fromStdString(mDevices.front().description), formatAbout(seconds));
}

void MainWindow::updateTitle() {
    if (!document()) {
        setWindowTitle(tr("Lacuna"));
        return;
    }
    const QString project = QFileInfo(mProjectFlow->path()).fileName();
    const QString title = document()->source().title;
    setWindowTitle(project.isEmpty() ? tr("%1[*] — Lacuna").arg(title)
                                     : tr("%1 in %2[*] — Lacuna").arg(title, project));
    setWindowModified(document()->unsaved().any());
}

}  // namespace lacuna::ui
