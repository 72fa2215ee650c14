// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lacuna::ui {

/// Below this, in seconds, formatSeconds() says "less than 1 s".
inline constexpr double kShortestTime = 0.95;

/// "less than 1 s", "12 s", "3 min 20 s", "2 h 10 min": as precise as an estimate can be.
QString formatSeconds(double seconds);

/// The same for an estimate: "about 12 s", but "less than 1 s".
QString formatAbout(double seconds);

}  // namespace lacuna::ui
