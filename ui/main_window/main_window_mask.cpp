// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/message_bar.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/picture_store.h"
#include "ui/flows/colour_flow.h"
#include "ui/flows/mark_walk.h"
#include "ui/flows/mask_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/tool_box.h"
#include "ui/panels/kernel_page.h"
#include "ui/panels/task_panel.h"
#include "ui/preferences/preferences.h"
#include "ui/tools/pick_tool.h"

#include <QAction>
#include <QActionGroup>
#include <QSettings>
#include <QStatusBar>

#include <set>
#include <utility>

namespace lacuna::ui {

namespace {
constexpr int kMarkTime = 8000;  ///< ms
}  // namespace

void MainWindow::connectMaskFlow() {
    mMaskFlow = new MaskFlow({mRuns, *mCanvas, *mMessages}, this);
    MaskPage* page = mTaskPanel->maskPage();
    connect(page, &MaskPage::rimEdited, mMaskFlow, &MaskFlow::setRim);
    connect(mMaskFlow, &MaskFlow::rimChanged, page, &MaskPage::setRim);
    connect(mMaskFlow, &MaskFlow::rimChanged, mActions, &Actions::setRim);
    connect(mMaskFlow, &MaskFlow::busyChanged, this, [this](bool busy) {
        mCanvas->setBusy(busy);
        mToolBox->setBusy(busy);
        updateActions();
    });
    connect(mMaskFlow, &MaskFlow::markShown, this, [this](int number, int count) {
        const auto key = [](const QAction* action) {
            return action->shortcut().toString(QKeySequence::NativeText);
        };
        //: %3 and %4: keys
        statusBar()->showMessage(tr("Mark %1 of %2. Next: %3. Unmark it: %4.")
                                     .arg(number)
                                     .arg(count)
                                     .arg(key(mActions->nextMark), key(mActions->removeMark)),
                                 kMarkTime);
    });
    connect(mMaskFlow, &MaskFlow::damageMarked, this, [this] {
        statusBar()->showMessage(
            tr("Not damage? Click the mark with the brush to unmark it. Tab goes from mark to mark."),
            kMarkTime);
    });
    new MarkWalk({*mCanvas, *mMaskFlow, [this] { return mActions->brush->isChecked(); }}, mMaskFlow);
    connect(mToolBox, &ToolBox::followWanted, mMaskFlow, &MaskFlow::follow);
    connect(mToolBox, &ToolBox::similarWanted, mMaskFlow, &MaskFlow::markSimilar);
    connect(page, &MaskPage::sensitivityEdited, mMaskFlow, &MaskFlow::setSensitivity);
    page->setSensitivity(mMaskFlow->sensitivity());
    page->setRim(mMaskFlow->rim());
    mActions->setRim(mMaskFlow->rim());
    const auto apply = [this] {
        mCanvas->setMaskFill(mPreferences->maskFill());
        mColourFlow->screen().setChoice(mPreferences->screenProfile());
        PictureStore::instance().setBudget(mPreferences->pictureBytes());
        for (int i = 0; i < mDocuments.count(); ++i) {
            mDocuments.at(i)->history().setByteLimit(mPreferences->undoBytes());
            // Only a preference that was just changed overrides a photograph's own settings.
            if (mPreferences->compute() != mUsedCompute) usePreferences(*mDocuments.at(i));
        }
        mUsedCompute = mPreferences->compute();
    };
    connect(mPreferences, &Preferences::changed, this, apply);
    apply();
}

void MainWindow::connectMaskActions() {
    const std::pair<QAction*, void (MaskFlow::*)()> kWhole[] = {
        {mActions->clearMask, &MaskFlow::clear},
        {mActions->invertMask, &MaskFlow::invert},
        {mActions->growMask, &MaskFlow::grow},
        {mActions->shrinkMask, &MaskFlow::shrink},
        {mActions->featherMask, &MaskFlow::feather},
        {mActions->findDamage, &MaskFlow::findDamage},
        {mActions->markMissing, &MaskFlow::markMissing},
        {mActions->markInfrared, &MaskFlow::markInfrared},
        {mActions->nextMark, &MaskFlow::goToNextMark},
        {mActions->previousMark, &MaskFlow::goToPreviousMark},
        {mActions->removeMark, &MaskFlow::removeMark}};
    for (const auto& [action, change] : kWhole)
        connect(action, &QAction::triggered, mMaskFlow, change);

    const auto choose = [this] {
        std::set<DamageKind> kinds;
        for (const QAction* kind : mActions->damageKinds->actions())
            if (kind->isChecked()) kinds.insert(DamageKind(kind->data().toInt()));
        mMaskFlow->setWhatToFind(kinds, mActions->largestDamage->checkedAction()->data().toInt());
    };
    connect(mActions->damageKinds, &QActionGroup::triggered, this, choose);
    connect(mActions->largestDamage, &QActionGroup::triggered, this, choose);
    connect(mActions->showMask, &QAction::toggled, mCanvas, &CanvasView::setMaskShown);
    connect(mActions->maskLooks, &QActionGroup::triggered, this, [this](QAction* action) {
        mCanvas->setMaskLook(MaskLook(action->data().toInt()));
        QSettings().setValue(QStringLiteral("view/maskLook"), action->data());
    });
    const bool outline = QSettings().value(QStringLiteral("view/maskLook")).toInt() == int(MaskLook::Outline);
    mCanvas->setMaskLook(outline ? MaskLook::Outline : MaskLook::Overlay);
    const auto show = [this] {
        mActions->showMask->setChecked(mCanvas->isMaskShown());
        for (QAction* look : mActions->maskLooks->actions())
            look->setChecked(look->data().toInt() == int(mCanvas->maskLook()));
    };
    connect(mCanvas, &CanvasView::maskShownChanged, this, show);
    show();
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
    // In pixels of what is to be restored, which may be larger than the photograph.
    connect(mArrow, &ArrowTool::picked, kernel, [this, kernel](double length, double angle) {
        kernel->setMotion(length * document()->request().photoScale, angle);
    });
    connect(mArrow, &PickTool::ended, kernel, [kernel] { kernel->setArrowAwaited(false); });
    connect(mActions->tryRegion, &QAction::triggered, this, [this] { mToolBox->pick(*mRegion); });
    connect(mRegion, &RegionTool::picked, this,
            [this](const QRect& region) { mRunFlow->startTrial(region); });
}

}  // namespace lacuna::ui
