// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alertcourier.h"
#include "core/database/database.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QtNetwork/QTcpServer> // by its folder: the tests of core are not compiled against the network
#include <QtNetwork/QTcpSocket>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

/// A receiver of webhooks that answers with a status of the test's choice.
class Receiver : public QObject
{
public:
    Receiver()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("%s", qPrintable(m_server.errorString()));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
    }
    [[nodiscard]] QString url() const { return u"http://127.0.0.1:%1/hook"_s.arg(m_server.serverPort()); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(name + ": "))
                return line.sliced(name.size() + 2).trimmed();
        }
        return {};
    }

    QByteArray head;
    QByteArray body;
    int requests = 0;
    int status = 204;

private:
    void read(QTcpSocket *socket)
    {
        m_bytes += socket->readAll();
        const qsizetype end = m_bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        head = m_bytes.first(end);
        body = m_bytes.sliced(end + 4);
        if (body.size() < header("content-length").toInt())
            return;
        m_bytes.clear();
        ++requests;
        socket->write("HTTP/1.1 " + QByteArray::number(status) +
                      " x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket->disconnectFromHost();
    }

    QTcpServer m_server;
    QByteArray m_bytes;
};

const QString secret = QString::fromLatin1(QByteArray(32, 'k').toBase64());

} // namespace

/// Rules, alerts and webhooks in a PostgreSQL of the test's own.
class AlertStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void rulesOfAFreshDatabase();
    void ruleIsKeptAsItWasSaved();
    void wrongRuleNamesItsFault();
    void ruleTriedBeforeItIsKept();
    void alertWithWhatServes();
    void acknowledgedAndSnoozed();
    void webhookIsTold();
    void webhookThatRefusesIsTriedAgain();
    void rollUpJudges();

private:
    void fail(int version);
    AlertEvent open();

    TestServer m_server;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Connection> m_sql;
    std::unique_ptr<AlertStore> m_store;
};

void AlertStoreTest::init()
{
    const QString conninfo = m_server.createDeployedDatabase();
    m_database = std::make_unique<Database>(conninfo);
    m_store = std::make_unique<AlertStore>(*m_database);
    m_sql = std::make_unique<Connection>(connectTo(conninfo));
}

/// A hundred executions of the last hour, all failed, of a version that serves.
void AlertStoreTest::fail(int version)
{
    const QString batch =
        u"select recorded from promptuary.record_executions((select json_agg(json_build_object('id', 'f' || n, "
        "'template', 'nlu-topic-extraction', 'version', %1, 'started_at', now() - interval '1 min', 'success', false)) "
        "from generate_series(1, 100) n))"_s.arg(version);
    QCOMPARE(one(*m_sql, batch), u"100"_s);
}

AlertEvent AlertStoreTest::open()
{
    std::ignore =
        valueOf(m_store->saveRule({.name = u"Half"_s, .comparedTo = AlertComparison::Fixed, .threshold = 0.5}));
    fail(1);
    one(*m_sql, u"select promptuary.roll_up_executions()"_s);
    const QList<AlertEvent> events = valueOf(m_store->events(10));
    if (events.size() != 1)
        qFatal("%lld alerts", qlonglong(events.size()));
    return events.constFirst();
}

void AlertStoreTest::rulesOfAFreshDatabase()
{
    const QList<AlertRule> rules = valueOf(m_store->rules());
    QCOMPARE(rules.size(), 9);
    QCOMPARE(rules.constFirst().severity, AlertSeverity::Critical);
    QVERIFY(std::ranges::all_of(rules, [](const AlertRule &rule) { return rule.enabled && rule.notifyDesktop; }));
    QVERIFY(valueOf(m_store->events(10)).isEmpty());
}

