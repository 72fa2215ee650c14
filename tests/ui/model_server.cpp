// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/model_server.h"

#include <QTcpSocket>

#include <algorithm>
#include <utility>

namespace lacuna::ui::test {

namespace {
constexpr qint64 kPiece = 64 << 10;
constexpr qint64 kAhead = 256 << 10;  ///< in the socket's own buffer
}  // namespace

ModelServer::ModelServer(QObject* parent) : QTcpServer(parent) {
    connect(this, &QTcpServer::newConnection, this, &ModelServer::accept);
    listen(QHostAddress::LocalHost);
}

QUrl ModelServer::address(const QString& path) const {
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
}

QList<QByteArray> ModelServer::ranges() const {
    QList<QByteArray> ranges;
    for (const Request& request : requests)
        ranges << request.headers.value("range");
    return ranges;
}

void ModelServer::release() {
    holdAfter = -1;
    for (auto connection = mConnections.begin(); connection != mConnections.end(); ++connection) {
        connection->most = connection->body.size();
        send(connection.key());
    }
}

void ModelServer::accept() {
    while (QTcpSocket* socket = nextPendingConnection()) {
        mConnections.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::bytesWritten, this, [this, socket] { send(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            mConnections.remove(socket);
            socket->deleteLater();
        });
    }
}

void ModelServer::read(QTcpSocket* socket) {
    QByteArray& received = mConnections[socket].received;
    received += socket->readAll();
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0) return;
    QList<QByteArray> lines = received.left(end).split('\n');
    received.remove(0, end + 4);
    Request request;
    request.path = lines.takeFirst().split(' ').value(1);
    for (const QByteArray& line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    requests << request;
    answer(socket, request);
}

void ModelServer::answer(QTcpSocket* socket, const Request& request) {
    Connection& connection = mConnections[socket];
    connection.sent = 0;
    QByteArray head;
    const QByteArray target = redirections.value(request.path);
    if (!target.isEmpty()) {
        connection.body.clear();
        head = "HTTP/1.1 302 Found\r\nLocation: " + target + "\r\n";
    } else if (status != 0 || !files.contains(request.path)) {
        connection.body = "<html>No.</html>";
        head = "HTTP/1.1 " + QByteArray::number(status ? status : 404) + " Fault\r\n";
    } else {
        const QByteArray content = files.value(request.path);
        const QByteArray range = request.headers.value("range");
        const QByteArray condition = request.headers.value("if-range");
        const bool isOurs = condition.isEmpty() || condition == tag || !knowsIfRange;
        const qint64 first = range.mid(6).chopped(range.isEmpty() ? 0 : 1).toLongLong();
        if (range.isEmpty() || !knowsRanges || !isOurs) {
            connection.body = content;
            head = "HTTP/1.1 200 OK\r\n";
        } else if (first >= content.size()) {
            connection.body.clear();
            head = "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */" +
                   QByteArray::number(content.size()) + "\r\n";
        } else {
            connection.body = content.mid(first);
            head = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + QByteArray::number(first) + '-' +
                   QByteArray::number(content.size() - 1) + '/' + QByteArray::number(content.size()) + "\r\n";
        }
        if (!tag.isEmpty()) head += "ETag: " + tag + "\r\n";
    }
    const qint64 length = statedLength >= 0 ? statedLength : connection.body.size();
    connection.most = connection.body.size();
    connection.closes = statedLength >= 0;
    if (holdAfter >= 0) connection.most = std::min(connection.most, holdAfter);
    if (cutAfter >= 0 && cutAfter < connection.body.size()) {
        connection.most = std::min(connection.most, std::exchange(cutAfter, -1));
        connection.closes = true;
    }
    socket->write(head + "Content-Length: " + QByteArray::number(length) + "\r\n\r\n");
    send(socket);
}

void ModelServer::send(QTcpSocket* socket) {
    const auto connection = mConnections.find(socket);
    if (connection == mConnections.end()) return;
    while (connection->sent < connection->most && socket->bytesToWrite() < kAhead) {
        const qint64 size = std::min(kPiece, connection->most - connection->sent);
        socket->write(connection->body.mid(connection->sent, size));
        connection->sent += size;
    }
    if (connection->closes && connection->sent == connection->most && socket->bytesToWrite() == 0) {
        connection->closes = false;
        socket->disconnectFromHost();
    }
}

}  // namespace lacuna::ui::test
