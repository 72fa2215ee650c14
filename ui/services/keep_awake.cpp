// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/keep_awake.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace lacuna::ui {

namespace {

const QString kPortal = QStringLiteral("org.freedesktop.portal.Desktop");
constexpr uint kSuspend = 4;  ///< of the portal's flags

void closeRequest(const QString& request) {
    QDBusConnection::sessionBus().asyncCall(QDBusMessage::createMethodCall(
        kPortal, request, QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Close")));
}

}  // namespace

void KeepAwake::hold(const QString& reason) {
    if (mWanted) return;
    mWanted = true;
    ++mRound;
    askPortal(reason);
}

void KeepAwake::release() {
    mWanted = false;
    if (!mRequest.isEmpty()) closeRequest(mRequest);
    mRequest.clear();
    mLock = QDBusUnixFileDescriptor();
}

void KeepAwake::askPortal(const QString& reason) {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return askLogind(reason);
    QDBusMessage call = QDBusMessage::createMethodCall(
        kPortal, QStringLiteral("/org/freedesktop/portal/desktop"),
        QStringLiteral("org.freedesktop.portal.Inhibit"), QStringLiteral("Inhibit"));
    call.setArguments({QString(), kSuspend, QVariantMap{{QStringLiteral("reason"), reason}}});
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, reason, round = mRound] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        const bool late = !mWanted || round != mRound;
        if (reply.isError()) {
            if (!late) askLogind(reason);
        } else if (late) {
            closeRequest(reply.value().path());
        } else {
            mRequest = reply.value().path();
        }
    });
}

void KeepAwake::askLogind(const QString& reason) {
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected()) return;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call.setArguments(
        {QStringLiteral("sleep:idle"), QStringLiteral("Lacuna"), reason, QStringLiteral("block")});
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, round = mRound] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (!reply.isError() && mWanted && round == mRound) mLock = reply.value();
    });
}

}  // namespace lacuna::ui
