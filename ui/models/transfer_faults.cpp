// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/transfer_faults.h"

#include "core/base/error.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QNetworkReply>
#include <QUrl>

namespace lacuna::ui::faults {

namespace {

QString text(const char* source) {
    return QCoreApplication::translate("Downloads", source);
}

QString ofStatus(const QString& file, int status) {
    const char* cause = nullptr;
    if (status == 404 || status == 410) {
        cause = QT_TRANSLATE_NOOP(
            "Downloads",
            "%1: the server does not have it any more (HTTP %2). Its page may say where it is now.");
    } else if (status == 401 || status == 403) {
        cause = QT_TRANSLATE_NOOP("Downloads",
                                  "%1: the server does not give it to everybody (HTTP %2). Its page may say "
                                  "how to get it.");
    } else {
        cause =
            QT_TRANSLATE_NOOP("Downloads", "%1: the server answers with a fault (HTTP %2). Try again later.");
    }
    return text(cause).arg(file).arg(status);
}

}  // namespace

QString thereAlready(const QString& file) {
    return text(QT_TRANSLATE_NOOP(
                    "Downloads",
                    "%1 is in the folder of the models already and is left as it is. Remove it first."))
        .arg(file);
}

QString notEncrypted(const QString& file) {
    return text(QT_TRANSLATE_NOOP("Downloads",
                                  "%1: its address in the catalog is not an encrypted one (https)."))
        .arg(file);
}

QString badRedirection(const QString& file, const QUrl& target) {
    return text(QT_TRANSLATE_NOOP(
                    "Downloads",
                    "%1: the server sends on to %2, which is not encrypted. It was not followed."))
        .arg(file, target.toDisplayString());
}

QString otherSize(const QString& file, qint64 bytes, qint64 stated) {
    return text(QT_TRANSLATE_NOOP("Downloads",
                                  "%1: the server has %2 bytes in place of the %3 that it should be. It was "
                                  "changed, and is not kept."))
        .arg(file, QLocale().toString(bytes), QLocale().toString(stated));
}

QString otherHash(const QString& file) {
    return text(QT_TRANSLATE_NOOP("Downloads",
                                  "%1: what arrived is not what was published (its SHA-256 differs). It was "
                                  "damaged or changed, and is not kept."))
        .arg(file);
}

QString noModel(const QString& file, const QString& reason) {
    return text(QT_TRANSLATE_NOOP("Downloads",
                                  "%1: what arrived is no model that Lacuna knows, and is not kept (%2)."))
        .arg(file, reason);
}

QString notInPlace(const QString& file, const QString& folder) {
    return text(QT_TRANSLATE_NOOP("Downloads", "%1 arrived, but could not be put into %2."))
        .arg(file, folder);
}

QString network(const QString& file, const QNetworkReply& reply) {
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 400) return ofStatus(file, status);
    switch (reply.error()) {
        case QNetworkReply::RemoteHostClosedError:
            return text(QT_TRANSLATE_NOOP(
                            "Downloads", "%1: the connection was cut. What arrived is kept; continue later."))
                .arg(file);
        case QNetworkReply::OperationCanceledError:
        case QNetworkReply::TimeoutError:
            return text(QT_TRANSLATE_NOOP(
                            "Downloads",
                            "%1: the server stopped answering. What arrived is kept; continue later."))
                .arg(file);
        case QNetworkReply::HostNotFoundError:
            return text(QT_TRANSLATE_NOOP(
                            "Downloads", "%1: %2 can't be found. Is this computer connected to the network?"))
                .arg(file, reply.url().host());
        default:
            return text(QT_TRANSLATE_NOOP("Downloads", "%1: no connection to %2 (%3)."))
                .arg(file, reply.url().host(), reply.errorString());
    }
}

QString file(const Error& error) {
    const QString name = QFileInfo(QString::fromStdString(error.subject())).fileName();
    const QString detail = QString::fromStdString(error.detail());
    if (error.code() == ErrorCode::DiskFull) {
        return text(QT_TRANSLATE_NOOP("Downloads",
                                      "%1: there is no room on the disk (%2). Make room and continue."))
            .arg(name, detail);
    }
    return text(QT_TRANSLATE_NOOP("Downloads", "%1 can't be written (%2).")).arg(name, detail);
}

}  // namespace lacuna::ui::faults
