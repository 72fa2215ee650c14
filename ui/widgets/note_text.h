// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lacuna::ui {

/// What the engine notes about a run (Report::notes), in the user's language; as it is where it isn't one
/// of those known.
QString noteText(const QString& note);

}  // namespace lacuna::ui
