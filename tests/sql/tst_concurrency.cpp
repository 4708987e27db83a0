// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/migrator.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"

#include <QTest>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

constexpr int connections = 20;
constexpr int rounds = 15;

} // namespace

/// Twenty connections at once try to break invariants 2, 3, 4 and 6.
class TestConcurrency : public QObject
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

    void savesLeaveNoGapAndNoRepeat()
    {
        std::atomic<int> saved = 0;
        std::atomic<int> conflicts = 0;
        together([&](Connection &connection, int who, int round) {
            const int newest =
                all(connection, u"select newest from promptuary.prompt_templates where id = 1"_s).toInt();
            const auto outcome = save(connection, newest, u"%1/%2"_s.arg(who).arg(round), who % 2 == 0);
            if (outcome)
                ++saved;
            else if (outcome.error().kind == ErrorKind::Conflict && outcome.error().sqlState == "PM002"_L1)
                ++conflicts;
            else
                return outcome.error().toString();
            return QString();
        });
        QCOMPARE(saved + conflicts, connections * rounds);
        QVERIFY(saved >= connections / 2 * rounds); // those that do not mind a newer one always succeed
        Connection connection = connectTo(m_conninfo);
        QCOMPARE(all(connection, u"select string_agg(number::text, ',' order by number) = "
                                 "(select string_agg(n::text, ',' order by n) from generate_series(1, %1) n) "
                                 "from promptuary.prompt_versions where template_id = 1"_s.arg(saved + 1)),
                 u"true"_s);
        QCOMPARE(all(connection, u"select newest from promptuary.prompt_templates where id = 1"_s).toInt(), saved + 1);
        QCOMPARE(all(connection, u"select problem from promptuary.check_audit_chain()"_s), QString());
    }

    void activationsLeaveOneActiveAndALogWithoutBreak()
    {
        Connection connection = connectTo(m_conninfo);
        for (int number = 1; number <= 9; ++number)
            QVERIFY(save(connection, number, QString::number(number), false));
        std::atomic<int> switched = 0;
        together([&](Connection &mine, int who, int round) {
            const QString environment = round % 3 == 0 ? u"staging"_s : u"production"_s;
            const auto outcome = mine.transaction<void>([&](Connection &own) -> Result<void> {
                return own
                    .query(who % 5 == 0 ? u"select promptuary.roll_back(1, 0, ?, 'race')"_s
                           : who % 7 == 0
                               ? u"select promptuary.deactivate_template(1, ?, 'race')"_s
                               : u"select promptuary.activate_version(1, %1, ?, 'race')"_s.arg(1 + (who + round) % 10),
                           {environment})
                    .transform([](const QSqlQuery &) {});
            });
            if (outcome)
                ++switched;
            // Someone else may have activated the same one, and there may be nothing to go back to yet.
            else if (outcome.error().kind != ErrorKind::Unchanged && outcome.error().sqlState != "PM004"_L1)
                return outcome.error().toString();
            return QString();
        });
        QVERIFY(switched > connections);
        QCOMPARE(all(connection, u"select count(*) from promptuary.activations where reason = 'race'"_s).toInt(),
                 switched.load());
        QCOMPARE(all(connection, u"select max(c) from (select count(*) c from promptuary.active_versions "
                                 "group by template_id, environment) x"_s),
                 u"1"_s);
        // Each line begins with what the line before it left serving.
        QCOMPARE(all(connection,
                     u"select id from (select id, previous, lag(active) over (partition by template_id, environment "
                     "order by id) as before from promptuary.activations) x where previous is distinct from before"_s),
                 QString());
        QCOMPARE(all(connection, u"select count(*) from promptuary.audit_events where details ->> 'reason' = 'race'"_s)
                     .toInt(),
                 switched.load());
        QCOMPARE(all(connection, u"select problem from promptuary.check_audit_chain()"_s), QString());
    }

    void eventsAppearInTheOrderOfTheirNumbers()
    {
        std::atomic<bool> stop = false;
        QString holes;
        std::jthread reader([&] {
            Connection connection = connectTo(m_conninfo);
            while (!stop && holes.isEmpty())
                holes = all(connection, u"select 'seen ' || count(*) || ' of ' || max(id) from promptuary.audit_events "
                                        "having count(*) <> max(id)"_s);
        });
        together([&](Connection &connection, int who, int round) {
            const auto outcome = connection.transaction<void>([&](Connection &own) -> Result<void> {
                // Each works on a template of its own, so that only the trail is shared.
                auto made = own.query(u"select promptuary.create_template(?, 'extraction')"_s,
                                      {u"T %1 %2"_s.arg(who).arg(round)});
                if (!made)
                    return std::unexpected(made.error());
                if (round % 4 == 3)
                    return failure(ErrorKind::Cancelled, u"rolled back on purpose"_s);
                return {};
            });
            if (!outcome && outcome.error().kind != ErrorKind::Cancelled)
                return outcome.error().toString();
            return QString();
        });
        stop = true;
        reader.join();
        QCOMPARE(holes, QString());
        Connection connection = connectTo(m_conninfo);
        QCOMPARE(all(connection, u"select problem from promptuary.check_audit_chain()"_s), QString());
    }

    void creationsShareNamesWithoutSharingKeys()
    {
        std::atomic<int> refused = 0;
        together([&](Connection &connection, int who, int round) {
            // One slug for all, one name for each pair of connections.
            auto made =
                connection.query(u"select promptuary.create_template(?, promptuary.create_task_type('Racing'))"_s,
                                 {u"Race %1"_s.arg(QString(who / 2 + 1, u'!') + QString(round, u'?'))});
            if (made)
                return QString();
            if (made.error().sqlState != "PM004"_L1)
                return made.error().toString();
            ++refused;
            return QString();
        });
        Connection connection = connectTo(m_conninfo);
        const int made =
            all(connection, u"select count(*) from promptuary.prompt_templates where key like 'race%'"_s).toInt();
        QCOMPARE(made + refused, connections * rounds);
        QCOMPARE(made, connections * rounds / 2);
        QCOMPARE(all(connection, u"select count(*) from promptuary.task_types where name = 'Racing'"_s), u"1"_s);
    }

private:
    using Work = std::function<QString(Connection &, int who, int round)>;

    /// Runs `work` on every connection at once; what it returns is a problem.
    void together(const Work &work)
    {
        std::vector<QString> problems(connections);
        {
            std::vector<std::jthread> threads;
            for (int who = 0; who < connections; ++who) {
                threads.emplace_back([&, who] {
                    Connection connection = connectTo(m_conninfo);
                    for (int round = 0; round < rounds && problems[static_cast<size_t>(who)].isEmpty(); ++round)
                        problems[static_cast<size_t>(who)] = work(connection, who, round);
                });
            }
        }
        for (const QString &problem : problems)
            QCOMPARE(problem, QString());
    }

    static Result<void> save(Connection &connection, int newest, const QString &text, bool careless)
    {
        return connection.transaction<void>([&](Connection &own) -> Result<void> {
            return own
                .query(u"select promptuary.save_version(1, %1, %2, jsonb_build_array(jsonb_build_object("
                       "'role', 'user', 'content', ?)), 'text', '[]', '{}', 'race')"_s.arg(newest)
                           .arg(careless ? u"null"_s : QString::number(newest)),
                       {text})
                .transform([](const QSqlQuery &) {});
        });
    }

    TestServer m_server;
    QString m_conninfo;
};

QTEST_GUILESS_MAIN(TestConcurrency)
#include "tst_concurrency.moc"
