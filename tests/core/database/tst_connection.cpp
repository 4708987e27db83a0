// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/connection.h"
#include "core/database/conninfo.h"
#include "tests/support/testserver.h"

#include <QTest>
#include <QThread>

using namespace promptuary;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(promptuary::ErrorKind)

/// Connections against a real server: what goes in comes out, and every refusal says what it is.
class ConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsConnectionStringsAndUris_data();
    void readsConnectionStringsAndUris();
    void connectsWithOddPasswords_data();
    void connectsWithOddPasswords();
    void refusesWrongPassword();
    void saysThatNoServerAnswers();
    void saysThatDatabaseIsAbsent();
    void refusesUnreadableConnectionString();
    void valuesComeBackAsTheyWere_data();
    void valuesComeBackAsTheyWere();
    void placeholdersInQuotesAndCommentsStay();
    void negativeNumberIsNoComment();
    void refusesWrongNumberOfValues();
    void refusesNul();
    void documentsTravelAsTheyAre();
    void mapsErrors_data();
    void mapsErrors();
    void detailAndHintArriveInAnyLanguage();
    void namesViolatedConstraint();
    void scriptRunsSeveralStatements();
    void scriptReportsLaterStatement();
    void commitOfFailedTransactionFails();
    void deferredConstraintFailsAtCommit();
    void lostConnectionIsNoDatabase();
    void reconnectsBetweenTransactionsWhenTold();
    void refusesOtherThread();
    void removesItsDatabase();

private:
    [[nodiscard]] Connection connected() const;

    TestServer m_server;
    QString m_conninfo;
};

void ConnectionTest::initTestCase()
{
    m_conninfo = m_server.createDatabase();
    QVERIFY(connected().script(u"create table fruit (id int primary key, name text check (name <> ''));"
                               "insert into fruit values (1, 'pear')"_s));
}

Connection ConnectionTest::connected() const
{
    return Connection::open(m_conninfo, u"tst_connection"_s).value();
}

void ConnectionTest::readsConnectionStringsAndUris_data()
{
    QTest::addColumn<QString>("conninfo");
    QTest::addColumn<QString>("keyword");
    QTest::addColumn<QString>("value");
    QTest::newRow("keywords") << u"host=h dbname='my db'"_s << u"dbname"_s << u"my db"_s;
    QTest::newRow("quoted") << u"password='it\\'s \\\\ odd'"_s << u"password"_s << u"it's \\ odd"_s;
    QTest::newRow("uri") << u"postgresql://ada:p%40ss@h:5433/db?sslmode=require"_s << u"sslmode"_s << u"require"_s;
    QTest::newRow("uri password") << u"postgresql://ada:p%40ss%3B@h/db"_s << u"password"_s << u"p@ss;"_s;
    QTest::newRow("several hosts") << u"postgresql://a:1,b:2/db"_s << u"port"_s << u"1,2"_s;
}

void ConnectionTest::readsConnectionStringsAndUris()
{
    QFETCH(QString, conninfo);
    QFETCH(QString, keyword);
    QFETCH(QString, value);
    const auto options = parseConninfo(conninfo);
    QVERIFY(options);
    QCOMPARE(options->value(keyword), value);
    QCOMPARE(parseConninfo(formatConninfo(*options)), options);
}

void ConnectionTest::connectsWithOddPasswords_data()
{
    QTest::addColumn<QString>("password");
    QTest::newRow("plain") << u"secret"_s;
    QTest::newRow("semicolon") << u"a;b"_s;
    QTest::newRow("quote and backslash") << u"it's \\ a 'test'"_s;
    QTest::newRow("blank and equals") << u"host=elsewhere "_s;
    QTest::newRow("not Latin") << u"пароль ✓"_s;
}

void ConnectionTest::connectsWithOddPasswords()
{
    QFETCH(QString, password);
    Connection admin = connected();
    QVERIFY(admin.script(u"drop role if exists guest; create role guest login"_s));
    QVERIFY(admin.query(u"select set_config('promptuary.password', ?, false)"_s, {password}));
    QVERIFY(admin.script(u"do $$ begin execute format('alter role guest password %L', "
                         "current_setting('promptuary.password')); end $$"_s));
    m_server.requirePasswordOf(u"guest"_s);
    auto options = parseConninfo(m_conninfo).value();
    options[u"user"_s] = u"guest"_s;
    options[u"password"_s] = password;
    auto connection = Connection::open(formatConninfo(options));
    QVERIFY2(connection, qPrintable(connection ? QString() : connection.error().toString()));
    auto who = connection->query(u"select current_user"_s);
    QVERIFY(who && who->next());
    QCOMPARE(who->value(0).toString(), u"guest"_s);
}

