// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace lacuna::ui {

/// Lets the Tab key go through these, and all within them, as they are laid out: row by row. Qt's own order
/// is that in which widgets were made. To be called when all of them are there.
void orderFocus(const QList<QWidget*>& widgets);

}  // namespace lacuna::ui
