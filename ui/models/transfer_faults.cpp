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
            "%1 is no longer on the server (HTTP %2). The model's page may say where it has moved.");
    } else if (status == 401 || status == 403) {
        cause = QT_TRANSLATE_NOOP(
            "Downloads",
            "%1: access denied by the server (HTTP %2). The model's page may say how to get access.");
    } else {
        cause =
            QT_TRANSLATE_NOOP("Downloads", "%1: the server reported an error (HTTP %2). Try again later.");
    }
    return text(cause).arg(file).arg(status);
}

}  // namespace

QString thereAlready(const QString& file) {
    return text(QT_TRANSLATE_NOOP("Downloads",
                                  "%1 is already in your models folder and was left alone. To download it "
                                  "again, remove it first."))
        .arg(file);
}

QString notEncrypted(const QString& file) {
    return text(
               QT_TRANSLATE_NOOP(
                   "Downloads", "%1 was not downloaded: its address in the catalog isn't encrypted (https)."))
        .arg(file);
}

QString badRedirection(const QString& file, const QUrl& target) {
    return text(QT_TRANSLATE_NOOP(
                    "Downloads", "%1 was not downloaded: the server redirects to %2, which isn't encrypted."))
        .arg(file, target.toDisplayString());
}

QString otherSize(const QString& file, qint64 bytes, qint64 stated) {
    return text(QT_TRANSLATE_NOOP("Downloads",
                                  "%1: the file on the server has %2 bytes, but was published with %3. It "
                                  "has been changed, so it was not kept."))
        .arg(file, QLocale().toString(bytes), QLocale().toString(stated));
}

QString otherHash(const QString& file) {
    return text(QT_TRANSLATE_NOOP("Downloads",
                                  "%1 does not match the published file (its SHA-256 differs). It is damaged "
                                  "or has been changed, so it was not kept."))
        .arg(file);
}

QString noModel(const QString& file, const QString& reason) {
    return text(QT_TRANSLATE_NOOP("Downloads",
                                  "%1 is not a model that Lacuna can read, so it was not kept (%2)."))
        .arg(file, reason);
}

QString notInPlace(const QString& file, const QString& folder) {
    return text(QT_TRANSLATE_NOOP("Downloads", "%1 was downloaded, but could not be moved to %2."))
        .arg(file, folder);
}

QString network(const QString& file, const QNetworkReply& reply) {
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 400) return ofStatus(file, status);
    switch (reply.error()) {
        case QNetworkReply::RemoteHostClosedError:
            return text(QT_TRANSLATE_NOOP("Downloads",
                                          "%1: the connection was lost. What has been downloaded is kept, so "
                                          "you can continue later."))
                .arg(file);
        case QNetworkReply::OperationCanceledError:
        case QNetworkReply::TimeoutError:
            return text(QT_TRANSLATE_NOOP("Downloads",
                                          "%1: the server stopped responding. What has been downloaded is "
                                          "kept, so you can continue later."))
                .arg(file);
        case QNetworkReply::HostNotFoundError:
            return text(QT_TRANSLATE_NOOP("Downloads",
                                          "%1: %2 can't be found. Check the internet connection."))
                .arg(file, reply.url().host());
        default:
            return text(QT_TRANSLATE_NOOP("Downloads", "%1: couldn't connect to %2 (%3)."))
                .arg(file, reply.url().host(), reply.errorString());
    }
}

QString file(const Error& error) {
    const QString name = QFileInfo(QString::fromStdString(error.subject())).fileName();
    const QString detail = QString::fromStdString(error.detail());
    if (error.code() == ErrorCode::DiskFull) {
        return text(QT_TRANSLATE_NOOP("Downloads",
                                      "%1: the disk is full (%2). Free some space, then continue."))
            .arg(name, detail);
    }
    return text(QT_TRANSLATE_NOOP("Downloads", "%1 can't be written (%2).")).arg(name, detail);
}

}  // namespace lacuna::ui::faults
