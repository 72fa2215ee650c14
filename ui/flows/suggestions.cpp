// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/suggestions.h"

#include <QCoreApplication>

#include <algorithm>

namespace lacuna::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lacuna::ui::Suggestions)
};

bool says(const RestorationResult& result, NoteCode code) {
    const std::vector<Note>& notes = result.report.notes;
    return std::any_of(notes.begin(), notes.end(), [code](const Note& note) { return note.code == code; });
}

}  // namespace

bool isSuggestion(const Note& note) {
    return note.code == NoteCode::WideHole || note.code == NoteCode::VisibleRim;
}

std::optional<Message> suggestionFor(const RestorationResult& result, const Results& others,
                                     const std::function<void(const RestorationSettings&)>& again) {
    RestorationSettings borrowing = result.settings, hugging = result.settings;
    borrowing.fill = Fill::Borrowed;
    hugging.hug = true;
    const auto isTried = [&](const auto& isChosen) {
        return std::any_of(others.begin(), others.end(), [&](const ResultPtr& other) {
            return other->id != result.id && other->parent == result.parent && other->settings.fillsHoles() &&
                   isChosen(other->settings) && other->mask == result.mask;
        });
    };
    const auto borrows = [](const RestorationSettings& settings) { return settings.fill == Fill::Borrowed; };
    const auto hugs = [](const RestorationSettings& settings) { return settings.hug; };
    const bool wide = says(result, NoteCode::WideHole) && !borrows(result.settings) && !isTried(borrows);
    const bool rim = says(result, NoteCode::VisibleRim) && !isTried(hugs);
    if (!wide && !rim) return std::nullopt;

    Message message;
    message.headline = Words::tr("Finished. It may look better another way.");
    QStringList reasons;
    if (rim && result.settings.hug) {
        reasons << Words::tr(
            "A wide rim of the damage still shows around the mask. Grow the mask and restore again.");
    } else if (rim) {
        reasons << Words::tr("A rim of the damage still shows around the mask. The mask can grow over it.");
        message.actionText = Words::tr("Include it and run again");
        message.action = [again, hugging] { again(hugging); };
    }
    if (wide) {
        reasons << Words::tr(
            "A hole is so wide that its most probable fill is smooth. Texture borrowed from "
            "the rest of the photograph may look more natural.");
        (message.action ? message.otherText : message.actionText) = Words::tr("Try borrowed texture");
        (message.action ? message.otherAction : message.action) = [again, borrowing] { again(borrowing); };
    }
    if (message.action) reasons << Words::tr("This result is kept.");
    message.text = reasons.join(QLatin1Char('\n'));
    return message;
}

}  // namespace lacuna::ui
