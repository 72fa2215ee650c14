// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/framing.h"
#include "core/session.h"
#include "ui/document/restoration_settings.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace lacuna {
class JsonReader;
}

namespace lacuna::ui {

// Settings and reports as JSON, for project files and presets. Reading throws Error InputFile, naming the
// place, if a value is missing, has another type or an unknown name. Unknown keys are ignored.

QJsonObject toJson(const RestorationSettings& settings);
RestorationSettings settingsFrom(const JsonReader& json);

QJsonObject toJson(const SolverSpec& solver);

QJsonObject toJson(const OperatorSpec& operation);
OperatorSpec operationFrom(const JsonReader& json);

/// As recipes have them; framingsFrom() (core/engine/framing_json.h) reads them.
QJsonArray toJson(const std::vector<Framing>& framings);

/// Without the plan.
QJsonObject toJson(const Report& report);
Report reportFrom(const JsonReader& json);

}  // namespace lacuna::ui
