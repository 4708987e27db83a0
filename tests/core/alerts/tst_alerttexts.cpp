// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alertcourier.h"
#include "core/alerts/alerttexts.h"
#include "core/alerts/alertwatch.h"

#include <QSet>
#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// How alerts read, which of them are news, and how they are signed.
class AlertTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data();
    void rules();
    void keysAreTheDatabases();
    void whatFired();
    void whatBecameOfIt();
    void rulesOfAnIncident();
    void quietHasItsReason();
    void rollBackIsOfferedForADay();
    void newsComesOnce();
    void incidentIsNewsOnce();
    void snoozedIsNewsWhenItWakes();
    void signature();
    void webhooksInWords();
};

namespace
{

const QDateTime noon(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);

QString plain(QString text)
{
    return text.replace(QChar(0x202F), u' ');
}

AlertEvent failing(qint64 id = 1)
{
    return {.id = id,
            .incident = id,
            .rule = {.name = u"Success rate fell"_s, .metric = AlertMetric::SuccessRate},
            .version = 4,
            .firedAt = noon,
            .windowFrom = noon.addSecs(-7200),
            .value = 0.8,
            .sample = 120,
            .baseline = 0.94,
            .baselineSample = 10240,
            .limit = 0.893,
            .lastValue = 0.82,
            .lastSample = 130,
            .judgedAt = noon.addSecs(120),
            .activatedAt = noon.addSecs(-9000),
            .versionBefore = 3};
}

} // namespace

void AlertTextsTest::rules_data()
{
    QTest::addColumn<AlertRule>("rule");
    QTest::addColumn<QString>("text");
    QTest::newRow("floor") << AlertRule{} << u"Success rate over 2 hours below 0.95 × that of the last 14 days"_s;
    QTest::newRow("ceiling") << AlertRule{.metric = AlertMetric::CostPerExecution,
                                          .comparedTo = AlertComparison::VersionBefore,
                                          .threshold = 0.25,
                                          .windowHours = 24}
                             << u"Cost per execution over a day more than 25 % above the version before"_s;
    QTest::newRow("ceiling of a rate") << AlertRule{.metric = AlertMetric::ReviewRate,
                                                    .comparedTo = AlertComparison::VersionBefore,
                                                    .threshold = 0.255,
                                                    .windowHours = 1}
                                       << u"Manual review rate over an hour above 1.255 × that of the version before"_s;
    QTest::newRow("fixed floor") << AlertRule{.comparedTo = AlertComparison::Fixed, .threshold = 0.9, .windowHours = 1}
                                 << u"Success rate below 90.0 % over an hour"_s;
    QTest::newRow("fixed ceiling") << AlertRule{.metric = AlertMetric::LatencyP95,
                                                .comparedTo = AlertComparison::Fixed,
                                                .threshold = 4000,
                                                .windowHours = 72}
                                   << u"Latency p95 above 4.00 s over 3 days"_s;
    QTest::newRow("volume") << AlertRule{.metric = AlertMetric::Volume,
                                         .threshold = 0.8,
                                         .windowHours = 24,
                                         .baselineDays = 1}
                            << u"Executions over a day more than 80 % below the same hours a week before"_s;
    QTest::newRow("volume of weeks")
        << AlertRule{.metric = AlertMetric::Volume, .threshold = 0.8, .windowHours = 24, .baselineDays = 20}
        << u"Executions over a day more than 80 % below the same hours of each of the last 2 weeks"_s;
    QTest::newRow("volume of a month")
        << AlertRule{.metric = AlertMetric::Volume, .threshold = 0.8, .windowHours = 720, .baselineDays = 90}
        << u"Executions over 30 days more than 80 % below the same hours 5 to 10 weeks before"_s;
}

void AlertTextsTest::rules()
{
    QFETCH(const AlertRule, rule);
    QTEST(plain(ruleText(rule)), "text");
}

void AlertTextsTest::keysAreTheDatabases()
{
    for (const AlertMetric metric : alertMetrics)
        QCOMPARE(alertMetricOf(keyOf(metric)), metric);
    for (const AlertComparison comparison : alertComparisons)
        QCOMPARE(alertComparisonOf(keyOf(comparison)), comparison);
    for (const AlertSeverity severity : alertSeverities)
        QCOMPARE(alertSeverityOf(keyOf(severity)), severity);
    QCOMPARE(keyOf(AlertComparison::VersionBefore), u"version_before"_s);
}

