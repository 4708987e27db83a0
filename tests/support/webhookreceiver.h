// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QtNetwork/QTcpServer> // by its folder: tests are not compiled against the network
#include <QtNetwork/QTcpSocket>

namespace promptuary
{

/// A receiver of webhooks that answers with a status of the test's choice.
class Receiver : public QObject
{
public:
    Receiver()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("%s", qPrintable(m_server.errorString()));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
    }
    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1/hook").arg(m_server.serverPort()); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(name + ": "))
                return line.sliced(name.size() + 2).trimmed();
        }
        return {};
    }

    QByteArray head;
    QByteArray body;
    int requests = 0;
    int status = 204;

private:
    void read(QTcpSocket *socket)
    {
        m_bytes += socket->readAll();
        const qsizetype end = m_bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        head = m_bytes.first(end);
        body = m_bytes.sliced(end + 4);
        if (body.size() < header("content-length").toInt())
            return;
        m_bytes.clear();
        ++requests;
        socket->write("HTTP/1.1 " + QByteArray::number(status) +
                      " x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket->disconnectFromHost();
    }

    QTcpServer m_server;
    QByteArray m_bytes;
};

} // namespace promptuary
