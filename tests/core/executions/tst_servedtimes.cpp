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
    void howOftenItRunsIsOfTheTimeItServes();
    void bothSidesAreEquallyLong();
    void timesDoNotDependOnTheRange();
    void shortTimesAreExact();
    void longTimesEndAtWholeHours();
    void oldTimesAreToldApartByPoints();
    void versionsThatCannotBeToldApart();
    void beforeAndAfter();
    void fewAreNotCompared();
    void whatIsMissingIsSaid();
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

/// As of noon of the tenth; figures by the hour go back ninety days, executions themselves thirty.
QList<ChangeTimes> changesIn(const DashboardData &data, const QList<Activation> &activations,
                             const QDateTime &now = day(10, 12))
{
    return changeTimes(data.filter, data.period, activations, now, {});
}

/// A change with so many executions before and after it.
DashboardData measured(const Metrics &before, const Metrics &after)
{
    DashboardData data = tenDays();
    data.changes.figures = {{.times = {.activation = activation(day(5), before.version, after.version),
                                       .seconds = 4 * 24 * 3600,
                                       .before = {.since = day(1), .until = day(5)},
                                       .after = {.since = day(5), .until = day(9)}},
                             .before = before,
                             .after = after}};
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
}

void ServedTimesTest::howOftenItRunsIsOfTheTimeItServes()
{
    const QString place = u"production"_s;
    const auto served = [&place](const QList<Activation> &log) { return recentlyServed(log, place, day(20)); };
    QVERIFY(served({}).isEmpty());
    QCOMPARE(executionsADay(100, {}), 0);
    // From the first one on; a change of what serves is no gap.
    const QList<Activation> young{activation(day(18), 1, 2), activation(day(16), 0, 1)};
    QCOMPARE(served(young), (QList<MeasuredTime>{{day(16), day(20)}}));
    QCOMPARE(executionsADay(100, served(young)), 25);
    // Of five days nothing served.
    const QList<Activation> paused{activation(day(19), 0, 1), activation(day(14), 1, 0, u"deactivate"_s),
                                   activation(day(1), 0, 1)};
    QCOMPARE(served(paused), (QList<MeasuredTime>{{day(19), day(20)}, {day(13), day(14)}}));
    QCOMPARE(executionsADay(100, served(paused)), 50);
    // What the log begins with tells what served before it.
    QCOMPARE(served({activation(day(19), 1, 2)}), (QList<MeasuredTime>{{day(13), day(20)}}));
    QCOMPARE(served({activation(day(14), 3, 0, u"deactivate"_s)}), (QList<MeasuredTime>{{day(13), day(14)}}));
    Activation elsewhere = activation(day(14), 0, 1);
    elsewhere.environment = u"staging"_s;
    QVERIFY(served({elsewhere}).isEmpty());
    // An hour is no measure of a day.
    QCOMPARE(executionsADay(100, {{day(20), day(20, 1)}}), 0);
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
    QVERIFY(changesIn(data, context.activations).isEmpty());
}

/// Up to the neighbouring change on either side, or up to now.
void ServedTimesTest::bothSidesAreEquallyLong()
{
    const auto changes =
        changesIn(tenDays(), {activation(day(10), 3, 4), activation(day(7), 2, 3), activation(day(3), 1, 2)});
    QCOMPARE(changes.size(), 3);
    QCOMPARE(changes.at(0).activation.active, 4); // the newest first
    QCOMPARE(changes.at(0).seconds, 12 * 3600);
    QCOMPARE(changes.at(0).before, (MeasuredTime{day(9, 12), day(10)}));
    QCOMPARE(changes.at(0).after, (MeasuredTime{day(10), day(10, 12)}));
    QCOMPARE(changes.at(1).seconds, 3 * 24 * 3600); // v3 served three days, v2 four before it
    QCOMPARE(changes.at(1).before, (MeasuredTime{day(4), day(7)}));
    QCOMPARE(changes.at(1).after, (MeasuredTime{day(7), day(10)}));
    QCOMPARE(changes.at(2).seconds, 4 * 24 * 3600);
    QCOMPARE(changes.at(2).before.since, day(3).addDays(-4)); // before the dashboard begins
    const auto old = changesIn(tenDays(), {activation(day(1), 1, 2)}, day(1).addDays(80));
    QCOMPARE(old.at(0).seconds, 28 * 24 * 3600);
}

