// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QString>

namespace lacuna::ui {

/// Keeps the computer from going to sleep: through the desktop's portal (org.freedesktop.portal.Inhibit), or
/// else through logind. Both let go by themselves when the program ends, however it ends. Does nothing where
/// there is neither. Never waits for an answer.
class KeepAwake : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    ~KeepAwake() override { release(); }

    /// `reason`, in the user's language, is what the desktop shows. Holding twice is holding once.
    void hold(const QString& reason);
    void release();
    /// Whether the desktop has agreed.
    bool isHeld() const { return !mRequest.isEmpty() || mLock.isValid(); }

  private:
    void askPortal(const QString& reason);
    void askLogind(const QString& reason);

    bool mWanted = false;
    int mRound = 0;                 ///< counts hold(), for answers that come too late
    QString mRequest;               ///< the portal's object, which is closed to let go
    QDBusUnixFileDescriptor mLock;  ///< logind's, likewise
};

}  // namespace lacuna::ui
