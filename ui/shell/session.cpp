// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session.h"

#include <QCryptographicHash>
#include <QtConcurrentRun>

namespace promptuary
{

Session::Session(ServerChoice choice, QObject *parent)
    : QObject(parent)
    , m_choice(std::move(choice))
{
}

Session::~Session()
{
    // A private server that is being made cannot be left half way: the folder would be locked for the next start.
    m_opening.waitForFinished();
}

void Session::open()
{
    if (isOpen() || m_opening.isRunning())
        return;
    m_opening = QtConcurrent::run([this, choice = m_choice] {
        auto server = Server::open(choice, [this](const QString &sentence) { Q_EMIT progressed(sentence); });
        // QMetaObject::invokeMethod wants a copyable functor, and a Server can only be moved.
        auto handed = std::make_shared<Result<Server>>(std::move(server));
        QMetaObject::invokeMethod(
            this,
            [this, handed] {
                if (*handed)
                    use(std::move(**handed));
                else
                    Q_EMIT failed(handed->error());
            },
            Qt::QueuedConnection);
    });
}

void Session::use(Server server)
{
    m_server = std::move(server);
    m_database = std::make_unique<Database>(m_server.conninfo);
    m_prompts = std::make_unique<PromptStore>(*m_database);
    m_imports = std::make_unique<ImportStore>(*m_database);
    m_changes = std::make_unique<ChangeHub>(m_server.conninfo);
    connect(m_changes.get(), &ChangeHub::stateChanged, this, [this](ChangeHub::State state) {
        if (state == ChangeHub::State::Lost)
            revive();
    });
    m_changes->start();
    Q_EMIT opened();
}

void Session::reconnect()
{
    if (!isOpen())
        open();
    else if (m_server.privateServer)
        revive();
    else
        m_changes->reconnectNow();
}

void Session::revive()
{
    // A private server has nobody else to start it again when it was killed.
    if (!m_server.privateServer || m_opening.isRunning())
        return;
    m_opening = QtConcurrent::run([this] {
        const auto running = m_server.privateServer->ensureRunning();
        QMetaObject::invokeMethod(this, [this, running] {
            if (running)
                m_changes->reconnectNow();
            else
                Q_EMIT failed(running.error());
        });
    });
}

QString Session::databaseIdentity() const
{
    const QByteArray hash = QCryptographicHash::hash(m_server.conninfo.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(16));
}

} // namespace promptuary