void ConnectionTest::refusesWrongPassword()
{
    QVERIFY(connected().script(u"drop role if exists guest; create role guest login password 'right'"_s));
    m_server.requirePasswordOf(u"guest"_s);
    const auto wrong = Connection::open(m_conninfo + " user=guest password=wrong"_L1);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, ErrorKind::NotPermitted);
    QCOMPARE(wrong.error().sqlState, u"28P01"_s);
    QVERIFY(!wrong.error().message.contains(u"wrong"_s));
    const auto none = Connection::open(m_conninfo + " user=guest"_L1);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::NotPermitted);
}

void ConnectionTest::saysThatNoServerAnswers()
{
    const auto absent = Connection::open(u"host=%1/nowhere dbname=x"_s.arg(m_server.folder()));
    QVERIFY(!absent);
    QCOMPARE(absent.error().kind, ErrorKind::NoDatabase);
    QVERIFY(!absent.error().remedy.isEmpty());
    QVERIFY2(!absent.error().message.contains(u"QPSQL"_s), qPrintable(absent.error().message));
    QVERIFY2(absent.error().message.contains(u"failed: No such file or directory. Is the server running"_s),
             qPrintable(absent.error().message));
}

void ConnectionTest::saysThatDatabaseIsAbsent()
{
    const auto absent = Connection::open(m_server.conninfo(u"nothing"_s));
    QVERIFY(!absent);
    QCOMPARE(absent.error().kind, ErrorKind::NoDatabase);
    QCOMPARE(absent.error().sqlState, u"3D000"_s);
}

void ConnectionTest::refusesUnreadableConnectionString()
{
    const auto unreadable = Connection::open(u"postgresql://ada:secret@[bad"_s);
    QVERIFY(!unreadable);
    QCOMPARE(unreadable.error().kind, ErrorKind::Invalid);
    QVERIFY(!unreadable.error().toString().contains(u"secret"_s));
    const auto semicolon = Connection::open(m_conninfo + " application_name='a;b'"_L1);
    QVERIFY(!semicolon);
    QCOMPARE(semicolon.error().kind, ErrorKind::Invalid);
}

void ConnectionTest::valuesComeBackAsTheyWere_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << u"text"_s << QVariant(u"it's a \\ \"test\" ? $1 :x ✓"_s)
                          << u"it's a \\ \"test\" ? $1 :x ✓"_s;
    QTest::newRow("empty") << u"text"_s << QVariant(QString()) << u""_s;
    QTest::newRow("lines") << u"text"_s << QVariant(u"a\r\nb\n\n"_s) << u"a\r\nb\n\n"_s;
    QTest::newRow("bigint") << u"bigint"_s << QVariant(Q_INT64_C(9007199254740993)) << u"9007199254740993"_s;
    QTest::newRow("negative") << u"int"_s << QVariant(-5) << u"-5"_s;
    QTest::newRow("boolean") << u"boolean"_s << QVariant(true) << u"true"_s;
    QTest::newRow("json") << u"json"_s << QVariant(u"{\"a\" :1.50}"_s) << u"{\"a\" :1.50}"_s;
    QTest::newRow("array") << u"text[]"_s << QVariant(QStringList{u"a b"_s, u"q\"\\,{}"_s, u""_s})
                           << u"{\"a b\",\"q\\\"\\\\,{}\",\"\"}"_s;
    QTest::newRow("no items") << u"text[]"_s << QVariant(QStringList{}) << u"{}"_s;
    QTest::newRow("time") << u"timestamptz"_s
                          << QVariant(QDateTime({2026, 3, 29}, {2, 30, 1, 250}, QTimeZone::fromSecondsAheadOfUtc(7200)))
                          << u"2026-03-29 00:30:01.25+00"_s;
}

void ConnectionTest::valuesComeBackAsTheyWere()
{
    QFETCH(QString, type);
    QFETCH(QVariant, value);
    QFETCH(QString, text);
    Connection connection = connected();
    auto row = connection.query(u"select ((?)::%1)::text, (?::%1) is null"_s.arg(type), {value, QVariant()});
    QVERIFY2(row, qPrintable(row ? QString() : row.error().toString()));
    QVERIFY(row->next());
    QCOMPARE(row->value(0).toString(), text);
    QCOMPARE(row->value(1).toBool(), true);
}

