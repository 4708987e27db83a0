// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/servedtimes.h"

#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// What served when, and what each change did, from given data: activations cannot be dated back in a database.
class ServedTimesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesFollowTheLog();
    void firstVersionIsKnownFromTheChange();
    void nothingServesAfterADeactivation();
    void onlyOfOneTemplateInOneEnvironment();
    void beforeAndAfter();
    void dayOfTheChangeIsToldApartByVersion();
    void dayServedTwiceIsLeftOut();
    void fewAreNotCompared();
    void changesBetweenTheChosenVersions();
    void sumsAdd();
    void chartsHaveBands();
};

namespace
{

QDateTime day(int number, int hour = 0)
{
    return {QDate(2026, 11, number), QTime(hour, 0), QTimeZone::UTC};
}

Activation activation(const QDateTime &at, int previous, int active, const QString &kind = u"activate"_s)
{
    static qint64 id = 0;
    Activation made;
    made.id = ActivationId{++id};
    made.environment = u"production"_s;
    made.kind = kind;
    made.previous = previous;
    made.active = active;
    made.actor = u"ada"_s;
    made.at = at;
    return made;
}

/// One version on one day.
Metrics ran(int number, int version, qint64 executions, qint64 successes, double cost = 0.01)
{
    const auto n = double(executions);
    return {.startsAt = day(number),
            .templateId = TemplateId{1},
            .version = version,
            .executions = executions,
            .successes = successes,
            .priced = executions,
            .costUsd = n * cost,
            .costSquares = n * cost * cost * 1.02};
}

DashboardData tenDays()
{
    DashboardData data;
    data.filter.templateId = TemplateId{1};
    data.filter.environment = u"production"_s;
    data.period = {.since = day(1), .until = day(10, 12), .step = MetricQuery::Step::Day};
    return data;
}

QList<int> versionsOf(const QList<ServedTime> &times)
{
    QList<int> versions;
    for (const ServedTime &time : times)
        versions << time.version;
    return versions;
}

} // namespace

void ServedTimesTest::timesFollowTheLog()
{
    const DashboardContext context{.activations = {activation(day(8, 6), 3, 2, u"rollback"_s),
                                                   activation(day(4, 18), 2, 3), activation(day(-20), 0, 2)}};
    const auto times = servedTimes(tenDays(), context);
    QCOMPARE(versionsOf(times), (QList<int>{2, 3, 2}));
    QCOMPARE(times.at(0).from, day(1));
    QVERIFY(!times.at(0).began);
    QCOMPARE(times.at(1).from, day(4, 18));
    QCOMPARE(times.at(1).to, day(8, 6));
    QCOMPARE(times.at(2).to, day(10, 12));
    QCOMPARE(times.at(2).began->kind, u"rollback"_s);
}

void ServedTimesTest::firstVersionIsKnownFromTheChange()
{
    QCOMPARE(versionsOf(servedTimes(tenDays(), {.activations = {activation(day(4), 7, 8)}})), (QList<int>{7, 8}));
    QVERIFY(servedTimes(tenDays(), {}).isEmpty());
    QCOMPARE(versionsOf(servedTimes(tenDays(), {.activations = {activation(day(-3), 0, 4)}})), (QList<int>{4}));
}

void ServedTimesTest::nothingServesAfterADeactivation()
{
    const DashboardContext context{.activations = {activation(day(5), 4, 0, u"deactivate"_s)}};
    QCOMPARE(versionsOf(servedTimes(tenDays(), context)), (QList<int>{4, 0}));
    QCOMPARE(activationText(context.activations.constFirst()), u"v4 deactivated"_s);
    const auto impacts = changeImpacts(tenDays(), context);
    QCOMPARE(impacts.size(), 1);
    QVERIFY(!impacts.at(0).measures.at(0).compared);
}

void ServedTimesTest::onlyOfOneTemplateInOneEnvironment()
{
    const DashboardContext context{.activations = {activation(day(4), 7, 8)}};
    DashboardData data = tenDays();
    data.filter.environment = u"staging"_s;
    QVERIFY(servedTimes(data, context).isEmpty());
    data.filter.environment.clear();
    QVERIFY(servedTimes(data, context).isEmpty());
    data = tenDays();
    data.filter.templateId = {};
    QVERIFY(servedTimes(data, context).isEmpty());
}

