// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/freed_memory.h"
#include "ui/base/message_bar.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_mask_command.h"
#include "ui/flows/bench_flow.h"
#include "ui/flows/colour_flow.h"
#include "ui/flows/compare_flow.h"
#include "ui/flows/desktop_flow.h"
#include "ui/flows/drag_flow.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/frame_flow.h"
#include "ui/flows/gallery_flow.h"
#include "ui/flows/kernel_flow.h"
#include "ui/flows/mask_flow.h"
#include "ui/flows/model_flow.h"
#include "ui/flows/noise_flow.h"
#include "ui/flows/project_flow.h"
#include "ui/flows/queue_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/flows/solver_flow.h"
#include "ui/flows/stage_flow.h"
#include "ui/flows/timeline_flow.h"
#include "ui/main_window/document_tabs.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/status_line.h"
#include "ui/main_window/tool_box.h"
#include "ui/panels/histogram_panel.h"
#include "ui/panels/results_panel.h"
#include "ui/panels/task_panel.h"
#include "ui/tools/pick_tool.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>

#include <memory>
#include <type_traits>
#include <utility>

namespace lacuna::ui {

namespace {
constexpr int kSavedTime = 5000;  ///< ms
constexpr int kLetGoTime = 1000;  ///< ms
}  // namespace

/// Whatever shows the open photograph follows it.
void MainWindow::connectDocuments() {
    connect(&mDocuments, &Documents::currentAboutToChange, this, [this] {
        if (document())
            mViews.of(*document()) = {mCanvas->view(), mCanvas->compare(), mCanvas->isMaskShown()};
        // On the first page, a message may say which of several files could not be opened.
        if (document()) mMessages->hide();
    });
    const auto follow = [this](auto*... parts) {
        (connect(&mDocuments, &Documents::currentChanged, parts,
                 &std::remove_pointer_t<decltype(parts)>::setDocument),
         ...);
    };
    follow(mToolBox, mArrow, mRegion, mCanvas, mColourFlow, mHistogram, mTaskPanel, mResults, mStatus,
           mFileFlow, mMaskFlow, mKernelFlow, mProjectFlow, mCompareFlow, mModelFlow, mNoiseFlow, mStageFlow,
           mFrameFlow, mDragFlow, mTimelineFlow, mRunFlow, mBenchFlow, mGalleryFlow, mSolverFlow);
    connect(&mDocuments, &Documents::currentChanged, this, &MainWindow::showDocument);
    connect(&mDocuments, &Documents::added, mProjectFlow, &ProjectFlow::watch);
    connect(&mDocuments, &Documents::added, mFileFlow, &FileFlow::watch);
    connect(mTabs, &DocumentTabs::closeWanted, this, &MainWindow::closeDocument);
    connect(&mDocuments, &Documents::closed, this, [this] {
        // Once the engine and the queues have let go of the photograph.
        QTimer::singleShot(kLetGoTime, this,
                           [this] { mRuns.working().post({}, [](RunToken&) { releaseFreedMemory(); }); });
    });
}

void MainWindow::adopt(const OpenedPhoto& opened, ImageDocument* asked, quint64 revision) {
    auto made = std::make_unique<ImageDocument>(opened.photo);
    if (opened.settings) made->setSettings(*opened.settings);
    if (!opened.mask.isNull()) {
        ChangeMaskCommand(*made, QString(), opened.mask)
            .redo();  // part of the document's initial state, not an undo step
        made->markMaskSaved(made->maskRevision());
    }
    arrive(add(std::move(made)), asked, revision);
}

void MainWindow::connectQueue() {
    auto* desktop = new DesktopFlow(*this, *mController, this);
    mQueueFlow = new QueueFlow({*this, mRuns, *mFiles, *mController, mDocuments}, this);
    connect(mFileFlow, &FileFlow::queueWanted, mQueueFlow, qOverload<const QStringList&>(&QueueFlow::add));
    connect(mQueueFlow, &QueueFlow::openWanted, mFileFlow,
            [this](const QString& path) { mFileFlow->openAll({path}); });
    connect(mQueueFlow, &QueueFlow::restored, this,
            [this](ImageDocument* restored) { add(std::unique_ptr<ImageDocument>(restored)); });
    connect(mQueueFlow, &QueueFlow::recovered, this, [this](int waiting) {
        mMessages->show({Message::Kind::Information,
                         tr("%n photograph(s) are still waiting in the queue.", nullptr, waiting),
                         tr("Lacuna was closed before their turn. Their settings and masks were kept."),
                         QString(), tr("Show the queue"), [this] { mQueueFlow->open(); }});
    });
    connect(mQueueFlow, &QueueFlow::notRecovered, this, [this](const Failure& failure) {
        mMessages->show({Message::Kind::Warning, tr("The queue of the last session can't be read."),
                         tr("It was set aside as “unreadable.json” in “%1”. No photograph was changed.")
                             .arg(QueueStore::place()),
                         failure.detail});
    });
    connect(mQueueFlow, &QueueFlow::runningChanged, desktop, &DesktopFlow::setQueueRuns);
    connect(mQueueFlow, &QueueFlow::finished, desktop, &DesktopFlow::announceQueue);
    connect(mQueueFlow, &QueueFlow::finished, this, [this](int done, int failed) {
        if (failed > 0)
            mMessages->show({Message::Kind::Warning,
                             tr("The queue is finished, but %n photograph(s) failed.", nullptr, failed),
                             tr("The list says why. Everything else was kept."), QString(),
                             tr("Show the queue"), [this] { mQueueFlow->open(); }});
        else
            statusBar()->showMessage(tr("The queue is finished: %n photograph(s) restored.", nullptr, done),
                                     kSavedTime);
    });
}

/// Whether the window may close although the queue runs; asks otherwise.
bool MainWindow::mayLeaveQueue() {
    if (!mQueueFlow->isRunning()) return true;
    auto* box = new QMessageBox(QMessageBox::Question, tr("Lacuna"), tr("Stop the queue?"),
                                QMessageBox::Close | QMessageBox::Cancel, this);
    box->setInformativeText(tr("%n photograph(s) are still waiting. Results that were saved are kept.",
                               nullptr, mQueueFlow->waiting()));
    box->button(QMessageBox::Close)->setText(tr("&Stop and close"));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this](int answer) {
        if (answer != QMessageBox::Close) return;
        mQueueFlow->stop();
        close();
    });
    box->open();
    return false;
}

