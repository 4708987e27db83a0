// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/migrator.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"

#include <QTest>

#include <atomic>
#include <barrier>
#include <future>
#include <thread>
#include <vector>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

constexpr int recorders = 12;
constexpr int batches = 20;
constexpr int batchSize = 25;

/// Records executions of the last three days, some of them late; the ids say who and which.
QString record(Connection &connection, int who, int batch)
{
    return one(connection,
               u"select recorded from promptuary.record_executions((select json_agg(json_build_object("
               "'id', '%1/%2/' || n, 'template', 'nlu-topic-extraction', 'version', 1, 'success', n % 9 <> 0, "
               "'started_at', date_trunc('day', now()) - (1 + n % 3) * interval '1 day' + n * interval '7 min', "
               "'model', 'm' || n % 2, 'input_tokens', n, 'cost_usd', n * 0.000001, 'latency_ms', 10 + n, "
               "'confidence', n / 100.0)) from generate_series(1, %3) n))"_s.arg(who)
                   .arg(batch)
                   .arg(batchSize));
}

/// What rollups and executions have in common, in one line.
QString sums(const QString &columns, const QString &source)
{
    return u"select concat_ws(' ', %1, sum(cost_usd), sum(latency_us), sum(confidence), sum(input_tokens)) from %2"_s
        .arg(columns, source);
}

/// As record() does, but priced by the table.
const QString withoutCosts =
    u"select recorded from promptuary.record_executions((select json_agg(json_build_object("
    "'id', '%1/%2/' || n, 'template', 'nlu-topic-extraction', 'version', 1, 'success', true, "
    "'started_at', date_trunc('day', now()) - (n % 3) * interval '1 day', 'model', 'm' || n % 2, 'input_tokens', n, "
    "'latency_ms', n, 'confidence', n / 100.0)) from generate_series(1, %3) n))"_s;

const QString recomputeAll = u"select sum(r.changed) from generate_series(0, 3) ago, "
                             "promptuary.recompute_execution_costs((now() at time zone 'UTC')::date - ago) r"_s;

const QString dayDifferences = u"select string_agg(promptuary.execution_day_difference(d.day), ' ') from "
                               "promptuary.execution_days() d"_s;

const QString rawSums = sums(u"count(*), count(*) filter (where success)"_s, u"promptuary.prompt_executions"_s);

/// Of versions, of templates, and of all together.
const QStringList scopes{u"number > 0"_s, u"number = 0 and template_id > 0"_s, u"number = 0 and template_id = 0"_s};

QString rolledSums(const QString &period, const QString &scope)
{
    return sums(u"sum(executions), sum(successes)"_s,
                u"promptuary.execution_rollups where period = '%1' and %2"_s.arg(period, scope));
}

} // namespace

