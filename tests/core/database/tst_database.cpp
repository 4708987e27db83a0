// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "tests/support/testserver.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <latch>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

Result<int> number(Connection &connection, const QString &sql)
{
    auto row = connection.query(sql);
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return failure(ErrorKind::NotFound, u"No row."_s);
    return row->value(0).toInt();
}

Result<int> selectOne(Connection &connection)
{
    return number(connection, u"select 1"_s);
}

/// Work that meets its twin after the first of its two steps when both run for the first time, so that they collide.
class Collision
{
public:
    auto work(QString isolation, QString first, QString second)
    {
        return [this, isolation, first, second,
                again = std::make_shared<std::atomic<bool>>(false)](Connection &connection) -> Result<void> {
            ++runs;
            auto step = connection.script(u"set transaction isolation level "_s + isolation);
            if (step)
                step = connection.script(first);
            if (!again->exchange(true))
                m_meeting.arrive_and_wait();
            return step ? connection.script(second) : step;
        };
    }

    std::atomic<int> runs = 0;

private:
    std::latch m_meeting{2};
};

} // namespace

/// The pool against a real server: transactions, retries on real collisions, lost connections, orderly ends.
class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void returnsWhatWorkReturns();
    void rollsBackOnError();
    void retriesSerializationFailure();
    void retriesDeadlock();
    void givesUpAfterFiveAttempts();
    void connectionLostMidwayIsReported();
    void restartOfServerGoesUnnoticed();
    void absentServerRefusesAllThatWaits();
    void connectsOnlyForWork();
    void endWaitsForRunningAndRefusesQueuedWork();
    void connectionsWorkSideBySide();
    void runningWorkIsBrokenOff();
    void cancelledWorkDoesNotRun();

private:
    TestServer m_server;
    QString m_conninfo;
};

void DatabaseTest::init()
{
    m_conninfo = m_server.createDatabase();
    auto connection = Connection::open(m_conninfo).value();
    QVERIFY(connection.script(u"create table counter (id int primary key, n int not null);"
                              "insert into counter values (1, 0), (2, 0)"_s));
}

void DatabaseTest::returnsWhatWorkReturns()
{
    Database database(m_conninfo);
    QCOMPARE(database.run([](Connection &c) { return number(c, u"select 6 * 7"_s); }).result(), Result<int>(42));
    QVERIFY(database.run([](Connection &c) { return c.script(u"update counter set n = 5"_s); }).result());
    const auto sum = database.run([](Connection &c) { return number(c, u"select sum(n) from counter"_s); });
    QCOMPARE(sum.result(), Result<int>(10));
}

void DatabaseTest::rollsBackOnError()
{
    Database database(m_conninfo, 1);
    const auto work = [](Connection &c) -> Result<int> {
        if (auto updated = c.script(u"update counter set n = 5"_s); !updated)
            return std::unexpected(updated.error());
        return failure(ErrorKind::Conflict, u"No."_s);
    };
    const auto refused = database.run(work).result();
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, u"No."_s);
    const auto sum = database.run([](Connection &c) { return number(c, u"select sum(n) from counter"_s); });
    QCOMPARE(sum.result(), Result<int>(0));
}

void DatabaseTest::retriesSerializationFailure()
{
    Database database(m_conninfo, 2);
    Collision collision;
    const QString read = u"do $$ begin perform set_config('my.n', n::text, true) from counter where id = 1; end $$"_s;
    const QString write = u"update counter set n = current_setting('my.n')::int + 1 where id = 1"_s;
    auto one = database.run(collision.work(u"serializable"_s, read, write));
    auto other = database.run(collision.work(u"serializable"_s, read, write));
    QVERIFY(one.result());
    QVERIFY(other.result());
    QCOMPARE(collision.runs.load(), 3);
    const auto n = database.run([](Connection &c) { return number(c, u"select n from counter where id = 1"_s); });
    QCOMPARE(n.result(), Result<int>(2));
}

void DatabaseTest::retriesDeadlock()
{
    Database database(m_conninfo, 2);
    Collision collision;
    const QString first = u"update counter set n = n + 1 where id = 1"_s;
    const QString second = u"update counter set n = n + 1 where id = 2"_s;
    auto one = database.run(collision.work(u"read committed"_s, first, second));
    auto other = database.run(collision.work(u"read committed"_s, second, first));
    QVERIFY(one.result());
    QVERIFY(other.result());
    QCOMPARE(collision.runs.load(), 3);
    const auto sum = database.run([](Connection &c) { return number(c, u"select sum(n) from counter"_s); });
    QCOMPARE(sum.result(), Result<int>(4));
}

