// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace lacuna::ui::test {

/// A small web server on this machine that offers files and can misbehave.
class ModelServer : public QTcpServer {
    Q_OBJECT

  public:
    struct Request {
        QByteArray path;
        QHash<QByteArray, QByteArray> headers;  ///< names in lower case
    };

    explicit ModelServer(QObject* parent = nullptr);

    QUrl address(const QString& path) const;
    /// What the requests asked for as their Range; empty: none.
    QList<QByteArray> ranges() const;
    /// Lets go what `holdAfter` held back, and holds nothing further.
    void release();

    QHash<QByteArray, QByteArray> files;  ///< by path, beginning with a slash
    QHash<QByteArray, QByteArray> redirections;
    QByteArray tag = "\"one\"";
    bool knowsRanges = true;
    bool knowsIfRange = true;
    int status = 0;            ///< of every answer; 0: what fits
    qint64 statedLength = -1;  ///< in place of the true one
    qint64 cutAfter = -1;      ///< closes the connection after so many bytes of the body, once
    qint64 holdAfter = -1;     ///< sends no more of a body than this before release()
    QList<Request> requests;

  private:
    struct Connection {
        QByteArray received;
        QByteArray body;
        qint64 sent = 0;
        qint64 most = 0;  ///< of the body
        bool closes = false;
    };

    void accept();
    void read(QTcpSocket* socket);
    void answer(QTcpSocket* socket, const Request& request);
    void send(QTcpSocket* socket);

    QHash<QTcpSocket*, Connection> mConnections;
};

}  // namespace lacuna::ui::test
