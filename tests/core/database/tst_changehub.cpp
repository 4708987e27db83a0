// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/changehub.h"
#include "core/database/connection.h"
#include "tests/support/testserver.h"

#include <QProcess>
#include <QSignalSpy>
#include <QSqlDriver>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// A QPSQL connection that listens, as the hub has one, with what it was told.
class Listening
{
public:
    explicit Listening(const QString &conninfo)
        : connection(Connection::open(conninfo, u"listening"_s).value())
        , spy(connection.handle().driver(), &QSqlDriver::notification)
    {
        QObject::connect(connection.handle().driver(), &QSqlDriver::notification, &m_context,
                         [this](const QString &, QSqlDriver::NotificationSource, const QVariant &payload) {
                             payloads += payload.toString();
                         });
    }

    Connection connection;
    QSignalSpy spy;
    QStringList payloads;

private:
    QObject m_context;
};

/// A hub that checks often, with everything it told since clear().
class Heard
{
public:
    explicit Heard(const QString &conninfo)
        : hub(conninfo)
        , states(&hub, &ChangeHub::stateChanged)
    {
        hub.setCheckInterval(20ms);
        QObject::connect(&hub, &ChangeHub::changed, &hub, [this](const ChangeSet &changes) { sets += changes; });
    }

    void clear() { sets.clear(); }
    [[nodiscard]] bool live() const { return hub.state() == ChangeHub::State::Live; }
    [[nodiscard]] bool lost() const { return hub.state() == ChangeHub::State::Lost; }
    [[nodiscard]] qint64 revision() const { return sets.isEmpty() ? 0 : sets.last().revision; }
    [[nodiscard]] bool everything() const { return std::ranges::any_of(sets, &ChangeSet::everything); }
    [[nodiscard]] bool taskTypes() const { return std::ranges::any_of(sets, &ChangeSet::taskTypes); }
    [[nodiscard]] QList<TemplateId> templates() const
    {
        QList<TemplateId> all;
        for (const ChangeSet &set : sets)
            all += set.templates;
        return all;
    }

    ChangeHub hub;
    QSignalSpy states;
    QList<ChangeSet> sets;
};

} // namespace

/// The facts about QPSQL and NOTIFY the hub is built on, and the hub itself, with real kills.
class ChangeHubTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void notificationArrivesOnlyAtCommit();
    void equalPayloadsOfOneTransactionMerge();
    void listenerInTransactionHearsNothing();
    void channelNamesAreLowerCase();
    void payloadsStayBelow8000Bytes();
    void killedListenerGetsNoSignal();

    void tellsOfOwnAndOthersChanges();
    void tellsOfAnotherProcess();
    void mergesWhatComesTogether();
    void believesNoPayload_data();
    void believesNoPayload();
    void newTaskTypeIsNoTemplate();
    void reconnectsAfterKillAndReadsWhatWasMissed();
    void tellsOfChangesBeforeItsFirstConnection();
    void saysEverythingWhereTheTrailCannotBeRead();
    void saysEverythingWhereTheDatabaseIsOlder_data();
    void saysEverythingWhereTheDatabaseIsOlder();
    void saysEverythingWhereTooMuchWasMissed();
    void reconnectsAfterRestartOfServer();
    void reconnectsAtOnceWhenAsked();
    void tellsHowLongANotificationTakes();
    void probesAgainAfterALoss();
    void endsWhileLost();
    void endsWithoutStart();

private:
    TemplateId createTemplate(const QString &name);
    void terminate(const QString &application);
    /// Starts it, and waits until it has told what was committed so far.
    void start(Heard &heard);

    TestServer m_server;
    QString m_conninfo;
    std::optional<Connection> m_connection;
};

void ChangeHubTest::init()
{
    m_connection.reset();
    m_conninfo = m_server.createDeployedDatabase();
    m_connection = Connection::open(m_conninfo, u"test"_s).value();
    QVERIFY(m_connection->query(u"select promptuary.create_task_type('Tests')"_s));
}

