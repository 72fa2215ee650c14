// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/trusted_programs.h"

#include <QSettings>

namespace lacuna::ui {

namespace {
QString keyOf(const QString& hash) {
    return QStringLiteral("models/trusted/%1").arg(hash);
}
}  // namespace

bool isTrustedProgram(const QString& hash) {
    return !hash.isEmpty() && QSettings().value(keyOf(hash), false).toBool();
}

void trustProgram(const QString& hash) {
    QSettings().setValue(keyOf(hash), true);
}

}  // namespace lacuna::ui
