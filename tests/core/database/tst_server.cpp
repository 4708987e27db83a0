// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/connection.h"
#include "core/database/migrator.h"
#include "core/database/server.h"
#include "tests/support/testserver.h"

#include <QTemporaryDir>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// What a program does with its two options: the server is there, with the schema, or the refusal says why not.
class ServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void choosesBetweenOptionsAndEnvironment();
    void privateServerIsDeployed();
    void chosenServerIsUsedAsItIs();
    void refusesServerWithoutSchema();
    void refusesNewerSchema();
    void refusesOlderSchema();
    void refusesUnreachableServer();

private:
    TestServer m_server;
};

void ServerTest::init()
{
    qunsetenv("PROMPTUARY_DATABASE");
}

void ServerTest::choosesBetweenOptionsAndEnvironment()
{
    QCOMPARE(ServerChoice::from(u"host=a"_s, {})->conninfo, u"host=a"_s);
    QCOMPARE(ServerChoice::from({}, u"/x"_s)->privateDirectory, u"/x"_s);
    QCOMPARE(ServerChoice::from(u"host=a"_s, u"/x"_s).error().kind, ErrorKind::Invalid);
    QVERIFY(ServerChoice::from({}, {})->conninfo.isEmpty());
    qputenv("PROMPTUARY_DATABASE", "host=b");
    QCOMPARE(ServerChoice::from({}, {})->conninfo, u"host=b"_s);
    QCOMPARE(ServerChoice::from(u"host=a"_s, {})->conninfo, u"host=a"_s);
    QVERIFY(ServerChoice::from({}, u"/x"_s)->conninfo.isEmpty());
}

void ServerTest::privateServerIsDeployed()
{
    const QTemporaryDir folder;
    const ServerChoice choice{.conninfo = {}, .privateDirectory = folder.path()};
    QStringList steps;
    const auto first = Server::open(choice, [&steps](const QString &step) { steps += step; });
    QVERIFY2(first, qPrintable(first ? QString() : first.error().toString()));
    QVERIFY(steps.contains(u"Preparing the database…"_s));
    QCOMPARE(first->description, u"private PostgreSQL 17"_s);
    auto connection = Connection::open(first->conninfo);
    QVERIFY(connection);
    QVERIFY(Migrator(*connection).verify());
    steps.clear();
    const auto second = Server::open(choice, [&steps](const QString &step) { steps += step; });
    QVERIFY(second);
    QCOMPARE(steps, QStringList());
}

void ServerTest::chosenServerIsUsedAsItIs()
{
    const ServerChoice choice{.conninfo = m_server.createDeployedDatabase(), .privateDirectory = {}};
    const auto server = Server::open(choice);
    QVERIFY2(server, qPrintable(server ? QString() : server.error().toString()));
    QCOMPARE(server->conninfo, choice.conninfo);
    QVERIFY2(server->description.endsWith(u"on this machine"_s), qPrintable(server->description));
    QVERIFY(!server->privateServer);
}

void ServerTest::refusesServerWithoutSchema()
{
    const auto refused = Server::open({.conninfo = m_server.createDatabase(), .privateDirectory = {}});
    QVERIFY(!refused);
    QVERIFY(refused.error().remedy.contains(u"migrate deploy"_s));
}

void ServerTest::refusesNewerSchema()
{
    const QString conninfo = m_server.createDeployedDatabase();
    auto connection = Connection::open(conninfo);
    QVERIFY(connection);
    const int current = Migrator(*connection).status()->current;
    const auto table = connection->query(u"insert into promptuary.schema_changes (number, name, checksum) "
                                         "values (?, 'later', 'x')"_s,
                                         {current + 1});
    QVERIFY2(table, qPrintable(table ? QString() : table.error().toString()));
    const auto refused = Server::open({.conninfo = conninfo, .privateDirectory = {}});
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"newer"_s), qPrintable(refused.error().message));
}

void ServerTest::refusesOlderSchema()
{
    const QString conninfo = m_server.createDeployedDatabase();
    const QTemporaryDir folder;
    auto connection = Connection::open(conninfo);
    QVERIFY(connection);
    Migrator migrator(*connection);
    const int current = migrator.status()->current;
    QVERIFY(migrator.revert(current - 1, folder.filePath(u"archive"_s)));
    const auto refused = Server::open({.conninfo = conninfo, .privateDirectory = {}});
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(u"older"_s));
    QVERIFY(refused.error().remedy.contains(u"migrate deploy"_s));
}

void ServerTest::refusesUnreachableServer()
{
    const auto refused =
        Server::open({.conninfo = u"host=%1/nowhere"_s.arg(m_server.folder()), .privateDirectory = {}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NoDatabase);
}

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
