// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QNetworkReply;
class QUrl;

namespace lacuna {
class Error;
}

/// What went wrong with a download, in the user's language: the file, the cause, and what can be done.
namespace lacuna::ui::faults {

QString thereAlready(const QString& file);
QString notEncrypted(const QString& file);
QString badRedirection(const QString& file, const QUrl& target);
/// The server has, or sent, `bytes` instead of `stated`.
QString otherSize(const QString& file, qint64 bytes, qint64 stated);
QString otherHash(const QString& file);
QString noModel(const QString& file, const QString& reason);
QString notInPlace(const QString& file, const QString& folder);
/// For a reply that ended with an error.
QString network(const QString& file, const QNetworkReply& reply);
/// For a file that can't be written or read.
QString file(const Error& error);

}  // namespace lacuna::ui::faults