void DatabaseTest::givesUpAfterFiveAttempts()
{
    Database database(m_conninfo, 1);
    std::atomic<int> runs = 0;
    const auto failed = database
                            .run([&runs](Connection &c) {
                                ++runs;
                                return c.script(u"do $$ begin raise exception 'x' using errcode = '40001'; end $$"_s);
                            })
                            .result();
    QVERIFY(!failed);
    QCOMPARE(failed.error().sqlState, u"40001"_s);
    QVERIFY(failed.error().retriable);
    QCOMPARE(runs.load(), 5);
}

void DatabaseTest::connectionLostMidwayIsReported()
{
    Database database(m_conninfo, 1);
    const auto lost =
        database.run([](Connection &c) { return number(c, u"select pg_terminate_backend(pg_backend_pid())::int"_s); })
            .result();
    QVERIFY(!lost);
    QCOMPARE(lost.error().kind, ErrorKind::NoDatabase);
    QCOMPARE(database.run(selectOne).result(), Result<int>(1));
}

void DatabaseTest::restartOfServerGoesUnnoticed()
{
    Database database(m_conninfo, 1);
    QVERIFY(database.run(selectOne).result());
    m_server.stop();
    m_server.start();
    QCOMPARE(database.run(selectOne).result(), Result<int>(1));
    QCOMPARE(database.tries().attempts.load(), 2); // connecting anew counts as well
    QCOMPARE(database.tries().failures.load(), 0);
}

void DatabaseTest::absentServerRefusesAllThatWaits()
{
    Database database(m_conninfo, 1);
    m_server.stop();
    QList<QFuture<Result<int>>> all;
    for (int i = 0; i < 5; ++i)
        all += database.run(selectOne);
    for (const auto &future : std::as_const(all))
        QCOMPARE(future.result().error().kind, ErrorKind::NoDatabase);
    QVERIFY(database.tries().failures > 0);
    QCOMPARE(database.tries().attempts.load(), database.tries().failures.load());
    m_server.start();
    QCOMPARE(database.run(selectOne).result(), Result<int>(1));
}

void DatabaseTest::connectsOnlyForWork()
{
    const auto connections = [this] {
        Connection looking = Connection::open(m_conninfo, u"looking"_s).value();
        return number(looking, u"select count(*) from pg_stat_activity where datname = current_database() and "
                               "application_name <> 'looking'"_s);
    };
    Database database(m_conninfo, 4);
    QTRY_COMPARE(connections(), Result<int>(0)); // those that made the table are leaving
    for (int i = 0; i < 3; ++i)
        QVERIFY(database.run(selectOne).result());
    QVERIFY(connections().value() >= 1);
    Database warm(m_conninfo);
    warm.warmUp();
    QTRY_VERIFY(connections().value() >= 2);
}

void DatabaseTest::endWaitsForRunningAndRefusesQueuedWork()
{
    QSemaphore gate;
    QSemaphore running;
    QFuture<Result<int>> first;
    QFuture<Result<int>> second;
    {
        Database database(m_conninfo, 1);
        first = database.run([&](Connection &c) {
            running.release();
            gate.acquire();
            return selectOne(c);
        });
        running.acquire();
        second = database.run(selectOne);
        second.then([&gate](const Result<int> &) { gate.release(); });
    }
    QCOMPARE(first.result(), Result<int>(1));
    QCOMPARE(second.result().error().kind, ErrorKind::Cancelled);
}

void DatabaseTest::connectionsWorkSideBySide()
{
    Database database(m_conninfo, 2);
    std::latch both{2};
    const auto meet = [&both](Connection &c) {
        both.arrive_and_wait();
        return selectOne(c);
    };
    auto one = database.run(meet);
    auto other = database.run(meet);
    QVERIFY(one.result());
    QVERIFY(other.result());
}

void DatabaseTest::runningWorkIsBrokenOff()
{
    auto database = std::make_unique<Database>(m_conninfo, 1, Database::End::BreakOff);
    QSemaphore started;
    auto work = database->run([&started](Connection &connection) {
        started.release();
        return number(connection, u"select 1 from pg_sleep(600)"_s);
    });
    started.acquire();
    database.reset();
    QVERIFY(work.isFinished());
    QCOMPARE(work.result().error().kind, ErrorKind::Cancelled);
}

void DatabaseTest::cancelledWorkDoesNotRun()
{
    QSemaphore gate;
    std::atomic<bool> ran = false;
    Database database(m_conninfo, 1);
    auto first = database.run([&gate](Connection &c) {
        gate.acquire();
        return selectOne(c);
    });
    auto second = database.run([&ran](Connection &c) {
        ran = true;
        return selectOne(c);
    });
    second.cancel();
    gate.release();
    QVERIFY(first.result());
    QVERIFY(database.run(selectOne).result());
    QVERIFY(!ran);
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