void ServedTimesTest::beforeAndAfter()
{
    DashboardData data = tenDays();
    data.layers = {ran(2, 2, 5000, 4800, 0.010), ran(3, 2, 5000, 4800, 0.010), ran(6, 3, 5000, 4950, 0.010),
                   ran(7, 3, 5000, 4950, 0.010)};
    const auto impacts = changeImpacts(data, {.activations = {activation(day(5), 2, 3)}});
    QCOMPARE(impacts.size(), 1);
    QCOMPARE(impacts.at(0).before, 10000);
    QCOMPARE(impacts.at(0).after, 10000);
    QCOMPARE(impacts.at(0).measures.size(), impactMeasures().size());
    const ComparedFigure &success = impacts.at(0).measures.at(0);
    QVERIFY(success.real);
    QCOMPARE(success.tone, Verdict::Good);
    QVERIFY2(success.value.startsWith(u"+3.0"), qPrintable(success.value));
    const ComparedFigure &cost = impacts.at(0).measures.at(1);
    QVERIFY(cost.compared && !cost.real);
    QVERIFY(!impacts.at(0).measures.at(3).compared); // no confidence was reported
}

/// Executions of the day of the change that the old version made are before it, those of the new one after it; a
/// version that an agent had pinned is in neither.
void ServedTimesTest::dayOfTheChangeIsToldApartByVersion()
{
    DashboardData data = tenDays();
    data.layers = {ran(5, 2, 700, 690), ran(5, 3, 300, 290), ran(7, 1, 55, 55), ran(8, 2, 40, 1)};
    const auto impacts = changeImpacts(data, {.activations = {activation(day(5, 14), 2, 3)}});
    QCOMPARE(impacts.at(0).before, 700); // not the forty of v2 after it
    QCOMPARE(impacts.at(0).after, 300);
}

void ServedTimesTest::dayServedTwiceIsLeftOut()
{
    DashboardData data = tenDays();
    data.layers = {ran(3, 2, 100, 100), ran(5, 2, 80, 10), ran(5, 3, 30, 30), ran(6, 2, 60, 60)};
    const auto impacts = changeImpacts(
        data, {.activations = {activation(day(5, 16), 3, 2, u"rollback"_s), activation(day(5, 10), 2, 3)}});
    QCOMPARE(impacts.size(), 2);
    QCOMPARE(impacts.at(0).activation.kind, u"rollback"_s); // the newest first
    QCOMPARE(impacts.at(0).before, 30);
    QCOMPARE(impacts.at(0).after, 60);
    QCOMPARE(impacts.at(1).before, 100);
    QCOMPARE(impacts.at(1).after, 30);
}

void ServedTimesTest::fewAreNotCompared()
{
    DashboardData data = tenDays();
    data.layers = {ran(3, 2, 100, 100)};
    const auto impacts = changeImpacts(data, {.activations = {activation(day(5), 2, 3)}});
    QCOMPARE(impacts.at(0).after, 0);
    for (const ComparedFigure &figure : impacts.at(0).measures)
        QVERIFY(!figure.compared && figure.difference.contains(u"too few"));
}

void ServedTimesTest::changesBetweenTheChosenVersions()
{
    DashboardData data = tenDays();
    const DashboardContext context{.activations = {activation(day(8), 3, 4), activation(day(5), 2, 3)}};
    QCOMPARE(changeImpacts(data, context).size(), 2);
    data.filter.versions = {2, 3};
    const auto impacts = changeImpacts(data, context);
    QCOMPARE(impacts.size(), 1);
    QCOMPARE(impacts.at(0).activation.active, 3);
    data.filter.versions = {4};
    QVERIFY(changeImpacts(data, context).isEmpty());
    QCOMPARE(versionsOf(servedTimes(data, context)), (QList<int>{2, 3, 4})); // what served is told all the same
}

void ServedTimesTest::sumsAdd()
{
    Metrics sum = ran(1, 1, 10, 9);
    sum.latencyP95 = 4.0;
    Metrics other = ran(2, 1, 20, 15);
    other.violations = 3;
    other.confidence = 0.5;
    sum += other;
    QCOMPARE(sum.executions, 30);
    QCOMPARE(sum.successes, 24);
    QCOMPARE(sum.violations, 3);
    QCOMPARE(sum.confidence, 0.5);
    QVERIFY(!sum.latencyP95); // a percentile of two is not that of either
    QCOMPARE(sum.version, 1);
}

void ServedTimesTest::chartsHaveBands()
{
    const DashboardContext context{.activations = {activation(day(5), 2, 0, u"deactivate"_s)}};
    const ChartData chart = latencyChart(tenDays(), context);
    QCOMPARE(chart.bands.size(), 2);
    QCOMPARE(chart.bands.at(0).label, u"v2"_s);
    QCOMPARE(chart.bands.at(1).label, QString());
    QCOMPARE(chart.marks.constFirst().at, day(5));
}

QTEST_GUILESS_MAIN(ServedTimesTest)
#include "tst_servedtimes.moc"