void ServedTimesTest::timesDoNotDependOnTheRange()
{
    const QList<Activation> log{activation(day(10, 3), 2, 3), activation(day(2), 1, 2)};
    DashboardData data = tenDays();
    const ChangeTimes ofDays = changesIn(data, log).constFirst();
    for (const MetricPeriod &period : {MetricPeriod{day(9, 13), day(10, 12), MetricQuery::Step::Hour},
                                       MetricPeriod{day(10, 3), day(10, 12), MetricQuery::Step::Minute},
                                       MetricPeriod{day(10).addDays(-89), day(10, 12), MetricQuery::Step::Day},
                                       MetricPeriod{day(10).addYears(-2), day(10, 12), MetricQuery::Step::Month}}) {
        data.period = period;
        QCOMPARE(changesIn(data, log).constFirst(), ofDays);
    }
    QCOMPARE(ofDays.seconds, 9 * 3600);
    data.period = {.since = day(10, 4), .until = day(10, 12), .step = MetricQuery::Step::Hour};
    QVERIFY(changesIn(data, log).isEmpty()); // only those that lie in it
}

void ServedTimesTest::shortTimesAreExact()
{
    const QDateTime at = day(10, 11).addSecs(600);
    const auto changes = changesIn(tenDays(), {activation(at.addSecs(65), 3, 2, u"rollback"_s), activation(at, 2, 3)});
    QVERIFY(changes.at(0).exact && changes.at(1).exact);
    QCOMPARE(changes.at(1).before, (MeasuredTime{at.addSecs(-65), at}));
    QCOMPARE(changes.at(1).after, (MeasuredTime{at, at.addSecs(65)}));
    QCOMPARE(changes.at(0).before, changes.at(1).after);
}

/// The hour of the change belongs to both: versions tell its executions apart. The outer hours are whole.
void ServedTimesTest::longTimesEndAtWholeHours()
{
    const QDateTime at = day(9).addSecs(1800);
    const auto changes = changesIn(tenDays(), {activation(at.addSecs(5 * 3600 + 600), 3, 4), activation(at, 2, 3)});
    const ChangeTimes &change = changes.at(1);
    QVERIFY(!change.exact);
    QCOMPARE(change.before, (MeasuredTime{day(8, 20), day(9, 1)})); // from 19:20 on, rounded inwards
    QCOMPARE(change.after, (MeasuredTime{day(9, 0), day(9, 5)}));   // up to 5:40
}

void ServedTimesTest::oldTimesAreToldApartByPoints()
{
    const QDateTime at = day(5, 14).addSecs(60);
    const QList<Activation> log{activation(at.addSecs(90 * 60), 3, 4), activation(at, 2, 3)};
    QVERIFY(changesIn(tenDays(), log, day(10)).at(1).exact);
    const ChangeTimes hours = changesIn(tenDays(), log, day(10).addDays(50)).at(1); // executions are gone
    QVERIFY(!hours.exact);
    QCOMPARE(hours.before, (MeasuredTime{day(5, 13), day(5, 15)}));
    QCOMPARE(hours.after, (MeasuredTime{day(5, 14), day(5, 15)}));
    const QList<Activation> days{activation(at.addDays(3), 3, 4), activation(at, 2, 3)};
    const ChangeTimes older = changesIn(tenDays(), days, day(10).addDays(200)).at(1); // and the hours, too
    QCOMPARE(older.before, (MeasuredTime{day(3), day(6)}));
    QCOMPARE(older.after, (MeasuredTime{day(5), day(8)}));
}

/// A version that served twice within a point of which only sums are left.
void ServedTimesTest::versionsThatCannotBeToldApart()
{
    const QDateTime at = day(5, 14).addSecs(600);
    const QList<Activation> log{activation(at.addSecs(1200), 3, 2, u"rollback"_s), activation(at, 2, 3)};
    DashboardData data = tenDays();
    const ChangeTimes change = changesIn(data, log, day(10).addDays(50)).at(1);
    QVERIFY(change.before.isEmpty() && change.after.isEmpty());
    data.changes.figures = {{.times = change, .before = {}, .after = {}}};
    const ChangeImpact impact = changeImpacts(data).constFirst();
    QVERIFY2(impact.nothing.contains(u"long ago"), qPrintable(impact.nothing));
    QVERIFY(!impact.measures.at(0).compared);
}