void AlertStoreTest::ruleIsKeptAsItWasSaved()
{
    AlertRule rule{.name = u"Slow in production"_s,
                   .metric = AlertMetric::LatencyP95,
                   .comparedTo = AlertComparison::Fixed,
                   .threshold = 2500.5,
                   .windowHours = 6,
                   .baselineDays = 30,
                   .minimumSample = 20,
                   .severity = AlertSeverity::Info,
                   .taskType = u"extraction"_s,
                   .environment = u"production"_s,
                   .notifyDesktop = false,
                   .enabled = false};
    const auto kept = [this](qint64 id) {
        const QList<AlertRule> rules = valueOf(m_store->rules());
        const auto found = std::ranges::find(rules, id, &AlertRule::id);
        return found == rules.end() ? AlertRule() : *found;
    };
    rule.id = valueOf(m_store->saveRule(rule));
    QVERIFY(kept(rule.id) == rule);
    rule.taskType.clear();
    rule.templateId =
        TemplateId{one(*m_sql, u"select promptuary.find_template('nlu-topic-extraction')"_s).toLongLong()};
    rule.threshold = 100;
    QCOMPARE(valueOf(m_store->saveRule(rule)), rule.id);
    QVERIFY(kept(rule.id) == rule);
    QVERIFY(m_store->removeRule(rule.id).result().has_value());
    QVERIFY(kept(rule.id) == AlertRule());
}

void AlertStoreTest::wrongRuleNamesItsFault()
{
    const Error error = errorOf(m_store->saveRule({.name = u"x"_s, .windowHours = 0}));
    QCOMPARE(error.kind, ErrorKind::Invalid);
    QCOMPARE(error.message, u"A window has 1 to 720 hours."_s);
    QCOMPARE(errorOf(m_store->saveRule({.name = u"success rate FELL"_s})).message,
             u"There is an alert rule “success rate FELL” already."_s);
}

void AlertStoreTest::ruleTriedBeforeItIsKept()
{
    fail(1);
    one(*m_sql, u"select promptuary.roll_up_executions()"_s);
    const QList<AlertVerdict> verdicts =
        valueOf(m_store->verdicts({.comparedTo = AlertComparison::Fixed, .threshold = 0.5}));
    QCOMPARE(verdicts.size(), 1);
    QCOMPARE(verdicts[0].templateName, u"NLU topic extraction"_s);
    QVERIFY(verdicts[0].fires);
    QCOMPARE(verdicts[0].value, 0.0);
    QCOMPARE(verdicts[0].sample, 100);
    QVERIFY(valueOf(m_store->events(10)).isEmpty()); // a rule that is not kept opens nothing
}

