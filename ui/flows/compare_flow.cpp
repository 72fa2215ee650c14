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
        if (!mDocument) return;
        state().against = nullptr;
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
    checkByData(*actions.differenceGains, mGain);
    showMode();
}

void CompareFlow::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mDifference.cancel();
    mAnalysis.cancel();
    mParts.actions.againstClean->setEnabled(document && document->source().clean);
    if (!document) return;
    connect(document, &ImageDocument::shownChanged, this, &CompareFlow::askForMap);
    connect(document, &ImageDocument::resultsChanged, this, &CompareFlow::updateCompared);
    updateCompared();
}

void CompareFlow::fillMenu(QMenu& menu) const {
    const Actions& actions = mParts.actions;
    menu.addActions(actions.comparisons->actions());
    menu.addMenu(tr("Ampli&fy difference"))->addActions(actions.differenceGains->actions());
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
    const ResultPtr against = index < 0 ? nullptr : mDocument->results()[std::size_t(index)];
    state().against = against;
    if (!against) mParts.actions.againstClean->setChecked(false);
    updateCompared();
    if (against && mParts.canvas.compare() == Compare::Off) choose(mMode);
}

/// Call after the picture to compare with, its name or the list has changed.
void CompareFlow::updateCompared() {
    const auto& results = mDocument->results();
    ResultPtr& against = state().against;
    const auto found = std::find(results.begin(), results.end(), against);
    if (against && found == results.end()) against = nullptr;
    const auto& clean = mDocument->source().clean;
    if (against) {
        mParts.canvas.setCompared(against->display, mDocument->nameOf(*against));
    } else if (clean && mParts.actions.againstClean->isChecked()) {
        mParts.canvas.setCompared(clean->display, tr("Undamaged"));
    } else {
        mParts.canvas.setCompared({}, {});
    }
    Q_EMIT comparedChanged(against ? int(found - results.begin()) : ImageDocument::kOriginal);
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
    // A map that nobody looks at any more isn't computed.
    mDifference.cancel();
    mAnalysis.cancel();
    if (mode < Compare::Difference || !result) return;
    if (mode == Compare::Difference) {
        const LoadedPhoto& source = mDocument->source();
        const bool clean = mParts.actions.againstClean->isChecked() && source.clean;
        const ResultPtr& against = state().against;
        const StoredPhoto photo = clean ? source.clean->photo : source.photo;
        // After a failure, which is logged, the result is shown in its place.
        mDifference.replace(mParts.files.difference(against ? against->photo : photo, result, mGain))
            .then(this, [this](const DisplayImage& difference) {
                mParts.canvas.setDifference(difference, tr("Difference × %1").arg(mGain));
            });
    } else if (state().analysed == result) {
        showAnalysis();
    } else {
        if (mDocument->isStale(*result)) {
            mParts.messages.show({Message::Kind::Information,
                                  tr("What this result was made from has changed."),
                                  tr("Update it; then it can be compared with that."), QString()});
            return;
        }
        analyse(result);
    }
}

void CompareFlow::analyse(const ResultPtr& result) {
    mAnalysis.replace(mParts.controller.analyse(mDocument->requestFor(*result), result))
        .then(mDocument,
              [this, result](const AnalysisPictures& pictures) {
                  state().analysed = result;
                  state().pictures = pictures;
                  showAnalysis();
              })
        .orElse(mDocument, [this](const Failure&) {
            mParts.messages.show({Message::Kind::Warning, tr("The result could not be analysed."),
                                  tr("There may not be enough free memory. The log has the details."),
                                  QString()});
        });
}

void CompareFlow::showAnalysis() {
    if (mParts.canvas.compare() == Compare::Consistency) {
        const ResultPtr start = mDocument->at(state().analysed->parent);
        QString legend = start
                             ? tr("What the result doesn't explain of “%1”, which it was made from: grey is "
                                  "just noise; blue: “%1” is darker there; orange: brighter (4 σ)")
                                   .arg(mDocument->nameOf(*start))
                             : tr("What the result doesn't explain: grey is just noise; blue: the "
                                  "photograph is darker there; orange: brighter (4 σ)");
        //: %1 is the legend of the picture's other colours.
        if (!state().analysed->mask.isNull()) legend = tr("%1; black: not measured").arg(legend);
        mParts.canvas.setDifference(state().pictures.consistency, legend);
    } else if (mParts.canvas.compare() == Compare::Invented) {
        const ResultPtr start = mDocument->at(state().analysed->parent);
        const QString legend =
            start ? tr("Detail invented by the model, not present in “%2”, which the result was made from (× "
                       "%1)")
                  : tr("Detail invented by the model, not measured in the photograph (× %1)");
        const QString numbered = legend.arg(kInventedGain);
        mParts.canvas.setDifference(state().pictures.invented,
                                    start ? numbered.arg(mDocument->nameOf(*start)) : numbered);
    }
}

}  // namespace lacuna::ui
