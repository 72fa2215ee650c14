// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMenuBar;

namespace lacuna::ui {

/// An HTML table of all keys in the menus: one part for each menu, and a row for each action with a key, in
/// the menus' own words.
QString keyboardTable(const QMenuBar& menus);

/// The name of an action without the parts that belong only in a menu: "&Undo: Paint mask …" becomes "Undo".
QString plainName(const QString& actionText);

}  // namespace lacuna::ui
