// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/shortcuts.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStringList>

namespace lacuna::ui {

namespace {

constexpr auto kHint = "hint";

QString settingOf(const QAction& action) {
    return QStringLiteral("shortcuts/") + action.objectName();
}

void collect(const QList<QAction*>& actions, QList<QAction*>& found) {
    for (QAction* action : actions) {
        if (action->menu()) collect(action->menu()->actions(), found);
        if (!action->objectName().isEmpty() && !found.contains(action)) found << action;
    }
}

/// Keys that mean something by themselves: on the photograph, in fields and in lists.
bool isReserved(const QKeySequence& key) {
    const QKeyCombination first = key[0];
    if (first.keyboardModifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) return false;
    switch (first.key()) {
        case Qt::Key_Space:
        case Qt::Key_Escape:
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
        case Qt::Key_Backspace:
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
            return true;
        case Qt::Key_O:
            return first.keyboardModifiers() == Qt::NoModifier;
        default:
            return false;
    }
}

void showHint(QAction* action) {
    const QString hint = action->property(kHint).toString();
    if (hint.isEmpty()) return;
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? hint : QStringLiteral("%1 (%2)").arg(hint, key));
}

}  // namespace

void setHint(QAction* action, const QString& hint) {
    action->setProperty(kHint, hint);
    showHint(action);
}

Shortcuts::Shortcuts(const QMenuBar& menus, QObject* parent) : QObject(parent) {
    collect(menus.actions(), mActions);
    for (const QAction* action : std::as_const(mActions))
        mDefaults.insert(action, action->shortcuts());
    for (QAction* action : std::as_const(mActions)) {
        if (!QSettings().contains(settingOf(*action))) continue;
        QList<QKeySequence> keys;
        for (const QString& key : QSettings().value(settingOf(*action)).toStringList())
            if (!key.isEmpty()) keys << QKeySequence(key, QKeySequence::PortableText);
        action->setShortcuts(keys);
        showHint(action);
    }
}

QKeySequence Shortcuts::firstKey(const QKeySequence& typed) {
    return typed.isEmpty() ? typed : QKeySequence(typed[0]);
}

Shortcuts::Obstacle Shortcuts::obstacleTo(const QAction& action, const QKeySequence& key) const {
    if (key.isEmpty()) return {};
    // Stop has Esc, which is no key for others.
    if (isReserved(key) && !mDefaults.value(&action).contains(key))
        return {Obstacle::Kind::Reserved, nullptr};
    for (QAction* other : mActions) {
        if (other != &action && other->shortcuts().contains(key)) return {Obstacle::Kind::Taken, other};
    }
    return {};
}

bool Shortcuts::set(QAction& action, const QKeySequence& key) {
    if (obstacleTo(action, key).kind != Obstacle::Kind::None) return false;
    give(action, key.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{key});
    Q_EMIT changed();
    return true;
}

void Shortcuts::give(QAction& action, const QList<QKeySequence>& keys) {
    action.setShortcuts(keys);
    showHint(&action);
    if (keys == mDefaults.value(&action)) {
        QSettings().remove(settingOf(action));
        return;
    }
    QStringList texts;
    for (const QKeySequence& key : keys)
        texts << key.toString(QKeySequence::PortableText);
    QSettings().setValue(settingOf(action), texts);
}

void Shortcuts::reset(QAction& action) {
    QList<QKeySequence> keys;
    for (const QKeySequence& key : mDefaults.value(&action))
        if (obstacleTo(action, key).kind == Obstacle::Kind::None) keys << key;
    give(action, keys);
    Q_EMIT changed();
}

void Shortcuts::resetAll() {
    for (QAction* action : std::as_const(mActions))
        give(*action, mDefaults.value(action));
    Q_EMIT changed();
}

bool Shortcuts::isDefault(const QAction& action) const {
    return action.shortcuts() == mDefaults.value(&action);
}

}  // namespace lacuna::ui
