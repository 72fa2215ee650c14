// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace lacuna::ui {

/// What the catalog (models/catalog.json) says of a model, in the user's language; as it is where that isn't
/// known, as of models of other people.
QString catalogText(const std::string& text);

}  // namespace lacuna::ui
