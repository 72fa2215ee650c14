// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMenuBar;

namespace lacuna::ui {

/// What the menus can do by a key, as an HTML table: one part for each menu, a row for each action that has
/// one, named and written as the menus do.
QString keyboardTable(const QMenuBar& menus);

/// The name of an action without what only belongs into a menu: "&Undo: Paint mask …" is "Undo".
QString plainName(const QString& actionText);

}  // namespace lacuna::ui