void MainWindow::arrive(ImageDocument* added, ImageDocument* asked, quint64 revision) {
    // Nobody's photograph changes under their brush.
    const bool stays = document() == asked;
    const bool works = QApplication::mouseButtons() != Qt::NoButton ||
                       (stays && document() && document()->revision() != revision);
    if (!document() || (stays && !works)) return mDocuments.show(added);
    if (!works) return;
    mMessages->show({Message::Kind::Information,
                     tr("“%1” is open in a tab of its own.").arg(added->source().title), QString(), QString(),
                     tr("Show it"), [this, added = QPointer(added)] {
                         if (added) mDocuments.show(added);
                     }});
}

ImageDocument* MainWindow::add(std::unique_ptr<ImageDocument> made) {
    usePreferences(*made);
    ImageDocument* const document = mDocuments.add(std::move(made));
    const auto onChange = [this, document](void (MainWindow::*update)()) {
        return [this, document, update] {
            if (document == this->document()) (this->*update)();
        };
    };
    const auto actions = onChange(&MainWindow::updateActions);
    const auto title = onChange(&MainWindow::updateTitle);
    connect(document, &ImageDocument::resultsChanged, this, actions);
    connect(document, &ImageDocument::resultsChanged, this, title);
    connect(document, &ImageDocument::shownChanged, this, actions);
    connect(document, &ImageDocument::savedChanged, this, title);
    connect(document, &ImageDocument::maskChanged, this, actions);
    connect(document, &ImageDocument::maskChanged, this, title);
    connect(document, &ImageDocument::settingsChanged, this, actions);
    connect(document, &ImageDocument::settingsChanged, this, title);
    connect(&document->history(), &UndoHistory::changed, this, actions);
    updateActions();  // there may be a next photograph now, although another one is in view
    return document;
}

