// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session.h"

#include "ui/shell/alertfeed.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QtConcurrentRun>

#include <tuple>

namespace promptuary
{

using namespace std::chrono_literals;

namespace
{

/// When the window stands, and nobody waits for it.
constexpr auto firstRollUp = 4s;
/// Days end once a day; who has no right to drop them asks in vain, and others do it.
constexpr std::chrono::milliseconds maintenanceInterval = 1h;

} // namespace

Session::Session(ServerChoice choice, QObject *parent)
    : QObject(parent)
    , m_choice(std::move(choice))
{
    m_rollUp.setInterval(1min);
    connect(&m_rollUp, &QTimer::timeout, this, &Session::rollUp);
}

Session::~Session()
{
    // A private server that is being made cannot be left half way: the folder would be locked for the next start.
    m_opening.waitForFinished();
}

struct Session::Opened {
    Server server;
    std::unique_ptr<Database> database;
    std::unique_ptr<PromptStore> prompts;
    PromptLists lists;
    QElapsedTimer reading; ///< since the lists were asked for
};

void Session::open()
{
    if (isOpen() || m_opening.isRunning())
        return;
    m_opening = QtConcurrent::run([this, choice = m_choice] {
        auto server = Server::open(choice, [this](const QString &sentence) { tellProgress(sentence); });
        // QMetaObject::invokeMethod wants a copyable functor, and this can only be moved.
        auto handed = std::make_shared<Result<Opened>>(std::move(server).transform(&Session::startReading));
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

/// By way of the event loop: the first sentence may come before the window that shows it is made.
void Session::tellProgress(const QString &sentence)
{
    QMetaObject::invokeMethod(
        this,
        [this, sentence] {
            m_progress = sentence;
            Q_EMIT progressed(sentence);
        },
        Qt::QueuedConnection);
}

/// Not on the GUI thread, which is busy with making the window.
Session::Opened Session::startReading(Server server)
{
    Opened opened;
    opened.reading.start();
    opened.server = std::move(server);
    opened.database = std::make_unique<Database>(opened.server.conninfo);
    opened.prompts = std::make_unique<PromptStore>(*opened.database);
    opened.lists = opened.prompts->lists();
    return opened;
}

void Session::use(Opened opened)
{
    m_server = std::move(opened.server);
    m_database = std::move(opened.database);
    m_prompts = std::move(opened.prompts);
    m_lists = std::move(opened.lists);
    m_imports = std::make_unique<ImportStore>(*m_database);
    m_executions = std::make_unique<ExecutionStore>(*m_database);
    m_alerts = std::make_unique<AlertStore>(*m_database);
    m_alertFeed = std::make_unique<AlertFeed>(*m_alerts);
    m_upkeepDatabase = std::make_unique<Database>(m_server.conninfo, 1, Database::End::BreakOff);
    m_upkeep = std::make_unique<ExecutionStore>(*m_upkeepDatabase);
    m_rollUp.start();
    QTimer::singleShot(firstRollUp, this, &Session::rollUp);
    m_changes = std::make_unique<ChangeHub>(m_server.conninfo);
    connect(m_changes.get(), &ChangeHub::stateChanged, this, [this](ChangeHub::State state) {
        if (state == ChangeHub::State::Lost)
            revive();
    });
    m_changes->start(std::chrono::milliseconds(opened.reading.elapsed()));
    Q_EMIT this->opened();
}

/// Keeps figures quick: they add what is in no rollup yet. Where it fails (a role without the right, no connection)
/// figures stay right, so nobody is told; whoever reads them learns of a lost connection. Alerts were judged then.
void Session::rollUp()
{
    if (m_rollingUp.isRunning())
        return;
    m_rollingUp = m_upkeep->rollUp().then(this, [this](const Result<qint64> &) { m_alertFeed->refresh(); });
    if (m_maintained.isValid() && !m_maintained.hasExpired(maintenanceInterval.count()))
        return;
    m_maintained.start();
    std::ignore = m_upkeep->maintain();
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
