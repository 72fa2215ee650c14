// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/image_document.h"
#include "ui/flows/run_flow.h"
#include "ui/panels/run_strip.h"

#include <algorithm>
#include <utility>

namespace lacuna::ui {

void RunFlow::startAgain() {
    if (mDocument) updateStale(*mDocument);
}

void RunFlow::updateStale(ImageDocument& document) {
    State& state = mStates.of(document);
    if (state.run) return;
    const Results& results = document.results();
    state.series = int(std::count_if(results.begin(), results.end(), [&document](const ResultPtr& result) {
        return document.isStale(*result);
    }));
    state.seriesDone = 0;
    const ResultPtr shown = document.shownResult();
    state.shownBefore = shown ? shown->stage : QString();
    if (!runNext(document)) endSeries(document);
}

/// Results stand below what they are made from, so the first stale one has what it needs.
bool RunFlow::runNext(ImageDocument& document) {
    State& state = mStates.of(document);
    const Results& results = document.results();
    const auto next = std::find_if(results.begin(), results.end(), [&document](const ResultPtr& result) {
        return document.isStale(*result) && document.at(result->parent);
    });
    if (next == results.end()) return false;
    state.seriesWords =
        tr("%1 of %2, “%3”").arg(state.seriesDone + 1).arg(state.series).arg(document.nameOf(**next));
    run(document, document.requestFor(**next));
    return true;
}

/// Takes one result of startAgain(), and starts the next or ends the series.
void RunFlow::continueSeries(ImageDocument& document, const ResultPtr& result) {
    State& state = mStates.of(document);
    if (!result->stoppedEarly) {
        if (document.at(result->stage)) document.adopt(result);
        ++state.seriesDone;
        if (runNext(document)) return;
    }
    stopSeries(document);
}

void RunFlow::stopSeries(ImageDocument& document) {
    const State& state = mStates.of(document);
    const int left = state.series - state.seriesDone;
    endSeries(document);
    if (&document == mDocument) showRun();
    if (left > 0)
        say(document, {Message::Kind::Information, tr("Stopped."),
                       tr("%n result(s) are still out of date; the others are done.", nullptr, left),
                       QString(), tr("Continue"), [this, asked = QPointer(&document)] {
                           if (asked) updateStale(*asked);
                       }});
}

void RunFlow::endSeries(ImageDocument& document) {
    State& state = mStates.of(document);
    if (std::exchange(state.series, 0) == 0) return;
    state.seriesWords.clear();
    if (&document == mDocument) mParts.strip.setSeries({});
    if (document.at(state.shownBefore)) document.show(indexOfStage(document.results(), state.shownBefore));
}

/// Whether there was anything to say.
bool RunFlow::sayWhatIsStale(ImageDocument& document, const ResultPtr& updated) {
    const int index = indexOfStage(document.results(), updated->stage);
    const int below = endOfBranch(document.results(), index) - index - 1;
    if (below == 0) return false;
    say(document,
        {Message::Kind::Information, tr("“%1” was updated.").arg(document.nameOf(*updated)),
         tr("%n result(s) made from it are out of date. The previous version was kept; restore it from "
            "the menu of the results list.",
            nullptr, below),
         QString(), tr("Update them"), [this, asked = QPointer(&document)] {
             if (asked) updateStale(*asked);
         }});
    return true;
}

}  // namespace lacuna::ui