void ConnectionTest::placeholdersInQuotesAndCommentsStay()
{
    auto connection = connected();
    auto row = connection.query(
        u"select '? it''s', \"?column?\", $x$ ? $x$, ? -- ?'\n/* ?\" */ from (values (1)) as t(\"?column?\")"_s,
        {u"filled"_s});
    QVERIFY2(row, qPrintable(row ? QString() : row.error().toString()));
    QVERIFY(row->next());
    QCOMPARE(row->value(0).toString(), u"? it's"_s);
    QCOMPARE(row->value(2).toString(), u" ? "_s);
    QCOMPARE(row->value(3).toString(), u"filled"_s);
}

void ConnectionTest::negativeNumberIsNoComment()
{
    auto connection = connected();
    auto row = connection.query(u"select 3-?"_s, {-4});
    QVERIFY(row && row->next());
    QCOMPARE(row->value(0).toInt(), 7);
}

void ConnectionTest::refusesWrongNumberOfValues()
{
    auto connection = connected();
    QVERIFY(!connection.query(u"select ?, ?"_s, {1}));
    QVERIFY(!connection.query(u"select ?"_s, {1, 2}));
}

void ConnectionTest::refusesNul()
{
    auto connection = connected();
    const auto refused = connection.query(u"select ?"_s, {u"a"_s + QChar(QChar::Null) + u"b"_s});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    const auto document = connection.queryDocument("select $1::text", QByteArray("a\0b", 3));
    QVERIFY(!document);
    QCOMPARE(document.error().kind, ErrorKind::Invalid);
}

void ConnectionTest::documentsTravelAsTheyAre()
{
    auto connection = connected();
    const QByteArray text = QByteArray("it's ? $1 \\ “ü”\n").repeated(100'000); // beyond any buffer
    const auto row = connection.queryDocument("select octet_length($1::text), null, $1::text", text);
    QVERIFY2(row, qPrintable(row ? QString() : row.error().message));
    QCOMPARE(row->size(), 3);
    QCOMPARE(row->at(0).toLongLong(), text.size());
    QVERIFY(row->at(1).isEmpty());
    QCOMPARE(row->at(2), text);
    const auto refused = connection.queryDocument("select $1::json", "{");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    QVERIFY(connection.query(u"select 1"_s)); // QtSql goes on with the same connection
}

void ConnectionTest::mapsErrors_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("retriable");
    QTest::newRow("not found") << u"PM001"_s << ErrorKind::NotFound << false;
    QTest::newRow("conflict") << u"PM002"_s << ErrorKind::Conflict << false;
    QTest::newRow("unchanged") << u"PM003"_s << ErrorKind::Unchanged << false;
    QTest::newRow("invariant") << u"PM004"_s << ErrorKind::Conflict << false;
    QTest::newRow("invalid") << u"PM005"_s << ErrorKind::Invalid << false;
    QTest::newRow("not permitted") << u"42501"_s << ErrorKind::NotPermitted << false;
    QTest::newRow("serialization") << u"40001"_s << ErrorKind::Conflict << true;
    QTest::newRow("deadlock") << u"40P01"_s << ErrorKind::Conflict << true;
    QTest::newRow("cancelled") << u"57014"_s << ErrorKind::Cancelled << false;
    QTest::newRow("bad text") << u"22P02"_s << ErrorKind::Invalid << false;
    QTest::newRow("shutdown") << u"57P01"_s << ErrorKind::NoDatabase << false;
    QTest::newRow("disk full") << u"53100"_s << ErrorKind::Failed << false;
    QTest::newRow("other") << u"P0001"_s << ErrorKind::Failed << false;
}

void ConnectionTest::mapsErrors()
{
    QFETCH(QString, state);
    QFETCH(ErrorKind, kind);
    QFETCH(bool, retriable);
    Connection connection = connected();
    const auto refused =
        connection.script(u"do $$ begin raise exception 'It is so.' using errcode = '%1'; end $$"_s.arg(state));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, kind);
    QCOMPARE(refused.error().sqlState, state);
    QCOMPARE(refused.error().message, u"It is so."_s);
    QCOMPARE(refused.error().retriable, retriable);
}

void ConnectionTest::detailAndHintArriveInAnyLanguage()
{
    Connection connection = connected();
    const auto raised = [&connection](const QString &state, const QString &detail) {
        return connection
            .script(u"do $$ begin raise exception E'Two\\nDETAIL:  lines' using errcode = '%1', detail = '%2', "
                    "hint = 'Do this.'; end $$"_s.arg(state, detail))
            .error();
    };
    const Error conflict = raised(u"PM002"_s, u"{\"newest\": 7, \"author\": \"ada\"}"_s);
    QCOMPARE(conflict.message, u"Two\nDETAIL:  lines."_s);
    QCOMPARE(conflict.remedy, u"Do this."_s);
    QCOMPARE(conflict.detail, (QJsonObject{{u"newest"_s, 7}, {u"author"_s, u"ada"_s}}));
    QCOMPARE(raised(u"PM005"_s, u"messages[0].role"_s).place, u"messages[0].role"_s);
}

