// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/desktop_notice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QStringList>
#include <QVariantMap>

namespace lacuna::ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
const QString kDefault = QStringLiteral("default");  ///< the action that a click on the text stands for
constexpr int kUsualTime = -1;                       ///< as long as the desktop thinks fit

QDBusMessage method(const char* name) {
    return QDBusMessage::createMethodCall(kService, kPath, kService, QLatin1String(name));
}

}  // namespace

DesktopNotice::DesktopNotice(QObject* parent) : QObject(parent) {
    QDBusConnection::sessionBus().connect(QString(), kPath, kService, QStringLiteral("ActionInvoked"), this,
                                          SLOT(actionInvoked(uint, QString)));
}

void DesktopNotice::show(const QString& title, const QString& text) {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    QDBusMessage call = method("Notify");
    const QString icon = QGuiApplication::desktopFileName();
    const QVariantMap hints{{QStringLiteral("desktop-entry"), icon}};
    // Servers may read the text as markup.
    call.setArguments({QStringLiteral("Lacuna"), mId, icon, title, text.toHtmlEscaped(),
                       QStringList{kDefault, tr("Show")}, hints, kUsualTime});
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<uint> reply = *watcher;
        mId = reply.isError() ? 0 : reply.value();
        watcher->deleteLater();
    });
}

void DesktopNotice::withdraw() {
    if (mId == 0) return;
    QDBusMessage call = method("CloseNotification");
    call.setArguments({mId});
    QDBusConnection::sessionBus().asyncCall(call);
    mId = 0;
}

void DesktopNotice::actionInvoked(uint id, const QString& action) {
    if (id == mId && mId != 0 && action == kDefault) Q_EMIT clicked();
}

}  // namespace lacuna::ui
