// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace lacuna::ui {

/// A notification of the desktop (org.freedesktop.Notifications). A new one replaces the one before. Does
/// nothing where there is no such service. Never waits for an answer.
class DesktopNotice : public QObject {
    Q_OBJECT

  public:
    explicit DesktopNotice(QObject* parent = nullptr);

    void show(const QString& title, const QString& text);
    /// Takes it away again.
    void withdraw();

  Q_SIGNALS:
    /// The user clicked on it.
    void clicked();

  private Q_SLOTS:
    void actionInvoked(uint id, const QString& action);

  private:
    uint mId = 0;  ///< of the one that is shown; 0: none
};

}  // namespace lacuna::ui