void AlertTextsTest::whatFired()
{
    AlertEvent event = failing();
    QCOMPARE(plain(headlineOf(event)), u"Success rate 80.0 %, at least 89.3 % expected"_s);
    const QString evidence = plain(evidenceOf(event));
    QVERIFY2(evidence.startsWith(u"80.0 % of 120 executions in the hours from "), qPrintable(evidence));
    QVERIFY2(evidence.endsWith(u"In the last 14 days before, it was 94.0 % of 10,240 executions."),
             qPrintable(evidence));
    event.rule.comparedTo = AlertComparison::VersionBefore;
    QVERIFY(plain(evidenceOf(event)).endsWith(u"The version before had 94.0 % of 10,240 executions."));
    event.rule = {.metric = AlertMetric::Volume, .comparedTo = AlertComparison::Fixed};
    event.value = 3;
    event.limit = 50;
    event.baseline.reset();
    QCOMPARE(headlineOf(event), u"Executions 3, at least 50 expected"_s);
    QVERIFY(evidenceOf(event).startsWith(u"3 executions in the hours from "));
    event.value = 1;
    event.rule.comparedTo = AlertComparison::Baseline;
    event.baseline = 200;
    QVERIFY(evidenceOf(event).startsWith(u"1 execution in the hours from "));
    QVERIFY(evidenceOf(event).endsWith(u" The same hours of the weeks before had at least 200 executions."));
}

void AlertTextsTest::whatBecameOfIt()
{
    AlertEvent event = failing();
    QCOMPARE(plain(stateOf(event, noon.addSecs(180))), u"Judged 1 min ago: 82.0 % of 130 executions."_s);
    event.resolvedAt = noon.addSecs(3600);
    event.resolution = u"recovered"_s;
    QCOMPARE(plain(stateOf(event, noon.addSecs(7200))), u"Recovered 1 h ago, with 82.0 % of 130 executions."_s);
    event.resolution = u"replaced"_s;
    QCOMPARE(stateOf(event, noon.addSecs(7200)), u"Over 1 h ago, when the version was replaced."_s);
    event.resolution = u"too_few_executions"_s;
    QVERIFY(stateOf(event, noon.addSecs(7200)).startsWith(u"Over 1 h ago: since "));
    QVERIFY(stateOf(event, noon.addSecs(7200)).endsWith(u" too few executions came to judge it."));
    QSet<QString> texts;
    for (const auto *resolution :
         {u"deactivated", u"archived", u"moved", u"rule_disabled", u"rule_removed", u"rule_changed"}) {
        event.resolution = QString::fromUtf16(resolution);
        texts << stateOf(event, noon.addSecs(7200));
        QVERIFY(stateOf(event, noon.addSecs(7200)).startsWith(u"Over 1 h ago, when the "));
    }
    QCOMPARE(texts.size(), 6);
    QVERIFY(texts.contains(u"Over 1 h ago, when the rule was changed."_s));
}

void AlertTextsTest::rulesOfAnIncident()
{
    AlertEvent event = failing();
    QCOMPARE(rulesOf(event), u"Success rate fell"_s);
    event.rules = {u"Success rate fell"_s};
    QCOMPARE(rulesOf(event), u"Success rate fell"_s);
    event.rules << u"Floor"_s;
    QCOMPARE(rulesOf(event), u"Success rate fell and 1 more rule"_s);
    event.rules << u"The new version succeeds less"_s;
    QCOMPARE(rulesOf(event), u"Success rate fell and 2 more rules"_s);
}

void AlertTextsTest::quietHasItsReason()
{
    AlertJudgement judgement;
    QCOMPARE(quietText(judgement, noon), u"Nothing is judged: no rule is switched on."_s);
    judgement = {.rules = 9, .leastSample = 50};
    QVERIFY(quietText(judgement, noon).startsWith(u"Nothing has been judged yet: no execution was recorded.\n"));
    QVERIFY(quietText(judgement, noon).contains(u"within a minute after agents record some"));
    QVERIFY(quietText(judgement, noon).contains(u"at least 50 executions"));
    judgement.at = noon; // the rules were looked at, and there was nothing to say
    QVERIFY(quietText(judgement, noon).startsWith(u"Nothing has been judged yet: no execution was recorded.\n"));
    judgement = {.recorded = true, .rules = 1, .leastSample = 1};
    QVERIFY(quietText(judgement, noon).startsWith(u"Nothing has been judged yet.\nRules are judged within a minute."));
    QVERIFY(quietText(judgement, noon).contains(u"an execution in its window"));
    judgement.at = noon;
    QVERIFY(quietText(judgement, noon.addSecs(60)).startsWith(u"Nothing can be judged: "));
    QVERIFY(quietText(judgement, noon.addSecs(60)).contains(u"judged 1 min ago"));
    judgement.verdicts = 4;
    QVERIFY(quietText(judgement, noon.addSecs(60)).startsWith(u"All is well: "));
}

