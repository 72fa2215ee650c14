// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/format_time.h"

#include <QCoreApplication>

#include <cmath>

namespace lacuna::ui {

QString formatSeconds(double seconds) {
    const auto text = [](const char* source) { return QCoreApplication::translate("Time", source); };
    if (seconds < kShortestTime) return text(QT_TRANSLATE_NOOP("Time", "less than 1 s"));
    const auto whole = qint64(std::ceil(seconds - 0.05));
    if (whole < 60) return text(QT_TRANSLATE_NOOP("Time", "%1 s")).arg(whole);
    if (whole < 600) {
        const qint64 tens = whole % 60 / 10 * 10;
        if (tens == 0) return text(QT_TRANSLATE_NOOP("Time", "%1 min")).arg(whole / 60);
        return text(QT_TRANSLATE_NOOP("Time", "%1 min %2 s")).arg(whole / 60).arg(tens);
    }
    const qint64 minutes = (whole + 30) / 60;
    if (minutes < 60) return text(QT_TRANSLATE_NOOP("Time", "%1 min")).arg(minutes);
    return text(QT_TRANSLATE_NOOP("Time", "%1 h %2 min")).arg(minutes / 60).arg(minutes % 60);
}

QString formatAbout(double seconds) {
    const QString time = formatSeconds(seconds);
    if (seconds < kShortestTime) return time;
    return QCoreApplication::translate("Time", "about %1").arg(time);
}

}  // namespace lacuna::ui
