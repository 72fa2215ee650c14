// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

class QAction;
class QMenuBar;

namespace lacuna::ui {

/// Sets the tool tip to `hint` with the action's key, and keeps it right when Shortcuts changes the key.
void setHint(QAction* action, const QString& hint);

/// The keys of the commands in the menus, as the user wants them. Kept in QSettings under the actions' object
/// names; an action without a name has no place here.
class Shortcuts : public QObject {
    Q_OBJECT

  public:
    /// What stands in the way of a key.
    struct Obstacle {
        enum class Kind { None, Reserved, Taken };
        Kind kind = Kind::None;
        QAction* by = nullptr;  ///< who has it, for Taken
    };

    /// Remembers the keys that the actions have now as the defaults, and then takes over the user's.
    Shortcuts(const QMenuBar& menus, QObject* parent);

    /// In the order of the menus.
    const QList<QAction*>& actions() const { return mActions; }
    /// The first of several keys that were pressed in a row: a command has one.
    static QKeySequence firstKey(const QKeySequence& typed);
    Obstacle obstacleTo(const QAction& action, const QKeySequence& key) const;
    /// Replaces all keys of the action by this one; empty: none. Changes nothing if something is in the way.
    bool set(QAction& action, const QKeySequence& key);
    /// Gives one action, or all, its default keys; not one that another action has by now.
    void reset(QAction& action);
    void resetAll();
    bool isDefault(const QAction& action) const;

  Q_SIGNALS:
    void changed();

  private:
    void give(QAction& action, const QList<QKeySequence>& keys);

    QList<QAction*> mActions;
    QHash<const QAction*, QList<QKeySequence>> mDefaults;
};

}  // namespace lacuna::ui