void AlertTextsTest::rollBackIsOfferedForADay()
{
    AlertEvent event = failing();
    QVERIFY(event.offersRollBack(noon));
    QVERIFY(!event.offersRollBack(noon.addDays(1)));
    event.versionBefore = 0; // nothing to go back to
    QVERIFY(!event.offersRollBack(noon));
    event = failing();
    event.activatedAt = {}; // it serves no more
    QVERIFY(!event.offersRollBack(noon));
    event = failing();
    event.resolvedAt = noon;
    QVERIFY(!event.offersRollBack(noon));
}

void AlertTextsTest::newsComesOnce()
{
    AlertWatch watch;
    QVERIFY(watch.news({failing(1)}, noon).isEmpty()); // it was there before anyone watched
    QCOMPARE(watch.news({failing(2), failing(1)}, noon), QList{failing(2)});
    QVERIFY(watch.news({failing(2), failing(1)}, noon).isEmpty());
    AlertEvent over = failing(3);
    over.resolvedAt = noon;
    QVERIFY(watch.news({over}, noon).isEmpty());
}

void AlertTextsTest::incidentIsNewsOnce()
{
    AlertWatch watch;
    QVERIFY(watch.news({}, noon).isEmpty());
    AlertEvent first = failing(1);
    first.rule.severity = AlertSeverity::Warning;
    QCOMPARE(watch.news({first}, noon), QList{first});
    first.rules = {u"Success rate fell"_s, u"Floor"_s}; // another rule joins
    QVERIFY(watch.news({first}, noon).isEmpty());
    AlertEvent worse = failing(2);
    worse.incident = 1;
    worse.rule.severity = AlertSeverity::Critical;
    QCOMPARE(watch.news({worse}, noon), QList{worse}); // a more severe one
    QVERIFY(watch.news({first}, noon).isEmpty());
    QVERIFY(watch.news({worse}, noon).isEmpty()); // which was told already
    AlertEvent silent = failing(3);
    silent.notifiesDesktop = false;
    QCOMPARE(watch.news({silent}, noon), QList{silent});
    silent.notifiesDesktop = true; // a rule joins that does
    QCOMPARE(watch.news({silent}, noon), QList{silent});
}

void AlertTextsTest::snoozedIsNewsWhenItWakes()
{
    AlertWatch watch;
    QVERIFY(watch.news({}, noon).isEmpty());
    AlertEvent event = failing();
    event.snoozedUntil = noon.addSecs(600);
    QVERIFY(watch.news({event}, noon).isEmpty());
    QVERIFY(watch.news({event}, noon.addSecs(599)).isEmpty());
    QCOMPARE(watch.news({event}, noon.addSecs(600)), QList{event});
    QVERIFY(watch.news({event}, noon.addSecs(601)).isEmpty());
}

// The expected value is from Python's hmac module.
void AlertTextsTest::signature()
{
    const AlertDelivery delivery{.eventId = 17,
                                 .kind = u"fired"_s,
                                 .url = {},
                                 .secret = u"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8G"_s,
                                 .body = R"({"type":"alert.fired"})"};
    QCOMPARE(webhookId(delivery), "alert-17-fired"_ba);
    QCOMPARE(webhookSignature(delivery, 1614265330), "v1,WemQH5UlgA6OL/3c2Nvg/p1x+VlM0QZzOPigRQwRxNg="_ba);
}

void AlertTextsTest::webhooksInWords()
{
    const QDateTime now(QDate(2026, 11, 21), QTime(12, 0));
    AlertWebhook webhook{.name = u"ops"_s};
    QCOMPARE(lastDeliveryOf(webhook, now), u"Never told anything"_s);
    webhook.triedAt = now.addSecs(-300);
    QCOMPARE(lastDeliveryOf(webhook, now), u"Taken 5 min ago"_s);
    webhook.problem = u"The receiver answered 503."_s;
    QCOMPARE(lastDeliveryOf(webhook, now), u"Failed 5 min ago: The receiver answered 503."_s);
    QCOMPARE(removalOf(webhook), u"Remove “ops”? No rule uses it."_s);
    webhook.rules = {u"Half"_s};
    webhook.waiting = 1;
    QCOMPARE(removalOf(webhook),
             u"Remove “ops”? The rule “Half” uses it and will tell nobody this way any more. What waits "
             "to be delivered is dropped."_s);
    webhook.rules << u"Slow"_s;
    webhook.waiting = 3;
    QCOMPARE(removalOf(webhook),
             u"Remove “ops”? 2 rules use it and will tell nobody this way any more: “Half”, “Slow”. 3 "
             "deliveries that wait are dropped."_s);
}

QTEST_GUILESS_MAIN(AlertTextsTest)
#include "tst_alerttexts.moc"
