// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lacuna::ui {

/// Which TorchScript files the user trusts, by their SHA-256, kept in QSettings: a file that changes is
/// another one.
bool isTrustedProgram(const QString& hash);
void trustProgram(const QString& hash);

}  // namespace lacuna::ui
