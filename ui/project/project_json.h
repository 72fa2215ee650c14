// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session.h"
#include "ui/document/restoration_settings.h"

#include <QJsonObject>

namespace lacuna {
class JsonReader;
}

namespace lacuna::ui {

// Settings and reports as JSON, as they stand in project files and presets. Reading throws Error InputFile
// that names the place where a value is missing, of another kind, or of no known name; a key that is not
// known is passed over.

QJsonObject toJson(const RestorationSettings& settings);
RestorationSettings settingsFrom(const JsonReader& json);

QJsonObject toJson(const SolverSpec& solver);

QJsonObject toJson(const OperatorSpec& operation);
OperatorSpec operationFrom(const JsonReader& json);

/// Without the plan.
QJsonObject toJson(const Report& report);
Report reportFrom(const JsonReader& json);

}  // namespace lacuna::ui