TemplateId ChangeHubTest::createTemplate(const QString &name)
{
    auto made = m_connection->query(u"select promptuary.create_template(?, 'Tests')"_s, {name});
    if (!made)
        qFatal("%ls", qUtf16Printable(made.error().toString()));
    made->next();
    return TemplateId{made->value(0).toLongLong()};
}

void ChangeHubTest::terminate(const QString &application)
{
    auto killed = m_connection->query(u"select bool_and(pg_terminate_backend(pid, 5000)) from pg_stat_activity "
                                      "where application_name = ? and datname = current_database()"_s,
                                      {application});
    QVERIFY(killed && killed->next() && killed->value(0).toBool());
}

void ChangeHubTest::start(Heard &heard)
{
    auto head = m_connection->query(u"select max(id) from promptuary.audit_events"_s);
    QVERIFY(head && head->next());
    const qint64 newest = head->value(0).toLongLong();
    heard.hub.start();
    QTRY_VERIFY(heard.live());
    QTRY_COMPARE(heard.revision(), newest);
    heard.clear();
}

void ChangeHubTest::notificationArrivesOnlyAtCommit()
{
    Listening listening(m_conninfo);
    QVERIFY(listening.connection.handle().driver()->subscribeToNotification(u"facts"_s));
    QVERIFY(m_connection->begin());
    QVERIFY(m_connection->query(u"notify facts, 'rolled back'"_s));
    m_connection->rollback();
    QVERIFY(m_connection->begin());
    QVERIFY(m_connection->query(u"notify facts, 'committed'"_s));
    // Another connection's notification overtakes the one that is not committed yet.
    Connection other = Connection::open(m_conninfo).value();
    QVERIFY(other.query(u"notify facts, 'other'"_s));
    QTRY_COMPARE(listening.payloads, QStringList{u"other"_s});
    QVERIFY(m_connection->commit());
    QTRY_COMPARE(listening.payloads, (QStringList{u"other"_s, u"committed"_s}));
}

void ChangeHubTest::equalPayloadsOfOneTransactionMerge()
{
    Listening listening(m_conninfo);
    QVERIFY(listening.connection.handle().driver()->subscribeToNotification(u"facts"_s));
    QVERIFY(m_connection->script(u"begin; notify facts, 'a'; notify facts, 'a'; notify facts, 'b'; commit"_s));
    QVERIFY(m_connection->script(u"notify facts, 'end'"_s));
    QTRY_COMPARE(listening.payloads.value(listening.payloads.size() - 1), u"end"_s);
    QCOMPARE(listening.payloads, (QStringList{u"a"_s, u"b"_s, u"end"_s}));
}

/// Why the listening connection must run nothing else.
void ChangeHubTest::listenerInTransactionHearsNothing()
{
    Listening listening(m_conninfo);
    QVERIFY(listening.connection.handle().driver()->subscribeToNotification(u"facts"_s));
    QVERIFY(listening.connection.begin());
    QVERIFY(m_connection->query(u"notify facts, 'meanwhile'"_s));
    // A second listener proves that it was sent.
    Listening free(m_conninfo);
    QVERIFY(free.connection.handle().driver()->subscribeToNotification(u"facts"_s));
    QVERIFY(m_connection->query(u"notify facts, 'after'"_s));
    QTRY_COMPARE(free.payloads, QStringList{u"after"_s});
    QVERIFY(listening.connection.query(u"select 1"_s));
    QVERIFY(listening.payloads.isEmpty());
    QVERIFY(listening.connection.commit());
    QTRY_COMPARE(listening.payloads, (QStringList{u"meanwhile"_s, u"after"_s}));
}

void ChangeHubTest::channelNamesAreLowerCase()
{
    Listening listening(m_conninfo);
    QVERIFY(listening.connection.handle().driver()->subscribeToNotification(u"facts"_s));
    QVERIFY(m_connection->query(u"select pg_notify('Facts', 'as a value')"_s));
    QVERIFY(m_connection->query(u"notify FACTS, 'as a name'"_s));
    QTRY_COMPARE(listening.payloads, QStringList{u"as a name"_s});
}

void ChangeHubTest::payloadsStayBelow8000Bytes()
{
    QVERIFY(m_connection->query(u"select pg_notify('facts', repeat('x', 7999))"_s));
    QVERIFY(!m_connection->query(u"select pg_notify('facts', repeat('x', 8000))"_s));
}

