// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"

#include <QString>

namespace lacuna::ui {

/// The note in the user's language, or the engine's English text if there is no translation for its code.
QString noteText(const Note& note);

}  // namespace lacuna::ui
