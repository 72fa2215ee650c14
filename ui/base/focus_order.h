// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace lacuna::ui {

/// Makes the Tab key follow the layout of these widgets and their children, row by row. Qt's own order is
/// that of creation. Call it when all widgets exist.
void orderFocus(const QList<QWidget*>& widgets);

}  // namespace lacuna::ui
