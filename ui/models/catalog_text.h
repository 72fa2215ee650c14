// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace lacuna {
struct CatalogWords;
}

namespace lacuna::ui {

/// What a catalog says of a model, in the user's language. `english`: what it says in plain text; shown where
/// the studio doesn't know the code, as of the catalogs of other people.
QString catalogText(const CatalogWords& words, const std::string& english);

}  // namespace lacuna::ui
