// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lacuna::ui {

/// "less than a second", "12 s", "3 min 20 s", "2 h 10 min": as precise as an estimate can be.
QString formatSeconds(double seconds);

}  // namespace lacuna::ui
