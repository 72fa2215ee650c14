// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"

#include <QString>

namespace lacuna::ui {

/// The note in the user's language; the engine's own text where the code has no words.
QString noteText(const Note& note);

}  // namespace lacuna::ui