void MainWindow::showDocument() {
    const bool open = document() != nullptr;
    if (open) {
        if (const View* view = mViews.find(document())) {
            mCanvas->setView(view->place);
            mCanvas->setCompare(view->compare);
            mCanvas->setMaskShown(view->isMaskShown);
        }
        mCanvas->setFocus();
    } else {
        mController->forget();
    }
    mStatus->setZoom(mCanvas->zoom());
    mStack->setCurrentIndex(open ? 1 : 0);
    if (!open) setFullScreen(false);
    showParts();
    updateActions();
    updateTitle();
}

void MainWindow::closeDocument(ImageDocument* document) {
    mFileFlow->whenSafe(document, [this, document = QPointer(document)] {
        if (document) mDocuments.close(document);
    });
}

void MainWindow::connectSaving() {
    connect(mFileFlow, &FileFlow::projectSaveWanted, mProjectFlow,
            qOverload<ImageDocument*>(&ProjectFlow::save));
    connect(mProjectFlow, &ProjectFlow::saveEnded, mFileFlow, &FileFlow::endProjectSave);
    const auto saySaved = [this](const QString& path) {
        statusBar()->showMessage(tr("Saved as “%1”.").arg(QFileInfo(path).fileName()), kSavedTime);
    };
    connect(mFileFlow, &FileFlow::fileWritten, this, saySaved);
    connect(mProjectFlow, &ProjectFlow::fileWritten, this, saySaved);
    connect(mProjectFlow, &ProjectFlow::pathChanged, this, &MainWindow::updateTitle);
    // What wasn't written may be all that there is of it.
    connect(mFileFlow, &FileFlow::saveEnded, this, [this](bool saved) { mClosesWhenWritten &= saved; });
    connect(&mRuns, &Runs::ended, this, [this](const RunPtr& run) {
        if (run->kind() == Run::Kind::Writing && run->state() != Run::State::Done) mClosesWhenWritten = false;
        closeWhenWritten();
    });
}

bool MainWindow::isWriting() const {
    return mFileFlow->isSaving() || mRuns.isWriting();
}

void MainWindow::closeWhenWritten() {
    if (mClosesWhenWritten && !isWriting()) close();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayLeaveQueue()) return event->ignore();
    if (isWriting()) {
        event->ignore();
        mClosesWhenWritten = true;
        mMessages->show({Message::Kind::Information, tr("Lacuna closes as soon as everything is written."),
                         tr("You can cancel it in the status bar."), QString()});
        return;
    }
    mClosesWhenWritten = false;
    if (!mGoesOnClosing) mGivenUp.clear();
    // One after the other; each question is about the photograph in view.
    for (int i = 0; i < mDocuments.count(); ++i) {
        ImageDocument* const next = mDocuments.at(i);
        if (mGivenUp.contains(next) || !mFileFlow->wouldLose(next)) continue;
        event->ignore();
        mDocuments.show(next);
        mFileFlow->whenSafe(next, [this, next] {
            mGivenUp.insert(next);
            mGoesOnClosing = true;
            close();
            mGoesOnClosing = false;
        });
        return;
    }
    setFullScreen(false);
    QSettings settings;
    settings.setValue(QLatin1String(kGeometryKey), saveGeometry());
    settings.setValue(QLatin1String(kSplitKey), static_cast<QSplitter*>(centralWidget())->saveState());
    mController->stop();
    QMainWindow::closeEvent(event);
}

}  // namespace lacuna::ui
