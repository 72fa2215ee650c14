// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manual/keyboard_table.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QStringList>

namespace lacuna::ui {

namespace {

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts())
        keys << key.toString(QKeySequence::NativeText).toHtmlEscaped();
    return keys.join(QStringLiteral(", "));
}

QString rowsOf(const QList<QAction*>& actions) {
    QString rows;
    for (const QAction* action : actions) {
        if (action->menu()) rows += rowsOf(action->menu()->actions());
        if (action->shortcuts().isEmpty()) continue;
        rows += QStringLiteral("<tr><td>%1</td><td>%2</td></tr>")
                    .arg(plainName(action->text()).toHtmlEscaped(), keysOf(*action));
    }
    return rows;
}

}  // namespace

QString plainName(const QString& actionText) {
    QString name = actionText.section(QStringLiteral(": "), 0, 0);
    name.remove(QLatin1Char('&'));
    if (name.endsWith(QStringLiteral(" …"))) name.chop(2);
    return name;
}

QString keyboardTable(const QMenuBar& menus) {
    QString table;
    for (const QAction* menu : menus.actions()) {
        if (!menu->menu()) continue;
        const QString rows = rowsOf(menu->menu()->actions());
        if (rows.isEmpty()) continue;
        table += QStringLiteral("<tr><th colspan=\"2\" align=\"left\">%1</th></tr>%2")
                     .arg(plainName(menu->text()).toHtmlEscaped(), rows);
    }
    return QStringLiteral("<table cellpadding=\"3\" cellspacing=\"0\">%1</table>").arg(table);
}

}  // namespace lacuna::ui
