// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/compare_flow.h"

#include "core/job/analysis.h"
#include "ui/base/message_bar.h"
#include "ui/document/image_document.h"
#include "ui/main_window/actions.h"
#include "ui/services/file_service.h"
#include "ui/services/restoration_controller.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QSettings>

#include <algorithm>

namespace lacuna::ui {

namespace {

const QString kModeKey = QStringLiteral("view/compare");
const QString kGainKey = QStringLiteral("view/differenceGain");

void checkByData(const QActionGroup& group, int data) {
    for (QAction* action : group.actions())
        action->setChecked(action->data().toInt() == data);
}

}  // namespace

CompareFlow::CompareFlow(const Parts& parts, QObject* parent)
    : QObject(parent),
      mParts(parts),
      mMode(Compare(std::clamp(QSettings().value(kModeKey, int(Compare::Split)).toInt(), int(Compare::Split),
                               int(Compare::Invented)))),
      mGain(QSettings().value(kGainKey, 8).toInt()) {
    Actions& actions = mParts.actions;
    CanvasView& canvas = mParts.canvas;
    const QList<QAction*> gains = actions.differenceGains->actions();
    if (std::none_of(gains.begin(), gains.end(), [this](QAction* a) { return a->data().toInt() == mGain; }))
        mGain = 8;
    connect(actions.compare, &QAction::toggled, this, [this](bool on) {
        if (on == (mParts.canvas.compare() != Compare::Off)) return;
        mParts.canvas.setCompare(on ? mMode : Compare::Off);
    });
    connect(actions.againstClean, &QAction::toggled, this, [this] {
        mAgainst = nullptr;
        updateCompared();
    });
    connect(actions.nextComparison, &QAction::triggered, this, &CompareFlow::next);
    connect(actions.comparisons, &QActionGroup::triggered, this,
            [this](QAction* action) { choose(Compare(action->data().toInt())); });
    connect(actions.differenceGains, &QActionGroup::triggered, this,
            [this](QAction* action) { setGain(action->data().toInt()); });
    connect(&canvas, &CanvasView::compareChanged, this, [this] {
        showMode();
        askForMap();
    });
    connect(&mParts.files, &FileService::differenceReady, this, [this](const DisplayImage& difference) {
        if (mParts.canvas.compare() != Compare::Difference) return;
        mParts.canvas.setDifference(difference, tr("Difference × %1").arg(mGain));
    });
    connect(
        &mParts.controller, &RestorationController::analysed, this,
        [this](const ResultPtr& result, const DisplayImage& consistency, const DisplayImage& invented) {
            mAnalysed = result;
            mConsistency = consistency;
            mInvented = invented;
            if (mConsistency.isNull())
                mParts.messages.show({Message::Kind::Warning, tr("The result could not be analysed."),
                                      tr("There may be too little memory; the log says more."), QString()});
            showAnalysis();
        });
    checkByData(*actions.differenceGains, mGain);
    showMode();
}

void CompareFlow::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mAnalysed = nullptr;
    mParts.actions.againstClean->setEnabled(document && document->source().clean);
    mAgainst = nullptr;
    if (!document) return;
    connect(document, &ImageDocument::shownChanged, this, &CompareFlow::askForMap);
    connect(document, &ImageDocument::resultsChanged, this, &CompareFlow::updateCompared);
    updateCompared();
}

void CompareFlow::fillMenu(QMenu& menu) const {
    const Actions& actions = mParts.actions;
    menu.addActions(actions.comparisons->actions());
    menu.addMenu(tr("Difference &times"))->addActions(actions.differenceGains->actions());
    menu.addSeparator();
    menu.addAction(actions.nextComparison);
    menu.addAction(actions.againstClean);
}

void CompareFlow::setEnabled(bool enabled) {
    const Actions& actions = mParts.actions;
    for (QAction* action : {actions.compare, actions.nextComparison})
        action->setEnabled(enabled);
    actions.comparisons->setEnabled(enabled);
    actions.differenceGains->setEnabled(enabled);
}

void CompareFlow::compareWith(int index) {
    mAgainst = index < 0 ? nullptr : mDocument->results()[std::size_t(index)];
    if (!mAgainst) mParts.actions.againstClean->setChecked(false);
    updateCompared();
    if (mAgainst && mParts.canvas.compare() == Compare::Off) choose(mMode);
}

/// Call after the picture to compare with, its name or the list has changed.
void CompareFlow::updateCompared() {
    const auto& results = mDocument->results();
    const auto found = std::find(results.begin(), results.end(), mAgainst);
    if (mAgainst && found == results.end()) mAgainst = nullptr;
    const auto& clean = mDocument->source().clean;
    if (mAgainst) {
        mParts.canvas.setCompared(mAgainst->display, mDocument->nameOf(*mAgainst));
    } else if (clean && mParts.actions.againstClean->isChecked()) {
        mParts.canvas.setCompared(clean->display, tr("Clean"));
    } else {
        mParts.canvas.setCompared({}, {});
    }
    Q_EMIT comparedChanged(mAgainst ? int(found - results.begin()) : ImageDocument::kOriginal);
    askForMap();
}

void CompareFlow::choose(Compare mode) {
    mMode = mode;
    QSettings().setValue(kModeKey, int(mode));
    mParts.canvas.setCompare(mode);
    showMode();
}

void CompareFlow::next() {
    const bool last = mMode == Compare::Invented;
    if (mParts.canvas.compare() == Compare::Off) {
        choose(mMode);
    } else {
        choose(last ? Compare::Split : Compare(int(mMode) + 1));
    }
}

void CompareFlow::setGain(int gain) {
    mGain = gain;
    QSettings().setValue(kGainKey, gain);
    if (mParts.canvas.compare() == Compare::Difference) {
        askForMap();
    } else {
        choose(Compare::Difference);
    }
}

void CompareFlow::showMode() {
    const Compare now = mParts.canvas.compare();
    mParts.actions.compare->setChecked(now != Compare::Off);
    checkByData(*mParts.actions.comparisons, int(now == Compare::Off ? mMode : now));
}

void CompareFlow::askForMap() {
    const ResultPtr result = mDocument ? mDocument->shownResult() : nullptr;
    const Compare mode = mParts.canvas.compare();
    if (mode < Compare::Difference || !result) return;
    if (mode == Compare::Difference) {
        const LoadedPhoto& source = mDocument->source();
        const bool clean = mParts.actions.againstClean->isChecked() && source.clean;
        const StoredPhoto photo = clean ? source.clean->photo : source.photo;
        mParts.files.difference(mAgainst ? mAgainst->photo : photo, result, mGain);
    } else if (mAnalysed == result) {
        showAnalysis();
    } else {
        mParts.controller.requestAnalysis(mDocument->source().photo, result);
    }
}

void CompareFlow::showAnalysis() {
    if (mParts.canvas.compare() == Compare::Consistency) {
        QString legend =
            tr("What the result leaves of the photograph: grey is noise; blue: the "
               "photograph is darker, orange: it is brighter (4 σ)");
        //: %1 is the legend of the picture's other colours.
        if (mAnalysed && !mAnalysed->mask.isNull()) legend = tr("%1; black: not measured").arg(legend);
        mParts.canvas.setDifference(mConsistency, legend);
    } else if (mParts.canvas.compare() == Compare::Invented) {
        mParts.canvas.setDifference(
            mInvented, tr("What the photograph says nothing of: detail that the model supplied (× %1)")
                           .arg(kInventedGain));
    }
}

}  // namespace lacuna::ui