void AlertStoreTest::alertWithWhatServes()
{
    const AlertEvent event = open();
    QVERIFY(event.isOpen());
    QCOMPARE(event.rule.name, u"Half"_s);
    QCOMPARE(event.templateKey, u"nlu-topic-extraction"_s);
    QCOMPARE(event.version, 1);
    QCOMPARE(event.environment, u"production"_s);
    QCOMPARE(event.value, 0.0);
    QCOMPARE(event.sample, 100);
    QCOMPARE(event.limit, 0.5);
    QVERIFY(!event.baseline);
    QCOMPARE(event.activationReason, u"Comes with Promptuary"_s);
    QVERIFY(qAbs(event.activatedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QCOMPARE(event.versionBefore, 0);
}

void AlertStoreTest::acknowledgedAndSnoozed()
{
    const AlertEvent event = open();
    QVERIFY(m_store->acknowledge(event.id, u"Known"_s).result().has_value());
    const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(3600);
    QVERIFY(m_store->snooze(event.id, later).result().has_value());
    AlertEvent now = valueOf(m_store->events(10)).constFirst();
    QCOMPARE(now.acknowledgement, u"Known"_s);
    QCOMPARE(now.acknowledgedBy, u"postgres"_s);
    QCOMPARE(now.snoozedUntil, later);
    QVERIFY(m_store->snooze(event.id, {}).result().has_value());
    QVERIFY(!valueOf(m_store->events(10)).constFirst().snoozedUntil.isValid());
    QCOMPARE(m_store->snooze(event.id, later.addYears(-1)).result().error().kind, ErrorKind::Invalid);
    QCOMPARE(m_store->acknowledge(0, {}).result().error().kind, ErrorKind::NotFound);
}

void AlertStoreTest::webhookIsTold()
{
    Receiver receiver;
    const qint64 webhook = valueOf(m_store->saveWebhook(u"ops"_s, receiver.url(), u"whsec_"_s + secret));
    std::ignore = valueOf(m_store->saveRule(
        {.name = u"Half"_s, .comparedTo = AlertComparison::Fixed, .threshold = 0.5, .webhookId = webhook}));
    fail(1);
    one(*m_sql, u"select promptuary.roll_up_executions()"_s);
    QCOMPARE(valueOf(m_store->webhooks()).constFirst().waiting, 1);

    AlertCourier courier(*m_store);
    QSignalSpy finished(&courier, &AlertCourier::finished);
    courier.deliver();
    QVERIFY(finished.wait(20'000));
    QCOMPARE(finished[0], (QVariantList{1, 0}));
    QCOMPARE(receiver.requests, 1);
    QVERIFY(receiver.head.startsWith("POST /hook HTTP/1.1"));
    const QJsonObject told = QJsonDocument::fromJson(receiver.body).object();
    QCOMPARE(told[u"type"].toString(), u"alert.fired"_s);
    QCOMPARE(told[u"data"][u"template"].toString(), u"nlu-topic-extraction"_s);
    const qint64 id = qint64(told[u"data"][u"alert"].toDouble());
    const AlertDelivery delivery{.eventId = id, .kind = u"fired"_s, .url = {}, .secret = secret, .body = receiver.body};
    QCOMPARE(receiver.header("webhook-id"), webhookId(delivery));
    QCOMPARE(receiver.header("webhook-signature"),
             webhookSignature(delivery, receiver.header("webhook-timestamp").toLongLong()));

    courier.deliver();
    QVERIFY(finished.wait(20'000));
    QCOMPARE(receiver.requests, 1); // once
    QCOMPARE(valueOf(m_store->webhooks()).constFirst().waiting, 0);
}

void AlertStoreTest::webhookThatRefusesIsTriedAgain()
{
    Receiver receiver;
    receiver.status = 503;
    const qint64 webhook = valueOf(m_store->saveWebhook(u"ops"_s, receiver.url(), secret));
    std::ignore = valueOf(m_store->saveRule(
        {.name = u"Half"_s, .comparedTo = AlertComparison::Fixed, .threshold = 0.5, .webhookId = webhook}));
    fail(1);
    one(*m_sql, u"select promptuary.roll_up_executions()"_s);
    AlertCourier courier(*m_store);
    QSignalSpy finished(&courier, &AlertCourier::finished);
    courier.deliver();
    QVERIFY(finished.wait(20'000));
    QCOMPARE(finished[0], (QVariantList{0, 1}));
    const AlertWebhook waiting = valueOf(m_store->webhooks()).constFirst();
    QCOMPARE(waiting.waiting, 1);
    QCOMPARE(waiting.problem, u"The receiver answered 503."_s);
    receiver.status = 200;
    one(*m_sql, u"update promptuary.alert_deliveries set due_at = now()"_s);
    courier.deliver();
    QVERIFY(finished.wait(20'000));
    QCOMPARE(finished[1], (QVariantList{1, 0}));
    QVERIFY(m_store->removeWebhook(webhook).result().has_value());
    QVERIFY(valueOf(m_store->webhooks()).isEmpty());
}

// A rule that cannot be judged must not keep figures from being rolled up.
void AlertStoreTest::rollUpJudges()
{
    one(*m_sql, u"alter table promptuary.alert_events add constraint broken check (false) not valid"_s);
    std::ignore =
        valueOf(m_store->saveRule({.name = u"Half"_s, .comparedTo = AlertComparison::Fixed, .threshold = 0.5}));
    fail(1);
    QCOMPARE(one(*m_sql, u"select promptuary.roll_up_executions()"_s), u"100"_s);
    QVERIFY(valueOf(m_store->events(10)).isEmpty());
    one(*m_sql, u"alter table promptuary.alert_events drop constraint broken"_s);
    one(*m_sql, u"select promptuary.roll_up_executions()"_s); // nothing was judged yet, so it is now
    QCOMPARE(valueOf(m_store->events(10)).size(), 1);
}

QTEST_GUILESS_MAIN(AlertStoreTest)
#include "tst_alertstore.moc"