void ChangeHubTest::killedListenerGetsNoSignal()
{
    Listening listening(m_conninfo);
    QVERIFY(listening.connection.handle().driver()->subscribeToNotification(u"facts"_s));
    QVERIFY(listening.connection.isAlive());
    terminate(u"listening"_s);
    QTRY_VERIFY(!listening.connection.isAlive());
    QVERIFY(listening.spy.isEmpty());
}

void ChangeHubTest::tellsOfOwnAndOthersChanges()
{
    Heard heard(m_conninfo);
    start(heard);
    const TemplateId id = createTemplate(u"First"_s);
    QTRY_COMPARE(heard.sets.size(), 1);
    QCOMPARE(heard.templates(), QList{id});
    QVERIFY(!heard.everything());
    QVERIFY(!heard.taskTypes());
    QCOMPARE(heard.states.size(), 1);
}

void ChangeHubTest::tellsOfAnotherProcess()
{
    Heard heard(m_conninfo);
    const TemplateId id = createTemplate(u"First"_s);
    start(heard);
    QProcess psql;
    psql.start(u"psql"_s, {u"-XAt"_s, u"-d"_s, m_conninfo, u"-c"_s,
                           u"select promptuary.rename_template(%1, 'Second')"_s.arg(id.value)});
    QVERIFY(psql.waitForFinished());
    QCOMPARE(psql.exitCode(), 0);
    QTRY_COMPARE(heard.sets.size(), 1);
    QCOMPARE(heard.templates(), QList{id});
}

void ChangeHubTest::mergesWhatComesTogether()
{
    Heard heard(m_conninfo);
    const TemplateId first = createTemplate(u"First"_s);
    start(heard);
    QVERIFY(m_connection->begin());
    QVERIFY(m_connection->query(u"select promptuary.rename_template(?, 'Renamed')"_s, {first.value}));
    QVERIFY(m_connection->query(u"select promptuary.describe_template(?, 'Twice', '{}')"_s, {first.value}));
    const TemplateId second = createTemplate(u"Second"_s);
    const TemplateId third = createTemplate(u"Third"_s);
    QVERIFY(m_connection->commit());
    QTRY_COMPARE(heard.sets.size(), 1);
    QCOMPARE(heard.templates(), (QList{first, second, third}));
}

/// Anyone who may log in may notify, also a role without a single right.
void ChangeHubTest::believesNoPayload_data()
{
    QTest::addColumn<QString>("payload");
    QTest::newRow("far ahead") << uR"({"kind": "template", "template": 1, "revision": 9000000000000000000})"_s;
    QTest::newRow("one ahead") << uR"({"kind": "template", "template": 1, "revision": NEXT})"_s;
    QTest::newRow("repeated") << uR"({"kind": "template", "template": 1, "revision": 1})"_s;
    QTest::newRow("another template") << uR"({"kind": "template", "template": 4711, "revision": NEXT})"_s;
    QTest::newRow("negative") << uR"({"kind": "template", "template": -1, "revision": -1})"_s;
    QTest::newRow("beyond any number") << uR"({"template": 1e400, "revision": 1e400})"_s;
    QTest::newRow("no number") << uR"({"template": {}, "revision": "9"})"_s;
    QTest::newRow("deep") << u"["_s.repeated(7000);
    QTest::newRow("long") << u"9"_s.repeated(7999);
    QTest::newRow("no JSON") << u"no JSON"_s;
    QTest::newRow("nothing") << u""_s;
    QTest::newRow("a probe") << uR"({"probe": "x"})"_s;
}

