// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alertcourier.h"
#include "core/database/database.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"
#include "tests/support/webhookreceiver.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

const QString secret = QString::fromLatin1(QByteArray(32, 'k').toBase64());

/// Waits for the end of a delivery, which may come before deliver() returns.
bool delivered(AlertCourier &courier, const QSignalSpy &finished)
{
    const qsizetype before = finished.count();
    courier.deliver();
    return QTest::qWaitFor([&] { return finished.count() > before; }, 20'000);
}

} // namespace

/// Rules, alerts and webhooks in a PostgreSQL of the test's own.
class AlertStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void rulesOfAFreshDatabase();
    void ruleIsKeptAsItWasSaved();
    void switchedRuleKeepsWhatOthersChanged();
    void wrongRuleNamesItsFault();
    void ruleTriedBeforeItIsKept();
    void alertWithWhatServes();
    void twoRulesAreOneIncident();
    void judgementIsKnown();
    void acknowledgedAndSnoozed();
    void webhookIsTold();
    void webhookThatRefusesIsTriedAgain();
    void webhookIsChangedByItsId();
    void webhookIsTried();
    void secretsAreNew();
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

void AlertStoreTest::switchedRuleKeepsWhatOthersChanged()
{
    const qint64 id = valueOf(m_store->saveRule({.name = u"Mine"_s, .threshold = 0.05}));
    one(*m_sql,
        u"select promptuary.set_alert_rule('{\"id\": %1, \"threshold\": 0.2, \"severity\": \"info\"}')"_s.arg(id));
    QVERIFY(m_store->switchRule(id, false).result().has_value());
    const QString kept =
        u"select concat_ws(' ', enabled, threshold, severity) from promptuary.alert_rules where id = %1"_s;
    QCOMPARE(one(*m_sql, kept.arg(id)), u"f 0.2 info"_s);
    QVERIFY(m_store->switchRule(id, true).result().has_value());
    QCOMPARE(one(*m_sql, kept.arg(id)), u"t 0.2 info"_s);
    QCOMPARE(m_store->switchRule(99'999'999, true).result().error().kind, ErrorKind::NotFound);
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

void AlertStoreTest::twoRulesAreOneIncident()
{
    std::ignore = valueOf(m_store->saveRule({.name = u"Half"_s,
                                             .comparedTo = AlertComparison::Fixed,
                                             .threshold = 0.5,
                                             .severity = AlertSeverity::Info,
                                             .notifyDesktop = false}));
    AlertRule most{.name = u"Most"_s, .comparedTo = AlertComparison::Fixed, .threshold = 0.8};
    most.id = valueOf(m_store->saveRule(most));
    fail(1);
    one(*m_sql, u"select promptuary.roll_up_executions()"_s);
    QCOMPARE(one(*m_sql, u"select count(*) from promptuary.alert_events"_s), u"2"_s);
    AlertEvent event = valueOf(m_store->events(10)).value(0);
    QCOMPARE(valueOf(m_store->events(10)).size(), 1);
    QCOMPARE(event.rule.name, u"Most"_s); // the more severe one
    QCOMPARE(event.rules, (QStringList{u"Most"_s, u"Half"_s}));
    QVERIFY(event.notifiesDesktop);
    QVERIFY(m_store->acknowledge(event.id, u"Known"_s).result().has_value());
    QVERIFY(m_store->removeRule(most.id).result().has_value());
    const qint64 incident = event.incident;
    event = valueOf(m_store->events(10)).value(0);
    QVERIFY(event.isOpen()); // the other rule is not content
    QCOMPARE(event.incident, incident);
    QCOMPARE(event.rules, QStringList{u"Half"_s});
    QVERIFY(!event.notifiesDesktop);
    QCOMPARE(event.acknowledgement, u"Known"_s);
    QVERIFY(m_store->removeRule(event.rule.id).result().has_value());
    event = valueOf(m_store->events(10)).value(0);
    QCOMPARE(event.resolution, u"rule_removed"_s);
    QCOMPARE(event.rules.size(), 2);
    QVERIFY(valueOf(m_store->events(0)).isEmpty());
}

void AlertStoreTest::judgementIsKnown()
{
    AlertJudgement judgement = valueOf(m_store->overview(10)).judgement;
    QCOMPARE(judgement, (AlertJudgement{.rules = 9, .leastSample = 50}));
    fail(1);
    QVERIFY(valueOf(m_store->overview(10)).judgement.recorded); // before it is rolled up
    std::ignore = valueOf(m_store->saveRule(
        {.name = u"Never"_s, .comparedTo = AlertComparison::Fixed, .threshold = 0, .minimumSample = 20}));
    one(*m_sql, u"select promptuary.roll_up_executions()"_s);
    judgement = valueOf(m_store->overview(10)).judgement;
    QCOMPARE(judgement.verdicts, 1);
    QCOMPARE(judgement.leastSample, 20);
    QVERIFY(qAbs(judgement.at.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QVERIFY(valueOf(m_store->overview(10)).events.isEmpty());
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
    QVERIFY(delivered(courier, finished));
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

    QVERIFY(delivered(courier, finished));
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
    QVERIFY(delivered(courier, finished));
    QCOMPARE(finished[0], (QVariantList{0, 1}));
    const AlertWebhook waiting = valueOf(m_store->webhooks()).constFirst();
    QCOMPARE(waiting.waiting, 1);
    QCOMPARE(waiting.problem, u"The receiver answered 503."_s);
    receiver.status = 200;
    one(*m_sql, u"update promptuary.alert_deliveries set due_at = now()"_s);
    QVERIFY(delivered(courier, finished));
    QCOMPARE(finished[1], (QVariantList{1, 0}));
    QVERIFY(m_store->removeWebhook(webhook).result().has_value());
    QVERIFY(valueOf(m_store->webhooks()).isEmpty());
}

void AlertStoreTest::webhookIsChangedByItsId()
{
    AlertWebhook webhook{.name = u"ops"_s, .url = u"https://example.org/hook"_s};
    webhook.id = valueOf(m_store->saveWebhook(webhook, secret));
    std::ignore = valueOf(m_store->saveRule({.name = u"Half"_s, .webhookId = webhook.id}));
    webhook.name = u"pager"_s;
    QCOMPARE(valueOf(m_store->saveWebhook(webhook, {})), webhook.id);
    webhook.rules = {u"Half"_s};
    QCOMPARE(valueOf(m_store->webhooks()), QList{webhook});
    const auto refused = [this](const AlertWebhook &wanted, const QString &with) {
        const Error error = errorOf(m_store->saveWebhook(wanted, with));
        return error.kind == ErrorKind::Invalid && !error.remedy.isEmpty() ? error.place : error.toString();
    };
    QCOMPARE(refused({.name = u"pager"_s, .url = webhook.url}, secret), u"name"_s);
    QCOMPARE(refused({.name = u" "_s, .url = webhook.url}, secret), u"name"_s);
    QCOMPARE(refused({.name = u"x"_s, .url = u"example.org"_s}, secret), u"url"_s);
    QCOMPARE(refused({.name = u"x"_s, .url = webhook.url}, u"short"_s), u"secret"_s);
    QCOMPARE(refused({.name = u"x"_s, .url = webhook.url}, {}), u"secret"_s);
}

void AlertStoreTest::webhookIsTried()
{
    Receiver receiver;
    const AlertWebhook webhook{.name = u"ops"_s, .url = receiver.url()};
    const qint64 id = valueOf(m_store->saveWebhook(webhook, secret));
    const qint64 delivery = valueOf(m_store->testWebhook(id));
    QVERIFY(valueOf(m_store->outcomeOf(delivery)) == DeliveryOutcome());
    AlertCourier courier(*m_store);
    QSignalSpy finished(&courier, &AlertCourier::finished);
    QVERIFY(delivered(courier, finished));
    QCOMPARE(QJsonDocument::fromJson(receiver.body)[u"type"].toString(), u"alert.test"_s);
    const AlertDelivery sent{
        .eventId = delivery, .kind = u"test"_s, .url = {}, .secret = secret, .body = receiver.body};
    QCOMPARE(receiver.header("webhook-id"), webhookId(sent));
    QCOMPARE(receiver.header("webhook-signature"),
             webhookSignature(sent, receiver.header("webhook-timestamp").toLongLong()));
    QVERIFY(valueOf(m_store->outcomeOf(delivery)) == DeliveryOutcome{.tried = true});
    AlertWebhook read = valueOf(m_store->webhooks()).constFirst();
    QVERIFY(read.triedAt.isValid() && read.deliveredAt.isValid() && read.problem.isEmpty());

    receiver.status = 410;
    const qint64 again = valueOf(m_store->testWebhook(id));
    QVERIFY(again != delivery);
    QCOMPARE(errorOf(m_store->outcomeOf(delivery)).kind, ErrorKind::NotFound); // it was forgotten
    QVERIFY(delivered(courier, finished));
    QCOMPARE(valueOf(m_store->outcomeOf(again)).problem, u"The receiver answered 410."_s);
    read = valueOf(m_store->webhooks()).constFirst();
    QCOMPARE(read.problem, u"The receiver answered 410."_s);
    QCOMPARE(read.waiting, 0); // a test is not tried again
    QCOMPARE(errorOf(m_store->testWebhook(id + 1)).kind, ErrorKind::NotFound);
}

void AlertStoreTest::secretsAreNew()
{
    const QString made = newWebhookSecret();
    QVERIFY(made.startsWith(u"whsec_"));
    QCOMPARE(QByteArray::fromBase64(made.sliced(6).toLatin1()).size(), 32);
    QVERIFY(made != newWebhookSecret());
    QVERIFY(valueOf(m_store->saveWebhook({.name = u"ops"_s, .url = u"https://example.org"_s}, made)) > 0);
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
