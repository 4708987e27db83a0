// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testserver.h"

#include "core/database/connection.h"
#include "core/database/migrator.h"
#include "core/database/postgresprograms.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QThread>

#include <libpq-fe.h>

#include <csignal>

namespace promptuary
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto namePrefix = "promptuary-test-"_L1;

/// Folders of test programs that were killed; their names carry the process that made them.
void removeLeftovers()
{
    const QDir temp = QDir::temp();
    for (const QString &name : temp.entryList({namePrefix + u'*'}, QDir::Dirs)) {
        const int owner = name.section(u'-', 2, 2).toInt();
        if (owner > 0 && kill(owner, 0) != 0 && errno == ESRCH)
            QDir(temp.filePath(name)).removeRecursively();
    }
}

PostgresPrograms programs()
{
    const Result<PostgresPrograms> found = PostgresPrograms::find();
    if (!found)
        qFatal("%ls", qUtf16Printable(found.error().toString()));
    return *found;
}

QString folderTemplate()
{
    return u"%1/%2%3-XXXXXX"_s.arg(QDir::tempPath(), namePrefix).arg(QCoreApplication::applicationPid());
}

} // namespace

TestServer::TestServer()
    : m_folder(folderTemplate())
{
    removeLeftovers();
    if (!m_folder.isValid() || !programs().handOver(m_folder.path()))
        qFatal("No temporary folder for the test server: %ls", qUtf16Printable(m_folder.errorString()));
    run(u"initdb"_s,
        {u"-D"_s, m_folder.filePath(u"data"_s), u"-U"_s, u"postgres"_s, u"-A"_s, u"trust"_s, u"-E"_s, u"UTF8"_s,
         u"--locale-provider=builtin"_s, u"--locale=C.UTF-8"_s, u"--no-sync"_s, u"--no-instructions"_s});
    start();
}

TestServer::~TestServer()
{
    stop();
}

void TestServer::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    programs().prepare(process, PostgresPrograms::Life::Shared);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(programs().path(program), arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("%ls failed: %s", qUtf16Printable(program), process.readAll().constData());
}

void TestServer::start()
{
    m_server = std::make_unique<QProcess>();
    // After a kill -9 of the test program nobody else would stop the server.
    programs().prepare(*m_server, PostgresPrograms::Life::Shared);
    m_server->setProcessChannelMode(QProcess::MergedChannels);
    m_server->setStandardOutputFile(m_folder.filePath(u"log"_s), QIODevice::Append);
    QStringList arguments{u"-D"_s, m_folder.filePath(u"data"_s), u"-k"_s, m_folder.path()};
    for (const QString &setting :
         {u"listen_addresses="_s, u"fsync=off"_s, u"full_page_writes=off"_s, u"synchronous_commit=off"_s,
          u"shared_buffers=64MB"_s, u"max_connections=100"_s, u"autovacuum=off"_s, u"deadlock_timeout=50ms"_s})
        arguments << u"-c"_s << setting;
    m_server->start(programs().path(u"postgres"_s), arguments);
    const QByteArray where = conninfo(u"postgres"_s).toUtf8();
    const QDeadlineTimer deadline(60s);
    while (PQping(where.constData()) != PQPING_OK) {
        if (deadline.hasExpired() || m_server->state() == QProcess::NotRunning) {
            QFile log(m_folder.filePath(u"log"_s));
            std::ignore = log.open(QIODevice::ReadOnly);
            qFatal("The test server did not start: %s", log.readAll().constData());
        }
        m_server->waitForFinished(5); // the pause between two looks
    }
}

void TestServer::stop()
{
    if (!m_server)
        return;
    m_server->closeWriteChannel();
    kill(static_cast<pid_t>(m_server->processId()), SIGINT); // PostgreSQL's "fast" shutdown
    m_server->waitForFinished(60'000);
    m_server.reset();
}

QString TestServer::folder() const
{
    return m_folder.path();
}

QString TestServer::conninfo(const QString &database, const QString &role) const
{
    return u"host=%1 user=%2 dbname=%3"_s.arg(m_folder.path(), role, database);
}

void TestServer::createDatabase(const QString &name, const QString &original)
{
    Result<Connection> connection = Connection::open(conninfo(u"postgres"_s));
    if (!connection)
        qFatal("%ls", qUtf16Printable(connection.error().toString()));
    const auto made = connection->query(u"create database %1 template %2 strategy file_copy"_s.arg(name, original));
    if (!made)
        qFatal("%ls", qUtf16Printable(made.error().toString()));
}

QString TestServer::createDatabase()
{
    const QString name = u"test%1"_s.arg(++m_databases);
    createDatabase(name, u"template0"_s);
    return conninfo(name);
}

QString TestServer::createDeployedDatabase()
{
    const QString original = u"deployed"_s;
    if (!m_deployed) {
        createDatabase(original, u"template0"_s);
        Result<Connection> connection = Connection::open(conninfo(original));
        if (!connection)
            qFatal("%ls", qUtf16Printable(connection.error().toString()));
        if (const auto deployed = Migrator(*connection).deploy(); !deployed)
            qFatal("%ls", qUtf16Printable(deployed.error().toString()));
        m_deployed = true;
    }
    const QString name = u"test%1"_s.arg(++m_databases);
    createDatabase(name, original);
    return conninfo(name);
}

void TestServer::requirePasswordOf(const QString &role)
{
    QFile rules(m_folder.filePath(u"data/pg_hba.conf"_s));
    if (!rules.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qFatal("%ls", qUtf16Printable(rules.errorString()));
    rules.write(u"local all %1 scram-sha-256\nlocal all all trust\n"_s.arg(role).toUtf8());
    rules.close();
    run(u"pg_ctl"_s, {u"reload"_s, u"-D"_s, m_folder.filePath(u"data"_s)});
    // The postmaster reads the file when it gets to the signal: wait until a connection without password is refused.
    const QByteArray without = (conninfo(u"postgres"_s, role) + " passfile=/nonexistent"_L1).toUtf8();
    const QDeadlineTimer deadline(10s);
    bool refused = false;
    while (!refused) {
        const std::unique_ptr<PGconn, decltype(&PQfinish)> tried(PQconnectdb(without.constData()), &PQfinish);
        refused = PQconnectionNeedsPassword(tried.get()) != 0;
        if (deadline.hasExpired())
            qFatal("The test server does not ask for a password.");
    }
}

} // namespace promptuary
