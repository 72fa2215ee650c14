// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace lacuna {
struct CatalogWords;
}

namespace lacuna::ui {

/// A catalog's statement about a model, in the user's language. `english` is its plain text, which is shown
/// if the studio doesn't know the code, for example in other people's catalogs.
QString catalogText(const CatalogWords& words, const std::string& english);

}  // namespace lacuna::ui
