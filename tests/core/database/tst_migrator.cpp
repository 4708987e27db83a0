// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/migrator.h"
#include "core/database/postgresprograms.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

/// The whole database but for its rows, as SQL, without the lines that differ from run to run.
QByteArray schemaOf(const QString &conninfo)
{
    QProcess dump;
    dump.start(PostgresPrograms::find()->path(u"pg_dump"_s), {u"-s"_s, u"-d"_s, conninfo});
    if (!dump.waitForFinished(60'000) || dump.exitCode() != 0)
        qFatal("pg_dump: %s", dump.readAllStandardError().constData());
    QByteArray text;
    for (const QByteArray &line : dump.readAllStandardOutput().split('\n')) {
        if (!line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
            text += line + '\n';
    }
    return text;
}

QList<QJsonObject> linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%ls: %ls", qUtf16Printable(path), qUtf16Printable(file.errorString()));
    QList<QJsonObject> lines;
    while (!file.atEnd())
        lines << QJsonDocument::fromJson(file.readLine()).object();
    return lines;
}

} // namespace

class TestMigrator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void deployMakesTheSchemaAndSaysEachStep()
    {
        Connection connection = connectTo(m_server.createDatabase());
        Migrator migrator(connection);
        const auto before = migrator.status();
        QVERIFY(before);
        QCOMPARE(before->current, 0);
        QCOMPARE(before->pending.size(), before->latest);
        QVERIFY(before->functionsOutdated);
        QVERIFY(!migrator.verify());

        QStringList steps;
        const auto after = migrator.deploy([&steps](const QString &step) { steps << step; });
        QVERIFY2(after, qPrintable(after ? QString() : after.error().toString()));
        QCOMPARE(*after, (MigrationStatus{after->latest, SchemaFiles::builtIn().latest(), {}, false}));
        QCOMPARE(steps.size(), after->latest);
        QCOMPARE(steps.first(), u"0001-templates-and-versions"_s);
        QVERIFY(migrator.verify());
        QCOMPARE(one(connection,
                     u"select count(*) from promptuary.template_overview where active = '{\"production\": 1}'"_s),
                 u"3"_s);

        steps.clear();
        QCOMPARE(migrator.deploy([&steps](const QString &step) { steps << step; }), after);
        QVERIFY(steps.isEmpty());
    }

    void twentyConcurrentDeploysEqualOne()
    {
        const QString conninfo = m_server.createDatabase();
        std::vector<QString> problems(20);
        {
            std::vector<std::jthread> threads;
            for (QString &problem : problems) {
                threads.emplace_back([&conninfo, &problem] {
                    Connection connection = connectTo(conninfo);
                    if (const auto deployed = Migrator(connection).deploy(); !deployed)
                        problem = deployed.error().toString();
                });
            }
        }
        for (const QString &problem : problems)
            QCOMPARE(problem, QString());
        const QString alone = m_server.createDatabase();
        Connection connection = connectTo(alone);
        QVERIFY(Migrator(connection).deploy());
        QCOMPARE(schemaOf(conninfo), schemaOf(alone));
        Connection together = connectTo(conninfo);
        const QString counts = u"select (select count(*) from promptuary.prompt_versions) || ' ' || "
                               "(select count(*) from promptuary.audit_events) || ' ' || "
                               "(select count(*) from promptuary.schema_changes)"_s;
        QCOMPARE(one(together, counts), one(connection, counts));
        QCOMPARE(one(together, u"select count(*) from promptuary.check_audit_chain()"_s), u"0"_s);
    }

    void saysWhoHoldsTheLockAndWaitsOnlySoLong()
    {
        const QString conninfo = m_server.createDatabase();
        Connection connection = connectTo(conninfo);
        QVERIFY(connection.script(u"create role hog login"_s));
        Connection hog = connectTo(conninfo + u" user=hog application_name=idler"_s);
        QVERIFY(hog.script(u"select pg_advisory_lock(hashtextextended('promptuary migration', 0))"_s));
        const QString name = u"hog (idler, process %1)"_s.arg(one(hog, u"select pg_backend_pid()"_s));
        Migrator migrator(connection);
        migrator.setPatience(std::chrono::milliseconds(20));
        QStringList steps;
        const auto refused = migrator.deploy([&steps](const QString &step) { steps << step; });
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        QVERIFY2(refused.error().message.contains(name), qPrintable(refused.error().toString()));
        QVERIFY(refused.error().remedy.contains(u"pg_terminate_backend("));
        QCOMPARE(steps.size(), 1);
        QVERIFY2(steps.first().contains(name), qPrintable(steps.first()));
        QCOMPARE(migrator.status()->current, 0);

        // Told of it, the other one lets go.
        const auto deployed = migrator.deploy([&](const QString &step) {
            if (step.contains(name))
                QVERIFY(hog.script(u"select pg_advisory_unlock(hashtextextended('promptuary migration', 0))"_s));
        });
        QVERIFY2(deployed, qPrintable(deployed ? QString() : deployed.error().toString()));
        QCOMPARE(one(connection, u"show lock_timeout"_s), u"0"_s);
    }

    void concurrentDeploysIntoTwoDatabasesOfOneClusterShareTheRoles()
    {
        TestServer fresh;
        const QString databases[] = {fresh.createDatabase(), fresh.createDatabase(), fresh.createDatabase()};
        QString problems[3];
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 3; ++i) {
                threads.emplace_back([&, i] {
                    Connection connection = connectTo(databases[i]);
                    if (const auto deployed = Migrator(connection).deploy(); !deployed)
                        problems[i] = deployed.error().toString();
                });
            }
        }
        for (const QString &problem : problems)
            QCOMPARE(problem, QString());
    }

    void deployRevertDeployEqualsDeploy_data()
    {
        QTest::addColumn<int>("target");
        for (int target = 0; target < SchemaFiles::builtIn().latest(); ++target)
            QTest::addRow("to %d", target) << target;
    }
    void deployRevertDeployEqualsDeploy()
    {
        QFETCH(int, target);
        const QString conninfo = m_server.createDatabase();
        Connection connection = connectTo(conninfo);
        Migrator migrator(connection);
        QVERIFY(migrator.deploy());
        const QByteArray first = schemaOf(conninfo);
        const auto reverted = migrator.revert(target, m_folder.filePath(u"%1.ndjson"_s.arg(target)));
        QVERIFY2(reverted, qPrintable(reverted ? QString() : reverted.error().toString()));
        QCOMPARE(reverted->current, target);
        QVERIFY(schemaOf(conninfo) != first || target == 4); // the fifth change is data only
        const auto again = migrator.deploy();
        QVERIFY2(again, qPrintable(again ? QString() : again.error().toString()));
        QCOMPARE(schemaOf(conninfo), first);
        QCOMPARE(one(connection, u"select count(*) from promptuary.prompt_templates"_s), u"3"_s);
    }

    void revertArchivesTheTrailAndEveryRowItDestroys()
    {
        Connection connection = connectTo(m_server.createDatabase());
        Migrator migrator(connection);
        QVERIFY(migrator.deploy());
        QVERIFY(connection.query(
            u"select promptuary.save_version(1, 1, 1, '[{\"role\": \"user\", \"content\": \"é\\n😀\"}]', "
            "'text', '[]', E'{\"a\":1,\\n \"a\" : 1.50}', 'note')"_s));
        const int events = one(connection, u"select count(*) from promptuary.audit_events"_s).toInt();
        const QString path = m_folder.filePath(u"archive.ndjson"_s);
        QVERIFY(migrator.revert(0, path));
        QCOMPARE(one(connection, u"select count(*) from pg_namespace where nspname = 'promptuary'"_s), u"0"_s);

        QHash<QString, int> rows;
        QString config;
        const QList<QJsonObject> lines = linesOf(path);
        QCOMPARE(lines.first()[u"promptuary_archive"].toInt(), 1);
        for (const QJsonObject &line : lines.sliced(1)) {
            const QJsonObject row = line[u"row"].toObject();
            ++rows[line[u"table"].toString()];
            QVERIFY(!row.isEmpty());
            if (row[u"number"].toInt() == 2 && row.contains(u"model_config"_s)) {
                config = row[u"model_config"].toString();
                QCOMPARE(row[u"messages"][0][u"content"].toString(), u"é\n😀"_s);
            }
        }
        QCOMPARE(config, u"{\"a\":1,\n \"a\" : 1.50}"_s);
        QCOMPARE(rows[u"audit_events"_s], events);
        QCOMPARE(rows[u"prompt_templates"_s], 3);
        QCOMPARE(rows[u"prompt_versions"_s], 4);
        QCOMPARE(rows[u"activations"_s], 3);
        QCOMPARE(rows[u"task_types"_s], 5);
        QCOMPARE(rows[u"environments"_s], 2);
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void revertIsRefusedWithoutANewFile()
    {
        Connection connection = connectTo(m_server.createDatabase());
        Migrator migrator(connection);
        QVERIFY(migrator.deploy());
        const QString existing = m_folder.filePath(u"existing"_s);
        QFile file(existing);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("precious");
        file.close();
        const auto whole = migrator.status();
        for (const QString &path : {QString(), existing, u"/nonexistent/archive"_s}) {
            const auto reverted = migrator.revert(0, path);
            QVERIFY(!reverted);
            QVERIFY(reverted.error().message.contains(u"nothing was reverted"_s));
            QCOMPARE(migrator.status(), whole);
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "precious");
        QCOMPARE(migrator.revert(SchemaFiles::builtIn().latest(), m_folder.filePath(u"none"_s)).error().kind,
                 ErrorKind::Invalid);
        QCOMPARE(migrator.revert(-1, m_folder.filePath(u"none"_s)).error().kind, ErrorKind::Invalid);
        QVERIFY(!QFile::exists(m_folder.filePath(u"none"_s)));
    }

    void revertThatFailsChangesNothingAndLeavesNoArchive()
    {
        Connection connection = connectTo(m_server.createDatabase());
        Migrator migrator(connection);
        QVERIFY(migrator.deploy());
        QVERIFY(connection.script(u"create view public.mine as select * from promptuary.prompt_templates"_s));
        const auto whole = migrator.status();
        const QString path = m_folder.filePath(u"failed.ndjson"_s);
        QVERIFY(!migrator.revert(0, path));
        QCOMPARE(migrator.status(), whole);
        QVERIFY(migrator.verify());
        QVERIFY(!QFile::exists(path));
    }

    void newerDatabaseIsRefusedByName()
    {
        Connection connection = connectTo(m_server.createDatabase());
        Migrator migrator(connection);
        QVERIFY(migrator.deploy());
        QVERIFY(connection.script(
            u"insert into promptuary.schema_changes (number, name, checksum) values (99, '0099-future', 'x')"_s));
        QCOMPARE(migrator.status()->current, 99);
        for (const Error &error : {migrator.deploy().error(), migrator.verify().error(),
                                   migrator.revert(1, m_folder.filePath(u"newer"_s)).error()}) {
            QCOMPARE(error.kind, ErrorKind::Conflict);
            QVERIFY2(error.message.contains(u"0099-future"_s), qPrintable(error.toString()));
        }
    }

    void changeAppliedWithAnotherTextIsRefusedByName()
    {
        Connection connection = connectTo(m_server.createDatabase());
        QVERIFY(Migrator(connection).deploy());
        SchemaFiles edited = SchemaFiles::builtIn();
        edited.changes[1].checksum = u"other"_s;
        Migrator migrator(connection, edited);
        for (const Error &error : {migrator.deploy().error(), migrator.verify().error()}) {
            QCOMPARE(error.kind, ErrorKind::Conflict);
            QVERIFY2(error.message.contains(u"0002-environments-and-activations"_s), qPrintable(error.toString()));
        }
    }

    void changeMayNameTheTextItHadBefore()
    {
        Connection connection = connectTo(m_server.createDatabase());
        QVERIFY(Migrator(connection).deploy());
        SchemaFiles edited = SchemaFiles::builtIn();
        SchemaChange &change = edited.changes[1];
        change.deploy.prepend(u"-- formerly: 0, %1\n"_s.arg(change.checksum));
        change.checksum = u"other"_s;
        QVERIFY(Migrator(connection, edited).deploy());
    }

    void changeThatFailsLeavesTheOnesBeforeIt()
    {
        Connection connection = connectTo(m_server.createDatabase());
        SchemaFiles files = SchemaFiles::builtIn();
        files.changes.append({.number = files.latest() + 1,
                              .name = u"9999-broken"_s,
                              .deploy = u"create table promptuary.half (); select 1 / 0"_s,
                              .revert = {},
                              .verify = {},
                              .checksum = u"b"_s});
        Migrator migrator(connection, files);
        const auto deployed = migrator.deploy();
        QVERIFY(!deployed);
        QVERIFY2(deployed.error().message.contains(u"9999-broken"_s), qPrintable(deployed.error().toString()));
        QCOMPARE(migrator.status()->pending, QList<int>{files.latest()});
        QCOMPARE(one(connection, u"select to_regclass('promptuary.half') is null"_s), u"true"_s);

        // Mended, it goes on where it stopped.
        files.changes.last().deploy = u"create table promptuary.whole ()"_s;
        files.changes.last().verify = u"select from promptuary.whole"_s;
        QVERIFY(migrator.deploy());
        QVERIFY(migrator.status()->pending.isEmpty());
    }

    void changeThatVerificationFailsIsRolledBack()
    {
        Connection connection = connectTo(m_server.createDatabase());
        SchemaFiles files = SchemaFiles::builtIn();
        files.changes.append({.number = files.latest() + 1,
                              .name = u"9999-unverified"_s,
                              .deploy = u"create table promptuary.half ()"_s,
                              .revert = {},
                              .verify = u"select from promptuary.other_half"_s,
                              .checksum = u"b"_s});
        Migrator migrator(connection, files);
        QVERIFY(!migrator.deploy());
        QCOMPARE(one(connection, u"select to_regclass('promptuary.half') is null"_s), u"true"_s);
    }

    void functionsAreAppliedAgainWhenTheyChangeAndDroppedWhenTheyGo()
    {
        Connection connection = connectTo(m_server.createDatabase());
        SchemaFiles files = SchemaFiles::builtIn();
        const QString text =
            u"create or replace function promptuary.answer() returns integer language sql as 'select %1'"_s;
        files.functions.append({.path = u"functions/answer"_s, .text = text.arg(41), .checksum = u"1"_s});
        QVERIFY(Migrator(connection, files).deploy());
        QCOMPARE(one(connection, u"select promptuary.answer()"_s), u"41"_s);
        files.functions.last() = {.path = u"functions/answer"_s, .text = text.arg(42), .checksum = u"2"_s};
        QVERIFY(Migrator(connection, files).status()->functionsOutdated);
        QVERIFY(Migrator(connection, files).deploy());
        QCOMPARE(one(connection, u"select promptuary.answer()"_s), u"42"_s);
        QCOMPARE(one(connection, u"select has_function_privilege('public', 'promptuary.answer()', 'execute')"_s),
                 u"false"_s);
        QVERIFY(Migrator(connection).deploy());
        QCOMPARE(one(connection, u"select count(*) from pg_proc where proname = 'answer'"_s), u"0"_s);
        QVERIFY(!Migrator(connection).status()->functionsOutdated);
    }

    void guardSwitchedOffByHandFailsVerification()
    {
        Connection connection = connectTo(m_server.createDatabase());
        Migrator migrator(connection);
        QVERIFY(migrator.deploy());
        QVERIFY(connection.script(u"alter table promptuary.prompt_versions disable trigger keep_version"_s));
        const auto verified = migrator.verify();
        QVERIFY(!verified);
        QVERIFY2(verified.error().message.contains(u"keep_version"_s), qPrintable(verified.error().toString()));
    }

    void functionChangedByHandIsNamedAndMended()
    {
        Connection connection = connectTo(m_server.createDatabase());
        Migrator migrator(connection);
        QVERIFY(migrator.deploy());
        QVERIFY(connection.script(u"create or replace function promptuary.keep_version() returns trigger "
                                  "language plpgsql as 'begin return new; end'"_s));
        QVERIFY(migrator.status()->functionsOutdated);
        const auto verified = migrator.verify();
        QVERIFY(!verified);
        QVERIFY2(verified.error().message.contains(u"functions/keep_version"_s),
                 qPrintable(verified.error().toString()));
        QVERIFY(migrator.deploy());
        QVERIFY(migrator.verify());
        QVERIFY(!connection.script(u"update promptuary.prompt_versions set note = 'x'"_s));
    }

    void ownerWithoutSuperuserDeploysAndAViewerReadsTheStatus()
    {
        TestServer fresh;
        const QString database = u"owned"_s;
        Connection super = connectTo(fresh.conninfo(u"postgres"_s));
        QVERIFY(super.script(u"create role owner_role login createrole"_s));
        QVERIFY(super.script(u"create database owned owner owner_role"_s));
        Connection owner = connectTo(fresh.conninfo(database, u"owner_role"_s));
        const auto deployed = Migrator(owner).deploy();
        QVERIFY2(deployed, qPrintable(deployed ? QString() : deployed.error().toString()));
        QCOMPARE(one(owner, u"select actor from promptuary.audit_events where id = 1"_s), u"owner_role"_s);
        QCOMPARE(one(owner, u"select (active, previous) from promptuary.activate_version(1, 1, 'staging', 'try')"_s),
                 u"(1,0)"_s);

        QVERIFY(super.script(u"create role ada login in role promptuary_viewer; create role nobody_special login"_s));
        Connection viewer = connectTo(fresh.conninfo(database, u"ada"_s));
        QCOMPARE(Migrator(viewer).status(), deployed);
        QCOMPARE(Migrator(viewer).deploy(), deployed);
        Connection nobody = connectTo(fresh.conninfo(database, u"nobody_special"_s));
        QCOMPARE(Migrator(nobody).status().error().kind, ErrorKind::NotPermitted);

        // A second tenant, deployed by an owner who has made none of the roles.
        QVERIFY(super.script(u"create role other_owner login"_s));
        QVERIFY(super.script(u"create database second owner other_owner"_s));
        Connection other = connectTo(fresh.conninfo(u"second"_s, u"other_owner"_s));
        const auto second = Migrator(other).deploy();
        QVERIFY2(second, qPrintable(second ? QString() : second.error().toString()));
    }

    void ownerWhoMayNotMakeTheRolesIsToldWhatToDo()
    {
        TestServer fresh;
        Connection super = connectTo(fresh.conninfo(u"postgres"_s));
        QVERIFY(super.script(u"create role plain login"_s));
        QVERIFY(super.script(u"create database owned owner plain"_s));
        Connection owner = connectTo(fresh.conninfo(u"owned"_s, u"plain"_s));
        const auto deployed = Migrator(owner).deploy();
        QVERIFY(!deployed);
        QCOMPARE(deployed.error().kind, ErrorKind::NotPermitted);
        QVERIFY2(deployed.error().remedy.contains(u"createrole"_s), qPrintable(deployed.error().toString()));
    }

    void databaseInAnotherEncodingIsRefused()
    {
        Connection super = connectTo(m_server.conninfo(u"postgres"_s));
        QVERIFY(super.script(
            u"create database latin encoding 'LATIN1' locale_provider libc locale 'C' template template0"_s));
        Connection latin = connectTo(m_server.conninfo(u"latin"_s));
        const auto deployed = Migrator(latin).deploy();
        QVERIFY(!deployed);
        QVERIFY2(deployed.error().message.contains(u"UTF8"_s), qPrintable(deployed.error().toString()));
        QCOMPARE(one(latin, u"select count(*) from pg_namespace where nspname = 'promptuary'"_s), u"0"_s);
    }

private:
    TestServer m_server;
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
