// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "core/health/concerns.h"
#include "core/health/healthstore.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"

#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// What a database, with what agents report of it, says of its health.
class HealthStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void freshDatabaseIsWell();
    void reportsAreAddedUp();
    void refusedReportsAreNamed();
    void whatWaitsIsCounted();
    void tablesAndDays();
    void ownAttemptsAreCounted();
    void withoutRightsThereIsNothing();

private:
    TestServer m_server;
    QString m_conninfo;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Connection> m_sql;
    std::unique_ptr<HealthStore> m_store;
};

void HealthStoreTest::init()
{
    m_conninfo = m_server.createDeployedDatabase();
    m_database = std::make_unique<Database>(m_conninfo);
    m_store = std::make_unique<HealthStore>(*m_database);
    m_sql = std::make_unique<Connection>(connectTo(m_conninfo));
}

void HealthStoreTest::freshDatabaseIsWell()
{
    const HealthReading reading = valueOf(m_store->read());
    QCOMPARE(reading.day, LoadFigures());
    QCOMPARE(reading.before, LoadFigures());
    QVERIFY(reading.state.at.isValid());
    QVERIFY(reading.state.installedAt.isValid());
    QCOMPARE(reading.state.rawDays, 30);
    QVERIFY(!reading.state.maintainedAt.isValid());
    QCOMPARE(concernsOf(reading, m_store->ownConnection()), {});
}

void HealthStoreTest::reportsAreAddedUp()
{
    const QString report =
        u"select recorded from promptuary.record_prompt_loads('[{\"source\": \"database\", \"loads\": 90, "
        "\"connection_attempts\": 20, \"failed_attempts\": 1, \"load_ms\": [4, 4, 4, 40]}, {\"source\": \"file\", "
        "\"loads\": 7}, {\"source\": \"environment\", \"loads\": 2}, {\"source\": \"none\"}]')"_s;
    QCOMPARE(one(*m_sql, report), u"4"_s);
    QCOMPARE(one(*m_sql, u"select recorded from promptuary.record_prompt_loads(json_build_array(json_build_object("
                         "'source', 'database', 'loads', 5, 'at', now() - interval '30 hours')))"_s),
             u"1"_s);
    const HealthReading reading = valueOf(m_store->read());
    QCOMPARE(reading.day.loads, 100);
    QCOMPARE(reading.day.fallbacks(), 10);
    QCOMPARE(reading.day.fromFile, 7);
    QCOMPARE(reading.day.fromEnvironment, 2);
    QCOMPARE(reading.day.notFound, 1);
    QCOMPARE(reading.day.attempts, 20);
    QCOMPARE(reading.day.failedAttempts, 1);
    QCOMPARE(reading.day.timed, 4);
    QVERIFY(std::abs(*reading.day.loadP50 / 4 - 1) <= 0.01);
    QVERIFY(std::abs(*reading.day.loadP95 / 40 - 1) <= 0.01);
    QCOMPARE(reading.before.loads, 5);
    QVERIFY(!reading.before.loadP95);
}

void HealthStoreTest::refusedReportsAreNamed()
{
    const QByteArray batch = R"([{"source": "file"}, {"source": "moon"}, {"source": "file", "loads": -1}])";
    const QStringList refused = valueOf(m_store->reportLoads(batch));
    QCOMPARE(refused.size(), 2);
    QVERIFY(refused.at(0).startsWith(u"2: “moon” is no source"));
    QCOMPARE(refused.at(1), u"3: loads is negative"_s);
    QCOMPARE(valueOf(m_store->read()).day.loads, 1);
    QCOMPARE(valueOf(m_store->reportLoads(R"([{"source": "none"}])")), QStringList());
    QCOMPARE(errorOf(m_store->reportLoads("{}")).kind, ErrorKind::Invalid);
}

void HealthStoreTest::whatWaitsIsCounted()
{
    const QString batch =
        u"select recorded from promptuary.record_executions((select json_agg(json_build_object('id', 'h' || n, "
        "'template', 'nlu-topic-extraction', 'version', 1, 'started_at', now(), 'success', true, 'guardrails', "
        "case when n <= 20 then json_build_array(json_build_object('rule', 'pii', 'violated', n = 1), "
        "json_build_object('rule', 'length', 'violated', n = 1)) end)) from generate_series(1, 50) n))"_s;
    QCOMPARE(one(*m_sql, batch), u"50"_s);
    HealthReading reading = valueOf(m_store->read());
    QCOMPARE(reading.state.waiting, 50);
    QCOMPARE(reading.day.executions, 50);
    QCOMPARE(reading.day.violations, 1); // an execution, however many rules
    QCOMPARE(reading.day.guarded, 20);
    one(*m_sql, u"select promptuary.maintain_executions()"_s);
    reading = valueOf(m_store->read());
    QCOMPARE(reading.state.waiting, 0);
    QVERIFY(reading.state.rolledUpAt.isValid() && reading.state.judgedAt.isValid());
    QVERIFY(reading.state.maintainedAt.isValid());
    QCOMPARE(reading.day.executions, 50);
    one(*m_sql, u"update promptuary.execution_rollup_state set rolled_up_at = now() - interval '2 hours', "
                "maintained_at = now() - interval '5 days'"_s);
    QCOMPARE(concernsOf(valueOf(m_store->read()), {}).size(), 2);
}

void HealthStoreTest::tablesAndDays()
{
    one(*m_sql, u"select promptuary.maintain_executions()"_s); // makes today and a week
    const QList<StorageFigure> storage = valueOf(m_store->read()).storage;
    const auto days = std::ranges::count(storage, u"prompt_executions"_s, &StorageFigure::table);
    QCOMPARE(days, 8);
    QVERIFY(std::ranges::all_of(storage, [](const StorageFigure &figure) {
        return (figure.table == u"prompt_executions" || figure.table == u"execution_payloads") == figure.day.isValid();
    }));
    const auto versions = std::ranges::find(storage, u"prompt_versions"_s, &StorageFigure::table);
    QVERIFY(versions != storage.end());
    QVERIFY(versions->bytes > versions->indexBytes && versions->indexBytes > 0);
}

void HealthStoreTest::ownAttemptsAreCounted()
{
    QCOMPARE(m_store->ownConnection().attempts, 0);
    std::ignore = valueOf(m_store->read());
    QCOMPARE(m_store->ownConnection().attempts, 1);
    QCOMPARE(m_store->ownConnection().failures, 0);
    Database nowhere(u"host=%1/nowhere"_s.arg(m_server.folder()));
    HealthStore lost(nowhere);
    QCOMPARE(errorOf(lost.read()).kind, ErrorKind::NoDatabase);
    QCOMPARE(lost.ownConnection().attempts, 1);
    QCOMPARE(lost.ownConnection().failures, 1);
}

void HealthStoreTest::withoutRightsThereIsNothing()
{
    one(*m_sql, u"drop role if exists test_health_agent"_s);
    one(*m_sql, u"create role test_health_agent login in role promptuary_agent"_s);
    Database agents(m_server.conninfo(one(*m_sql, u"select current_database()"_s), u"test_health_agent"_s));
    QCOMPARE(errorOf(HealthStore(agents).read()).kind, ErrorKind::NotPermitted);
}

QTEST_GUILESS_MAIN(HealthStoreTest)
#include "tst_healthstore.moc"