/// Recorders, rollups and maintenance at once: nothing is lost and nothing counted twice (invariant 7).
class TestExecutions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_conninfo = m_server.createDatabase();
        Connection connection = connectTo(m_conninfo);
        const auto deployed = Migrator(connection).deploy();
        QVERIFY2(deployed, qPrintable(deployed ? QString() : deployed.error().toString()));
    }

    void rollupsEqualExecutionsUnderConcurrentLateInserts()
    {
        std::atomic<bool> done = false;
        std::vector<std::jthread> threads;
        QStringList problems(recorders);
        for (int who = 0; who < recorders; ++who) {
            threads.emplace_back([&, who] {
                Connection connection = connectTo(m_conninfo);
                for (int batch = 0; batch < batches; ++batch) {
                    if (const QString recorded = record(connection, who, batch); recorded != QString::number(batchSize))
                        problems[who] = recorded;
                    std::ignore = record(connection, who, batch); // sent twice, as after a lost answer
                }
            });
        }
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < 3; ++worker) {
            workers.emplace_back([&, worker] {
                Connection connection = connectTo(m_conninfo);
                while (!done)
                    one(connection, worker == 0 ? u"select promptuary.maintain_executions()"_s
                                                : u"select promptuary.roll_up_executions()"_s);
            });
        }
        threads.clear();
        done = true;
        workers.clear();
        QCOMPARE(problems, QStringList(recorders));

        Connection connection = connectTo(m_conninfo);
        QCOMPARE(one(connection, u"select sum(executions) from promptuary.execution_metrics(now() - interval '9 days', "
                                 "now() + interval '1 day')"_s),
                 QString::number(recorders * batches * batchSize)); // current before the last rollup
        one(connection, u"select promptuary.roll_up_executions()"_s);
        const QString raw = one(connection, rawSums);
        QVERIFY2(raw.startsWith(QString::number(recorders * batches * batchSize)), qPrintable(raw));
        for (const QString &period : {u"hour"_s, u"day"_s, u"month"_s}) {
            for (const QString &scope : scopes)
                QCOMPARE(one(connection, rolledSums(period, scope)), raw);
        }
        // Histograms and failures as well, of each scope.
        QCOMPARE(one(connection, dayDifferences), QString());
    }

    void whoRecordsTheSameInAnotherOrderDoesNotWaitCrosswise()
    {
        Connection connection = connectTo(m_conninfo);
        one(connection, u"select promptuary.ensure_execution_day((now() at time zone 'UTC')::date - 1)"_s);
        constexpr int others = 4;
        constexpr int rounds = 3;
        constexpr int most = 3000;
        std::barrier together(others);
        const auto recordShuffled = [&, conninfo = m_conninfo](int who) -> QString {
            Connection own = connectTo(conninfo);
            QString problem;
            for (int round = 0; round < rounds; ++round) {
                const QString batch = one(own, u"select json_agg(json_build_object('id', 'same/%1/' || n, 'template', "
                                               "'nlu-topic-extraction', 'version', 1, 'success', true, 'started_at', "
                                               "date_trunc('day', now(), 'UTC') - interval '1 hour', 'user_id', 'u') "
                                               "order by md5(n || '/%2')) from generate_series(1, %3) n"_s.arg(round)
                                                   .arg(who)
                                                   .arg(most));
                together.arrive_and_wait(); // or one has recorded them all before another begins
                for (bool again = true; again;) {
                    const auto done = own.query(u"select promptuary.record_executions(?)"_s, {batch});
                    again = !done && done.error().sqlState == "40001"_L1;
                    if (!done && !again)
                        problem = done.error().sqlState + u' ' + done.error().message;
                }
            }
            return problem;
        };
        std::vector<std::future<QString>> recording;
        recording.reserve(others);
        for (int who = 0; who < others; ++who)
            recording.push_back(std::async(std::launch::async, recordShuffled, who));
        for (auto &each : recording)
            QCOMPARE(each.get(), QString());
        QCOMPARE(one(connection, u"select count(*) from promptuary.prompt_executions e join "
                                 "promptuary.execution_payloads p using (id, started_at) where p.user_id = 'u'"_s)
                     .toInt(),
                 rounds * most);
    }

    void costsAreComputedAgainWhileOthersRecordAndRollUp()
    {
        constexpr int people = 4;
        std::atomic<bool> done = false;
        std::vector<std::jthread> threads;
        for (int who = 0; who < people; ++who) {
            threads.emplace_back([&, who] {
                Connection connection = connectTo(m_conninfo);
                for (int batch = 0; batch < batches; ++batch)
                    one(connection, withoutCosts.arg(who).arg(batch).arg(batchSize));
            });
        }
        std::jthread worker([&] {
            Connection connection = connectTo(m_conninfo);
            while (!done)
                one(connection, u"select promptuary.maintain_executions()"_s);
        });
        QString problem;
        std::jthread administrator([&] {
            Connection connection = connectTo(m_conninfo);
            for (int price = 1; !done; ++price) {
                one(connection, u"select promptuary.set_model_price('m0', %1, null, 1)"_s.arg(price % 7));
                if (const QString changed = one(connection, recomputeAll); changed.toInt() < 0 || changed.isEmpty())
                    problem = changed;
            }
        });
        threads.clear();
        done = true;
        worker.join();
        administrator.join();
        QCOMPARE(problem, QString());

        Connection connection = connectTo(m_conninfo);
        one(connection, u"select promptuary.set_model_price('m0', 2, null, 1)"_s);
        one(connection, recomputeAll);
        one(connection, u"select promptuary.roll_up_executions()"_s);
        QCOMPARE(one(connection,
                     u"select count(*) from promptuary.prompt_executions where model = 'm0' and cost_usd is "
                     "distinct from input_tokens * 2 / 1000000.0"_s),
                 u"0"_s);
        const QString raw = one(connection, rawSums);
        QVERIFY2(raw.startsWith(QString::number(people * batches * batchSize)), qPrintable(raw));
        for (const QString &period : {u"hour"_s, u"day"_s, u"month"_s}) {
            for (const QString &scope : scopes)
                QCOMPARE(one(connection, rolledSums(period, scope)), raw);
        }
        QCOMPARE(one(connection, dayDifferences), QString());
    }

    void executionsOfAnOpenTransactionAreCountedOnceItEnds()
    {
        Connection slow = connectTo(m_conninfo);
        Connection quick = connectTo(m_conninfo);
        // Who makes a day's partition keeps others from that day until the transaction ends; they are there as a rule.
        QCOMPARE(record(quick, 1, 1), QString::number(batchSize));
        QVERIFY(slow.begin());
        QCOMPARE(record(slow, 2, 1), QString::number(batchSize));
        QCOMPARE(record(quick, 3, 1), QString::number(batchSize));
        QCOMPARE(one(quick, u"select promptuary.roll_up_executions()"_s), QString::number(batchSize)); // the first
        QCOMPARE(one(quick, current), QString::number(2 * batchSize)); // the third is in no rollup yet
        QVERIFY(slow.commit());
        QCOMPARE(one(quick, current), QString::number(3 * batchSize));
        QCOMPARE(one(quick, u"select promptuary.roll_up_executions()"_s), QString::number(2 * batchSize));
        QCOMPARE(one(quick, u"select promptuary.roll_up_executions()"_s), u"0"_s);
        QCOMPARE(one(quick, current), QString::number(3 * batchSize));
    }

    void aRollupThatIsKilledLeavesNothingHalfDone()
    {
        Connection connection = connectTo(m_conninfo);
        record(connection, 1, 1);
        Connection victim = connectTo(m_conninfo);
        const QString pid = one(victim, u"select pg_backend_pid()"_s);
        QVERIFY(victim.begin());
        QCOMPARE(one(victim, u"select promptuary.roll_up_executions()"_s), QString::number(batchSize));
        QCOMPARE(one(connection, u"select pg_terminate_backend(%1)"_s.arg(pid)), u"true"_s);
        QTRY_COMPARE(one(connection, u"select count(*) from pg_stat_activity where pid = %1"_s.arg(pid)), u"0"_s);
        QCOMPARE(one(connection, u"select count(*) from promptuary.execution_rollups"_s), u"0"_s);
        QCOMPARE(one(connection, current), QString::number(batchSize));
        QCOMPARE(one(connection, u"select promptuary.roll_up_executions()"_s), QString::number(batchSize));
        QCOMPARE(one(connection, current), QString::number(batchSize));
    }

    void oldDaysAreDroppedAndTheirLateExecutionsAreCountedAndDroppedInTurn()
    {
        Connection connection = connectTo(m_conninfo);
        const QString old = u"select promptuary.record_execution('nlu-topic-extraction', 1, true, latency_ms => 5, "
                            "started_at => now() - interval '40 days', id => '%1')"_s;
        one(connection, old.arg(u"a"_s));
        one(connection, old.arg(u"b"_s));
        for (const auto &[recorded, total] : {std::pair(QString(), u"2"_s), std::pair(u"c"_s, u"3"_s)}) {
            if (!recorded.isEmpty())
                one(connection, old.arg(recorded));
            const QString maintained = one(connection, u"select promptuary.maintain_executions()"_s);
            QVERIFY2(maintained.contains(u"\"kept\": []"_s), qPrintable(maintained));
            QCOMPARE(one(connection, u"select count(*) from promptuary.prompt_executions"_s), u"0"_s);
            QCOMPARE(one(connection, u"select executions from promptuary.execution_metrics(now() - interval '60 days', "
                                     "now())"_s),
                     total);
            QCOMPARE(one(connection, u"select count(*) from promptuary.execution_rollups where period = 'dropped'"_s),
                     u"0"_s);
        }
    }

    /// Who reads takes the table before its days; so must who drops them, or one of the two is sent away.
    void daysAreDroppedBesideReadersOfTheLog()
    {
        Connection connection = connectTo(m_conninfo);
        for (int ago = 40; ago < 45; ++ago)
            one(connection, u"select promptuary.record_execution('nlu-topic-extraction', 1, true, "
                            "started_at => now() - interval '%1 days')"_s.arg(ago));
        Connection reader = connectTo(m_conninfo);
        QVERIFY(reader.begin());
        const QString read = u"select count(*) from promptuary.prompt_executions"_s;
        QCOMPARE(one(reader, u"select count(*) from only promptuary.prompt_executions"_s), u"0"_s); // no day yet
        std::future<QString> maintained = std::async(std::launch::async, [conninfo = m_conninfo] {
            Connection other = connectTo(conninfo);
            return one(other, u"select jsonb_array_length(promptuary.maintain_executions() -> 'kept')"_s);
        });
        QTRY_COMPARE(one(connection,
                         u"select count(*) from pg_locks where mode = 'AccessExclusiveLock' and not granted "
                         "and relation = 'promptuary.prompt_executions'::regclass"_s),
                     u"1"_s);
        QCOMPARE(one(reader, read), u"5"_s);
        QCOMPARE(maintained.get(), u"5"_s); // next time
        QVERIFY(reader.commit());
        QCOMPARE(one(connection, u"select jsonb_array_length(promptuary.maintain_executions() -> 'dropped')"_s),
                 u"5"_s);
        QCOMPARE(one(connection, read), u"0"_s);
    }

    /// Looking at a day may take long: whoever reviews does not wait, and what they said is looked at the next time.
    void whatIsReviewedMeanwhileKeepsItsDay()
    {
        Connection connection = connectTo(m_conninfo);
        one(connection, u"select promptuary.record_execution('nlu-topic-extraction', 1, true, needs_review => true, "
                        "started_at => now() - interval '40 days', id => 'reviewed')"_s);
        one(connection, u"select promptuary.roll_up_executions()"_s);
        Connection reviewer = connectTo(m_conninfo);
        QVERIFY(reviewer.begin());
        one(reviewer, u"select promptuary.review_execution('reviewed', 'approved')"_s);
        const QString drop =
            u"select coalesce(reason, 'gone') from promptuary.drop_execution_days(array[(now() at time "
            "zone 'UTC' - interval '40 days')::date])"_s;
        std::future<QString> dropped = std::async(std::launch::async, [drop, conninfo = m_conninfo] {
            Connection other = connectTo(conninfo);
            return one(other, drop);
        });
        QTRY_COMPARE(one(connection, u"select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query "
                                     "like 'select coalesce(reason%'"_s),
                     u"1"_s);
        QVERIFY(reviewer.commit());
        const QString reason = dropped.get();
        QVERIFY2(reason.contains(u"were reviewed or computed anew"_s), qPrintable(reason));
        QCOMPARE(one(connection, drop), u"gone"_s);
    }

private:
    const QString current = u"select executions from promptuary.execution_metrics(now() - interval '9 days', "
                            "now() + interval '1 day')"_s;
    TestServer m_server;
    QString m_conninfo;
};

QTEST_GUILESS_MAIN(TestExecutions)
#include "tst_executions.moc"
