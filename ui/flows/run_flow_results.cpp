// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/note_text.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_settings_command.h"
#include "ui/document/image_document.h"
#include "ui/flows/run_flow.h"
#include "ui/flows/suggestions.h"

#include <memory>
#include <utility>

namespace lacuna::ui {

void RunFlow::adoptResult(ImageDocument& document, const ResultPtr& result) {
    const bool updates = document.at(result->stage) != nullptr;
    if (updates && result->stoppedEarly) {
        // An estimate doesn't replace what was finished.
        auto estimate = std::make_shared<RestorationResult>(*result);
        estimate->stage = estimate->id;
        document.adopt(estimate);
    } else {
        document.adopt(result);
    }
    const bool isSaid = updates && !result->stoppedEarly && sayWhatIsStale(document, result);
    sayWhatWasNoted(document, result, !isSaid && !result->stoppedEarly);
}

/// `suggests`: there is room for what would be nice to try, too.
void RunFlow::sayWhatWasNoted(ImageDocument& document, const ResultPtr& result, bool suggests) {
    QStringList notes;
    for (const Note& note : result->report.notes)
        if (!isSuggestion(note)) notes << noteText(note);
    const QString details = notes.join(QLatin1Char('\n'));
    std::optional<Message> message;
    if (suggests)
        message =
            suggestionFor(*result, document.results(),
                          [this, asked = QPointer(&document), result](const RestorationSettings& settings) {
                              if (asked) tryAgain(*asked, result, settings);
                          });
    if (!message && !notes.isEmpty())
        message = {Message::Kind::Information, tr("Finished, with adjustments."),
                   tr("The result is complete."), QString()};
    if (!message) return;
    message->details = details;
    say(document, *message);
}

/// Makes another result of what that one was made from, with other settings.
void RunFlow::tryAgain(ImageDocument& document, const ResultPtr& result,
                       const RestorationSettings& settings) {
    if (!result->parent.isEmpty() && !document.at(result->parent)) return;
    RunRequest request = document.requestFor(*result);
    request.stage.clear();
    request.blend = 1;
    request.settings = settings;
    RestorationSettings shown = document.settings();
    shown.fill = settings.fill;
    shown.hug = settings.hug;
    if (shown.fillsHoles() && shown != document.settings())
        document.history().push(new ChangeSettingsCommand(document, tr("Fill"), shown, 0));
    run(document, request);
}

void RunFlow::showTrial(const ResultPtr& result) {
    const int scale = result->display.size().width() / result->region.width();
    DisplayFrame frame;
    frame.picture = result->display;
    frame.rect = QRect(result->region.topLeft() * scale, result->display.size());
    frame.resultSize = mDocument->size() * scale;
    mParts.canvas.showFrame(frame);
    mTrial = result;
    mParts.messages.show(
        {Message::Kind::Information,
         tr("Tried on an area of %1 × %2 pixels.").arg(result->region.width()).arg(result->region.height()),
         tr("Change the settings and try again, or restore the whole photograph with them. Esc goes back to "
            "the photograph."),
         QString(), tr("Apply to the whole photograph"), [this] { start(); }});
}

void RunFlow::clearTrial() {
    if (!std::exchange(mTrial, nullptr)) return;
    mParts.canvas.clearFrames();
    if (mParts.messages.isVisible() && mParts.messages.message().action) mParts.messages.hide();
}

void RunFlow::tellStopped(ImageDocument& document) {
    say(document, {Message::Kind::Information, tr("Stopped before there was anything to show."),
                   tr("The photograph, the mask and earlier results are unchanged."), QString()});
}

/// Waits until the photograph is shown.
void RunFlow::say(ImageDocument& document, const Message& message) {
    if (&document == mDocument) {
        mParts.messages.show(message);
    } else {
        mStates.of(document).unsaid = message;
    }
}

}  // namespace lacuna::ui