void ConnectionTest::namesViolatedConstraint()
{
    Connection connection = connected();
    const auto twice = connection.query(u"insert into fruit values (1, 'apple')"_s);
    QVERIFY(!twice);
    QCOMPARE(twice.error().kind, ErrorKind::Conflict);
    QCOMPARE(twice.error().constraint, u"fruit_pkey"_s);
    const auto unnamed = connection.query(u"insert into fruit values (2, '')"_s);
    QVERIFY(!unnamed);
    QCOMPARE(unnamed.error().constraint, u"fruit_name_check"_s);
    QVERIFY(!unnamed.error().message.contains(u"Failing row"_s));
}

void ConnectionTest::scriptRunsSeveralStatements()
{
    Connection connection = connected();
    QVERIFY(connection.script(u"create temp table t (a int); insert into t values (1), (2); select * from t;"_s));
    auto count = connection.query(u"select count(*) from t"_s);
    QVERIFY(count && count->next());
    QCOMPARE(count->value(0).toInt(), 2);
}

void ConnectionTest::scriptReportsLaterStatement()
{
    Connection connection = connected();
    const auto failed = connection.script(u"select 1; select 2; select 1/0; select 3"_s);
    QVERIFY(!failed);
    QCOMPARE(failed.error().sqlState, u"22012"_s);
}

void ConnectionTest::commitOfFailedTransactionFails()
{
    Connection connection = connected();
    QVERIFY(connection.begin());
    QVERIFY(!connection.query(u"select 1/0"_s));
    QVERIFY(!connection.commit());
    QVERIFY(connection.query(u"select 1"_s));
}

void ConnectionTest::deferredConstraintFailsAtCommit()
{
    Connection connection = connected();
    QVERIFY(connection.script(u"create temp table d (a int unique deferrable initially deferred)"_s));
    QVERIFY(connection.begin());
    QVERIFY(connection.query(u"insert into d values (1), (1)"_s));
    const auto committed = connection.commit();
    QVERIFY(!committed);
    QCOMPARE(committed.error().constraint, u"d_a_key"_s);
}

void ConnectionTest::lostConnectionIsNoDatabase()
{
    Connection connection = connected();
    auto pid = connection.query(u"select pg_backend_pid()"_s);
    QVERIFY(pid && pid->next());
    QVERIFY(connection.begin());
    QVERIFY(connected().query(u"select pg_terminate_backend(?, 5000)"_s, {pid->value(0)}));
    const auto lost = connection.query(u"select 1"_s);
    QVERIFY(!lost);
    QCOMPARE(lost.error().kind, ErrorKind::NoDatabase);
    QVERIFY(!connection.isOpen());
    connection.rollback();
    QCOMPARE(connection.query(u"select 1"_s).error().kind, ErrorKind::NoDatabase);
}

void ConnectionTest::reconnectsBetweenTransactionsWhenTold()
{
    Connection connection = connected();
    connection.setReconnecting(true);
    auto pid = connection.query(u"select pg_backend_pid()"_s);
    QVERIFY(pid && pid->next());
    QVERIFY(connected().query(u"select pg_terminate_backend(?, 5000)"_s, {pid->value(0)}));
    QVERIFY(connection.begin());
    QVERIFY(connection.query(u"select 1"_s));
    QVERIFY(connection.commit());
}

void ConnectionTest::refusesOtherThread()
{
    Connection connection = connected();
    bool refused = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] { refused = !connection.query(u"select 1"_s); }));
    thread->start();
    QVERIFY(thread->wait());
    QVERIFY(refused);
}

void ConnectionTest::removesItsDatabase()
{
    const QStringList before = QSqlDatabase::connectionNames();
    {
        Connection first = connected();
        Connection second = std::move(first);
        first = connected();
        QCOMPARE(QSqlDatabase::connectionNames().size(), before.size() + 2);
        QVERIFY(first.query(u"select 1"_s));
        QVERIFY(second.query(u"select 1"_s));
    }
    QCOMPARE(QSqlDatabase::connectionNames(), before);
}

QTEST_GUILESS_MAIN(ConnectionTest)
#include "tst_connection.moc"