void ServedTimesTest::beforeAndAfter()
{
    const auto impacts = changeImpacts(measured(ran(3, 2, 10000, 9600, 0.010), ran(6, 3, 10000, 9900, 0.010)));
    QCOMPARE(impacts.size(), 1);
    QCOMPARE(impacts.at(0).before, 10000);
    QCOMPARE(impacts.at(0).after, 10000);
    QCOMPARE(impacts.at(0).time, u"4 d each"_s);
    QVERIFY(impacts.at(0).between.startsWith(u"Before: ") && impacts.at(0).between.contains(u"\nAfter: "));
    QVERIFY(impacts.at(0).nothing.isEmpty());
    QCOMPARE(impacts.at(0).measures.size(), impactMeasures().size());
    const ComparedFigure &success = impacts.at(0).measures.at(0);
    QVERIFY(success.real);
    QCOMPARE(success.tone, Verdict::Good);
    QVERIFY2(success.value.startsWith(u"+3.0"), qPrintable(success.value));
    QCOMPARE(success.difference.count(u"pts"), 1);
    QVERIFY2(success.difference.endsWith(u"pts"), qPrintable(success.difference));
    const ComparedFigure &cost = impacts.at(0).measures.at(1);
    QVERIFY(cost.compared && !cost.real);
    const ComparedFigure &confidence = impacts.at(0).measures.at(3);
    QVERIFY(!confidence.compared);
    QCOMPARE(confidence.difference, u"not measured"_s);
}

void ServedTimesTest::fewAreNotCompared()
{
    const auto impacts = changeImpacts(measured(ran(3, 2, 1000, 1000), ran(6, 3, 19, 1)));
    QCOMPARE(impacts.at(0).after, 19);
    QVERIFY2(impacts.at(0).nothing.contains(u"1,000 before") && impacts.at(0).nothing.contains(u"19 after"),
             qPrintable(impacts.at(0).nothing));
    for (const ComparedFigure &figure : impacts.at(0).measures) {
        QVERIFY(!figure.compared && figure.tone == Verdict::Neutral);
        QCOMPARE(figure.explanation, impacts.at(0).nothing);
    }
    QVERIFY(impacts.at(0).measures.at(0).difference.contains(u"too few"));
    QVERIFY(changeImpacts(measured(ran(3, 2, 1000, 1000), ran(6, 3, 20, 1))).at(0).measures.at(0).real);
}

void ServedTimesTest::whatIsMissingIsSaid()
{
    const auto first = changeImpacts(measured(Metrics(), ran(6, 3, 500, 499)));
    QVERIFY2(first.at(0).nothing.contains(u"Nothing served before"), qPrintable(first.at(0).nothing));
    const auto last = changeImpacts(measured(ran(6, 3, 500, 499), Metrics()));
    QVERIFY2(last.at(0).nothing.contains(u"Nothing serves after"), qPrintable(last.at(0).nothing));
    const auto none = changeImpacts(measured(ran(3, 2, 0, 0), ran(6, 3, 0, 0)));
    QVERIFY2(none.at(0).nothing.contains(u"Nothing ran"), qPrintable(none.at(0).nothing));
    Metrics unpriced = ran(6, 3, 500, 499);
    unpriced.priced = 5;
    const auto few = changeImpacts(measured(ran(3, 2, 500, 499), unpriced));
    QVERIFY(few.at(0).nothing.isEmpty() && few.at(0).measures.at(0).compared);
    QVERIFY(!few.at(0).measures.at(1).compared);
    QVERIFY(few.at(0).measures.at(1).explanation.contains(u"5 after"));
}

void ServedTimesTest::changesBetweenTheChosenVersions()
{
    DashboardData data = tenDays();
    const QList<Activation> log{activation(day(8), 3, 4), activation(day(5), 2, 3)};
    QCOMPARE(changesIn(data, log).size(), 2);
    data.filter.versions = {2, 3};
    const auto changes = changesIn(data, log);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.at(0).activation.active, 3);
    QCOMPARE(changes.at(0).after.until, day(8)); // that v4 came is so all the same
    data.filter.versions = {4};
    QVERIFY(changesIn(data, log).isEmpty());
    QCOMPARE(versionsOf(servedTimes(data, {.activations = log})), (QList<int>{2, 3, 4}));
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
