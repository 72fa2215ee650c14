// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session.h"
#include "ui/document/restoration_settings.h"

#include <QJsonObject>

namespace lacuna::ui {

// Settings and reports as JSON, as they stand in project files and presets. Reading throws Error InputFile
// that names the key where a value is missing, of another kind, or of no known name; a key that is not known
// is passed over.

QJsonObject toJson(const RestorationSettings& settings);
RestorationSettings settingsFromJson(const QJsonObject& json);

QJsonObject toJson(const SolverSpec& solver);
SolverSpec solverFromJson(const QJsonObject& json);

QJsonObject toJson(const OperatorSpec& operation);
OperatorSpec operationFromJson(const QJsonObject& json);

/// Without the plan.
QJsonObject toJson(const Report& report);
Report reportFromJson(const QJsonObject& json);

}  // namespace lacuna::ui