void ChangeHubTest::believesNoPayload()
{
    QFETCH(QString, payload);
    Heard heard(m_conninfo);
    start(heard);
    QVERIFY(m_connection->script(u"drop role if exists test_stranger; create role test_stranger login"_s));
    auto database = m_connection->query(u"select current_database(), max(id) + 1 from promptuary.audit_events"_s);
    QVERIFY(database && database->next());
    Connection stranger =
        Connection::open(m_server.conninfo(database->value(0).toString(), u"test_stranger"_s)).value();
    payload.replace("NEXT"_L1, database->value(1).toString());
    QVERIFY(stranger.query(u"select pg_notify('promptuary', ?)"_s, {payload}));

    const TemplateId first = createTemplate(u"First"_s);
    QTRY_COMPARE(heard.templates(), QList{first});
    QVERIFY(stranger.query(u"select pg_notify('promptuary', ?)"_s, {payload}));
    const TemplateId second = createTemplate(u"Second"_s);
    QTRY_COMPARE(heard.templates(), (QList{first, second}));
    QVERIFY(!heard.everything());
    auto head = m_connection->query(u"select max(id) from promptuary.audit_events"_s);
    QVERIFY(head && head->next());
    QCOMPARE(heard.revision(), head->value(0).toLongLong());
}

void ChangeHubTest::newTaskTypeIsNoTemplate()
{
    Heard heard(m_conninfo);
    start(heard);
    QVERIFY(m_connection->query(u"select promptuary.create_task_type('Another')"_s));
    QTRY_COMPARE(heard.sets.size(), 1);
    QVERIFY(heard.taskTypes());
    QVERIFY(heard.templates().isEmpty());
}

void ChangeHubTest::reconnectsAfterKillAndReadsWhatWasMissed()
{
    Heard heard(m_conninfo);
    start(heard);
    terminate(u"promptuary changes"_s);
    // The pause before the next attempt is 250 ms: this is committed while nobody listens.
    const TemplateId missed = createTemplate(u"Missed"_s);
    QTRY_COMPARE(heard.states.size(), 3);
    QCOMPARE(heard.states.at(1).at(0).value<ChangeHub::State>(), ChangeHub::State::Lost);
    QVERIFY(!heard.states.at(1).at(1).toString().isEmpty());
    QVERIFY(heard.live());
    QTRY_COMPARE(heard.sets.size(), 1);
    QCOMPARE(heard.templates(), QList{missed});
    QVERIFY(!heard.everything());
    heard.clear();
    const TemplateId next = createTemplate(u"Next"_s);
    QTRY_COMPARE(heard.sets.size(), 1);
    QCOMPARE(heard.templates(), QList{next});
}

void ChangeHubTest::tellsOfChangesBeforeItsFirstConnection()
{
    Heard heard(m_conninfo);
    // A window may read what it shows before the hub has its connection.
    const TemplateId early = createTemplate(u"Early"_s);
    heard.hub.start();
    QTRY_VERIFY(heard.templates().contains(early));
    QVERIFY(!heard.everything());
}

void ChangeHubTest::saysEverythingWhereTheTrailCannotBeRead()
{
    Heard heard(m_conninfo);
    start(heard);
    QVERIFY(m_connection->script(u"alter table promptuary.audit_events rename to hidden"_s));
    terminate(u"promptuary changes"_s);
    QTRY_VERIFY(heard.everything());
    QTRY_VERIFY(heard.live());
}

void ChangeHubTest::saysEverythingWhereTheDatabaseIsOlder_data()
{
    QTest::addColumn<bool>("connected");
    QTest::newRow("while connected") << true;
    QTest::newRow("while away") << false;
}

void ChangeHubTest::saysEverythingWhereTheDatabaseIsOlder()
{
    QFETCH(bool, connected);
    createTemplate(u"Lost by the restore"_s);
    Heard heard(m_conninfo);
    start(heard);
    // As after a restore of an old backup: the newest event is one the hub has long passed.
    QVERIFY(m_connection->script(u"alter table promptuary.audit_events disable trigger all;"
                                 "alter table promptuary.audit_head disable trigger all;"
                                 "delete from promptuary.audit_events where id = (select max(id) from "
                                 "promptuary.audit_events);"
                                 "update promptuary.audit_head set (id, hash) = (select id, hash from "
                                 "promptuary.audit_events order by id desc limit 1);"
                                 "alter table promptuary.audit_events enable trigger all;"
                                 "alter table promptuary.audit_head enable trigger all"_s));
    if (connected)
        QVERIFY(m_connection->query(u"notify promptuary"_s));
    else
        terminate(u"promptuary changes"_s);
    QTRY_VERIFY(heard.everything());
    const TemplateId next = createTemplate(u"Next"_s);
    QTRY_VERIFY(heard.templates().contains(next));
}

