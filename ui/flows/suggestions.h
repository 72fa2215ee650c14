// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/message_bar.h"
#include "ui/document/result_tree.h"

#include <functional>
#include <optional>

namespace lacuna::ui {

/// Whether the note says how a result might look better, and not what the run did otherwise than asked.
bool isSuggestion(const Note& note);

/// What the result's notes suggest and none of `others` has tried on the same mask, as a message with a
/// button for each suggestion. A button calls `again` with the result's settings and the suggested change.
/// Nothing: there are no suggestions.
std::optional<Message> suggestionFor(const RestorationResult& result, const Results& others,
                                     const std::function<void(const RestorationSettings&)>& again);

}  // namespace lacuna::ui