void ChangeHubTest::saysEverythingWhereTooMuchWasMissed()
{
    Heard heard(m_conninfo);
    start(heard);
    // Quicker than that many changes, and all a listener sees of them.
    QVERIFY(m_connection->script(u"alter table promptuary.audit_events disable trigger all;"
                                 "alter table promptuary.audit_head disable trigger all;"
                                 "insert into promptuary.audit_events select e.id + n, e.at, e.actor, e.action, "
                                 "e.subject, e.template_id, e.number, e.details, e.previous_hash, e.hash from "
                                 "promptuary.audit_events e, generate_series(1, 10001) n where e.id = (select max(id) "
                                 "from promptuary.audit_events);"
                                 "update promptuary.audit_head set (id, hash) = (select id, hash from "
                                 "promptuary.audit_events order by id desc limit 1);"
                                 "alter table promptuary.audit_events enable trigger all;"
                                 "alter table promptuary.audit_head enable trigger all;"
                                 "notify promptuary"_s));
    QTRY_VERIFY(heard.everything());
    const TemplateId next = createTemplate(u"Next"_s);
    QTRY_COMPARE(heard.templates(), QList{next});
}

void ChangeHubTest::reconnectsAfterRestartOfServer()
{
    Heard heard(m_conninfo);
    start(heard);
    m_connection.reset();
    m_server.stop();
    QTRY_VERIFY(heard.lost());
    m_server.start();
    QTRY_VERIFY_WITH_TIMEOUT(heard.live(), 20'000);
}

void ChangeHubTest::reconnectsAtOnceWhenAsked()
{
    m_connection.reset();
    m_server.stop();
    Heard heard(m_conninfo);
    heard.hub.start();
    QTRY_VERIFY(heard.lost());
    m_server.start();
    heard.hub.reconnectNow();
    QTRY_VERIFY(heard.live());
}

void ChangeHubTest::tellsHowLongANotificationTakes()
{
    Heard heard(m_conninfo);
    Heard other(m_conninfo);
    start(heard);
    start(other);
    const QSignalSpy returned(&heard.hub, &ChangeHub::probeReturned);
    const QSignalSpy elsewhere(&other.hub, &ChangeHub::probeReturned);
    heard.hub.probe();
    QTRY_COMPARE(returned.size(), 1);
    const auto lag = returned.at(0).at(0).value<std::chrono::microseconds>();
    QVERIFY(lag > 0us && lag < 5s);
    heard.hub.probe();
    QTRY_COMPARE(returned.size(), 2);
    const TemplateId id = createTemplate(u"First"_s);
    QTRY_COMPARE(other.templates(), QList{id}); // heard after the probes, which told it nothing
    QVERIFY(elsewhere.isEmpty());
}

void ChangeHubTest::probesAgainAfterALoss()
{
    Heard heard(m_conninfo);
    start(heard);
    const QSignalSpy returned(&heard.hub, &ChangeHub::probeReturned);
    terminate(u"promptuary changes"_s);
    QTRY_COMPARE(heard.states.size(), 3);
    heard.hub.probe();
    QTRY_COMPARE(returned.size(), 1);
    // Who sends it is another connection, which may be lost by itself.
    terminate(u"promptuary trail"_s);
    QTRY_VERIFY((heard.hub.probe(), returned.size() > 1));
    QVERIFY(heard.live());
}

void ChangeHubTest::endsWhileLost()
{
    Heard heard(u"host=%1/nowhere"_s.arg(m_server.folder()));
    heard.hub.start();
    QTRY_VERIFY(heard.lost());
    QVERIFY(!heard.states.first().at(1).toString().isEmpty());
}

void ChangeHubTest::endsWithoutStart()
{
    auto hub = std::make_unique<ChangeHub>(m_conninfo);
    QCOMPARE(hub->state(), ChangeHub::State::Connecting);
    hub.reset();
}

QTEST_GUILESS_MAIN(ChangeHubTest)
#include "tst_changehub.moc"
