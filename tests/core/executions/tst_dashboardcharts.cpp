// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/chartwindow.h"
#include "core/executions/dashboardcharts.h"

#include <QTest>
#include <QTimeZone>

#include <ctime>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// What a dashboard makes of the rows it read.
class DashboardChartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyRealDifferencesAreColoured();
    void totalsAreNotColoured();
    void tokensAndPercentilesAreTold();
    void nothingBeforeIsNoDifference();
    void sixSeriesAtMost();
    void versionsKeepTheirColours();
    void daysOfUtcAreToldElsewhere();
    void layersAddUp();
    void linesBreakWhereNothingRan();
    void ratesKeepToWhatTheyReach();
    void intervalsHaveRoomOnTheAxis();
    void fewExecutionsDoNotTakeAllOfTheAxis();
    void nothingPricedIsNoCostOfZero();
    void templatesWithoutCostAreRankedByExecutions();
    void amountsBeginAtZero();
    void axesSayWhereTheyBegin();
    void marksAreOfTheFilter();
    void versionsAreNewestFirst();
    void templatesAreRanked();
    void whatIsNotRunAnyMoreHasChanged();
    void taskTypesHaveTheirNames();
    void impactSaysWhatIsReal();
    void impactOfNoiseIsNeutral();
    void csvHasAllValues();
    void timeTicksAreFewAndEndNow();
};

namespace
{

QDateTime day(int number)
{
    return {QDate(2026, 11, number), QTime(0, 0), QTimeZone::UTC};
}

/// Executions that all cost and take much the same.
Metrics metrics(qint64 executions, double success, double cost = 0.01, double latency = 1000)
{
    const double n = double(executions);
    return {.executions = executions,
            .successes = qint64(n * success),
            .priced = executions,
            .costUsd = n * cost,
            .costSquares = n * cost * cost * 1.01,
            .timed = executions,
            .latencyMs = n * latency,
            .latencySquares = n * latency * latency * 1.04,
            .latencyP50 = latency,
            .latencyP95 = latency * 1.5,
            .latencyP99 = latency * 2};
}

Metrics at(int number, Metrics metrics, int version = 0, const QString &name = {})
{
    metrics.startsAt = day(number);
    metrics.version = version;
    metrics.templateId = TemplateId{version > 0 ? 1 : 0};
    metrics.name = name;
    return metrics;
}

MetricPeriod upTo(const QDateTime &until)
{
    return {.since = day(1), .until = until, .step = MetricQuery::Step::Day};
}

DashboardData tenDays()
{
    DashboardData data;
    data.filter.templateId = TemplateId{1};
    data.filter.environment = u"production"_s;
    data.period = {.since = day(1), .until = day(10).addSecs(3600), .step = MetricQuery::Step::Day};
    return data;
}

const KeyFigure &figure(const QList<KeyFigure> &figures, KeyFigure::Measure measure)
{
    return *std::ranges::find(figures, measure, &KeyFigure::measure);
}

Activation activation(int number, int previous, int active, const QString &kind = u"activate"_s,
                      const QString &environment = u"production"_s)
{
    Activation made;
    made.environment = environment;
    made.kind = kind;
    made.previous = previous;
    made.active = active;
    made.reason = u"Because"_s;
    made.actor = u"ada"_s;
    made.at = day(number).addSecs(7200);
    return made;
}

} // namespace

void DashboardChartsTest::onlyRealDifferencesAreColoured()
{
    using Measure = KeyFigure::Measure;
    const auto figures = keyFigures(metrics(20000, 0.985, 0.009, 1200), metrics(10000, 0.97, 0.010, 1000), {}, {});
    QCOMPARE(figures.size(), 10);
    QCOMPARE(figure(figures, Measure::Executions).tone, Verdict::Neutral);
    QCOMPARE(figure(figures, Measure::Success).tone, Verdict::Good);
    QCOMPARE(figure(figures, Measure::Latency).tone, Verdict::Neutral); // of a percentile the mean says nothing

    const auto noise = keyFigures(metrics(100, 0.98), metrics(100, 0.97), {}, {});
    QCOMPARE(figure(noise, Measure::Success).tone, Verdict::Neutral);
    QVERIFY(figure(noise, Measure::Success).explanation.contains(u"noise"));
}

/// A total follows how much runs: whether each costs more is said beside it, not by its colour.
void DashboardChartsTest::totalsAreNotColoured()
{
    using Measure = KeyFigure::Measure;
    const Metrics earlier = metrics(10000, 0.97, 0.010, 1000);
    const KeyFigure dearer = keyFigure(Measure::Cost, metrics(20000, 0.97, 0.012, 1000), earlier);
    QCOMPARE(dearer.tone, Verdict::Neutral);
    QVERIFY2(dearer.difference.startsWith(u"+140"), qPrintable(dearer.difference));
    QVERIFY2(dearer.explanation.contains(u"+20") && dearer.explanation.contains(u"more than noise"),
             qPrintable(dearer.explanation));
    const KeyFigure more = keyFigure(Measure::Cost, metrics(28000, 0.97, 0.010, 1000), earlier);
    QCOMPARE(more.tone, Verdict::Neutral);
    QVERIFY2(more.explanation.contains(u"no more than noise"), qPrintable(more.explanation));
    QVERIFY(!keyFigure(Measure::Cost, metrics(5, 1), earlier).explanation.contains(u"Of each"));
}

void DashboardChartsTest::tokensAndPercentilesAreTold()
{
    using Measure = KeyFigure::Measure;
    Metrics now = metrics(1000, 1, 0.01, 1000);
    now.inputTokens = 41'204'881;
    now.outputTokens = 1200;
    Metrics earlier = metrics(1000, 1, 0.01, 500);
    earlier.inputTokens = 20'602'440;
    earlier.outputTokens = 2400;
    const QList<Metrics> points{at(1, now), at(2, earlier), at(3, now)};
    const auto figures = keyFigures(now, earlier, points, upTo(day(3).addSecs(3600)));
    const KeyFigure &input = figure(figures, Measure::InputTokens);
    QVERIFY2(input.figure.startsWith(u"41.2"), qPrintable(input.figure));
    QVERIFY2(input.explanation.contains(u"41,204,881") && input.explanation.contains(u"20,602,440"),
             qPrintable(input.explanation));
    QVERIFY2(input.difference.startsWith(u"+100"), qPrintable(input.difference));
    QCOMPARE(input.tone, Verdict::Neutral); // neither good nor bad
    QVERIFY(!input.explanation.contains(u"too few"));
    QCOMPARE(figure(figures, Measure::OutputTokens).figure, u"1,200"_s);
    QCOMPARE(figure(figures, Measure::OutputTokens).course,
             (QList<std::optional<double>>{1200, 2400})); // without today
    const auto past = keyFigures(now, earlier, points, upTo(day(4)));
    QCOMPARE(figure(past, Measure::OutputTokens).course, (QList<std::optional<double>>{1200, 2400, 1200}));
    for (const auto &[measure, value] :
         {std::pair(Measure::LatencyP50, 1000.0), {Measure::Latency, 1500.0}, {Measure::LatencyP99, 2000.0}}) {
        QCOMPARE(figure(figures, measure).figure, figureText(Unit::Duration, value));
        QCOMPARE(figure(figures, measure).course, (QList<std::optional<double>>{value, value / 2, value}));
        QVERIFY(figure(figures, measure).explanation.contains(exactText(Unit::Duration, value / 2)));
        QCOMPARE(figure(figures, measure).tone, Verdict::Neutral);
    }
}

void DashboardChartsTest::nothingBeforeIsNoDifference()
{
    for (const KeyFigure &figure : keyFigures(metrics(100, 0.98), {}, {}, {})) {
        QCOMPARE(figure.difference, QString());
        QCOMPARE(figure.tone, Verdict::Neutral);
    }
    const auto none = keyFigures({}, {}, {at(2, metrics(5, 1))}, upTo(day(3)));
    QCOMPARE(figure(none, KeyFigure::Measure::Success).figure, u"–"_s);
    QCOMPARE(figure(none, KeyFigure::Measure::Success).course, (QList<std::optional<double>>{std::nullopt, 1.0}));
}

void DashboardChartsTest::sixSeriesAtMost()
{
    DashboardData data = tenDays();
    for (int version = 1; version <= 9; ++version)
        data.layers.append(at(version, metrics(100, 1, 0.01 * version), version));
    for (int number = 1; number <= 9; ++number)
        data.points.append(at(number, metrics(100, 1, 0.01 * number)));
    const ChartData chart = costChart(data, {});
    QCOMPARE(chart.series.size(), 6);
    QCOMPARE(chart.series.constFirst().name, u"v5"_s); // the five that cost most, by number
    QVERIFY(chart.series.constLast().rest);
    QCOMPARE(*chart.series.constLast().values.at(3), 4.0); // v4 on its day
    QCOMPARE(*chart.series.constLast().values.at(8), 0.0); // all of it has a layer
    data.layers.resize(6);
    QCOMPARE(costChart(data, {}).series.size(), 6);
    QVERIFY(!costChart(data, {}).series.constLast().rest);
}

void DashboardChartsTest::versionsKeepTheirColours()
{
    DashboardData data = tenDays();
    data.layers = {at(1, metrics(100, 1), 2), at(1, metrics(100, 1), 5)};
    const ChartData both = costChart(data, {});
    data.layers.removeFirst();
    const ChartData one = costChart(data, {});
    QCOMPARE(one.series.at(0).name, u"v5"_s);
    QCOMPARE(one.series.at(0).color, both.series.at(1).color);
    QCOMPARE(shownPart(both, {u"v2"_s}, {}).series.at(0).color, one.series.at(0).color);
    const auto colors = versionColors({13, 7, 1}); // as many later, no two alike
    QCOMPARE(colors.value(1), versionColors({1}).value(1));
    QCOMPARE(QSet<qsizetype>(colors.begin(), colors.end()).size(), 3);
    QCOMPARE(versionColors({1, 2, 3, 4, 5, 6, 7}).size(), 7);
}

void DashboardChartsTest::daysOfUtcAreToldElsewhere()
{
    const QByteArray before = qgetenv("TZ");
    const auto inZone = [](const char *zone) {
        qputenv("TZ", zone);
        tzset();
        return costChart(tenDays(), {}).subtitle;
    };
    const QString elsewhere = inZone("UTC-9");
    const QString here = inZone("UTC0");
    if (before.isNull())
        qunsetenv("TZ");
    else
        qputenv("TZ", before);
    tzset();
    QCOMPARE(elsewhere, u"USD a day (UTC)"_s);
    QCOMPARE(here, u"USD a day"_s);
}

void DashboardChartsTest::layersAddUp()
{
    DashboardData data = tenDays();
    data.layers = {at(1, metrics(100, 1), 1), at(1, metrics(200, 1), 2), at(2, metrics(300, 1), 2)};
    const ChartData chart = costChart(data, {});
    QVERIFY(chart.stacked);
    QCOMPARE(*chart.heightAt(0, 0), 1.0);
    QCOMPARE(*chart.heightAt(1, 0), 3.0);
    QCOMPARE(*chart.heightAt(1, 1), 3.0);
    QCOMPARE(*chart.heightAt(1, 5), 0.0);
    QCOMPARE(valueTicks(chart), (AxisTicks{.low = 0, .high = 3, .step = 1}));
}

void DashboardChartsTest::linesBreakWhereNothingRan()
{
    DashboardData data = tenDays();
    data.points = {at(1, metrics(100, 0.9)), at(3, metrics(100, 0.95))};
    const ChartData chart = successChart(data, {});
    QCOMPARE(chart.times.size(), 10);
    QVERIFY(chart.series.at(0).values.at(0));
    QVERIFY(!chart.series.at(0).values.at(1));
    QVERIFY(chart.series.at(0).intervals.at(2)->low < 0.95);
    QVERIFY(!latencyChart(data, {}).series.at(1).values.at(4));
    QVERIFY(!chart.isEmpty());
    QVERIFY(successChart(tenDays(), {}).isEmpty());
}

void DashboardChartsTest::ratesKeepToWhatTheyReach()
{
    DashboardData data = tenDays();
    data.points = {at(1, metrics(1000, 0.97)), at(2, metrics(1000, 0.98))};
    const AxisTicks ticks = valueTicks(successChart(data, {}));
    QVERIFY(ticks.low > 0.9);
    QVERIFY(ticks.low < 0.97);
    QVERIFY(ticks.high <= 1.0);
    data.points = {at(1, metrics(1000, 1)), at(2, metrics(1000, 1))};
    QCOMPARE(valueTicks(successChart(data, {})).high, 1.0);
}

void DashboardChartsTest::intervalsHaveRoomOnTheAxis()
{
    DashboardData data = tenDays();
    data.points = {at(1, metrics(100, 0.97)), at(2, metrics(100, 0.98))};
    const ChartData chart = successChart(data, {});
    const AxisTicks ticks = valueTicks(chart);
    for (const qsizetype point : {0, 1}) {
        QVERIFY(chart.series.at(0).intervals.at(point)->low >= ticks.low);
        QVERIFY(chart.series.at(0).intervals.at(point)->high <= ticks.high);
    }
    QVERIFY(!axisNote(chart).contains(u"cut"));
    // All there is, though it says little: 50 % of two are not 49 to 51 %.
    data.points = {at(1, metrics(2, 0.5))};
    QCOMPARE(valueTicks(successChart(data, {})), (AxisTicks{.low = 0, .high = 1, .step = 0.5}));
}

void DashboardChartsTest::fewExecutionsDoNotTakeAllOfTheAxis()
{
    DashboardData data = tenDays();
    data.points = {at(1, metrics(1000, 0.97)), at(2, metrics(1000, 0.97)), at(3, metrics(7, 1))}; // an hour of today
    const ChartData chart = successChart(data, {});
    QVERIFY(chart.series.at(0).intervals.at(2)->low < 0.9);
    QVERIFY(valueTicks(chart).low > 0.9);
    QVERIFY2(axisNote(chart).startsWith(u"axis from ") && axisNote(chart).endsWith(u", intervals cut"),
             qPrintable(axisNote(chart)));
}

void DashboardChartsTest::nothingPricedIsNoCostOfZero()
{
    DashboardData data = tenDays();
    Metrics unpriced = at(1, metrics(100, 1), 1);
    unpriced.priced = 0;
    unpriced.costUsd = unpriced.costSquares = 0;
    unpriced.timed = 0;
    unpriced.latencyP50.reset();
    unpriced.latencyP95.reset();
    data.layers = {unpriced};
    data.points = {unpriced};
    QVERIFY(costChart(data, {}).isEmpty());
    QVERIFY(costChart(data, {}).nothing.contains(u"Model prices"));
    QVERIFY(latencyChart(data, {}).isEmpty());
    QVERIFY(!latencyChart(data, {}).nothing.isEmpty());
    data.layers.append(at(2, metrics(1, 1), 1));
    QVERIFY(!costChart(data, {}).isEmpty());
}

void DashboardChartsTest::amountsBeginAtZero()
{
    DashboardData data = tenDays();
    data.points = {at(1, metrics(10, 1, 0.01, 1900)), at(2, metrics(10, 1, 0.01, 2000))};
    QCOMPARE(valueTicks(latencyChart(data, {})), (AxisTicks{.low = 0, .high = 3000, .step = 1000}));
}

void DashboardChartsTest::axesSayWhereTheyBegin()
{
    DashboardData data = tenDays();
    data.points = {at(1, metrics(1000, 0.97)), at(2, metrics(1000, 0.98))};
    const ChartData high = successChart(data, {});
    const AxisTicks ticks = valueTicks(high);
    QCOMPARE(axisNote(high), u"axis from "_s + tickText(Unit::Rate, ticks.low, ticks.step));
    QVERIFY(axisNote(latencyChart(data, {})).isEmpty());
    data.points = {at(1, metrics(1000, 0.97)), at(2, metrics(1000, 0.01))};
    QVERIFY(axisNote(successChart(data, {})).isEmpty());
    QVERIFY(axisNote(ChartData()).isEmpty());
}

void DashboardChartsTest::marksAreOfTheFilter()
{
    const DashboardContext context{.activations = {activation(8, 3, 2, u"rollback"_s), activation(6, 2, 3),
                                                   activation(5, 0, 3, u"activate"_s, u"staging"_s),
                                                   activation(0, 1, 2)}};
    const ChartData chart = costChart(tenDays(), context);
    QCOMPARE(chart.marks.size(), 2);
    QCOMPARE(chart.marks.at(0).label, u"v3"_s);
    QCOMPARE(chart.marks.at(1).label, u"v2"_s);
    QVERIFY(chart.marks.at(1).explanation.contains(u"Rolled back to v2"));
    QVERIFY(chart.marks.at(1).explanation.contains(u"Because"));
}

void DashboardChartsTest::versionsAreNewestFirst()
{
    DashboardData data = tenDays();
    data.groups = {at(1, metrics(10, 1), 1), at(1, metrics(10, 1), 2), at(1, metrics(10, 1), 3)};
    const auto rows = groupFigures(data, {.activations = {activation(8, 3, 2, u"rollback"_s)}, .active = 2});
    QCOMPARE(rows.at(0).version, 3);
    QVERIFY(rows.at(0).rolledBack);
    QVERIFY(rows.at(1).active);
    QVERIFY(!rows.at(2).active && !rows.at(2).rolledBack);
}

namespace
{

Metrics ofTemplate(qint64 id, Metrics metrics)
{
    metrics.templateId = TemplateId{id};
    return metrics;
}

QStringList namesOf(const QList<GroupFigures> &rows)
{
    QStringList names;
    for (const GroupFigures &row : rows)
        names << row.name;
    return names;
}

} // namespace

void DashboardChartsTest::templatesAreRanked()
{
    DashboardData data = tenDays();
    data.filter.templateId = {};
    data.groups = {ofTemplate(1, metrics(1000, 0.99, 0.02)), ofTemplate(2, metrics(5000, 0.95, 0.003)),
                   ofTemplate(3, metrics(20, 0.5, 0.5))};
    data.earlierGroups = {ofTemplate(1, metrics(1000, 0.99, 0.0199)), ofTemplate(2, metrics(5000, 0.98, 0.001)),
                          ofTemplate(3, metrics(20, 0.6, 0.49))};
    const DashboardContext context{
        .templateNames = {{TemplateId{1}, u"one"_s}, {TemplateId{2}, u"two"_s}, {TemplateId{3}, u"three"_s}}};
    QCOMPARE(namesOf(groupFigures(data, context)), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    QCOMPARE(namesOf(groupFigures(data, context, Ranking::Failures)), (QStringList{u"two"_s, u"one"_s, u"three"_s}));
    const auto byCost = groupFigures(data, context, Ranking::CostChange);
    QCOMPARE(namesOf(byCost), (QStringList{u"two"_s, u"three"_s, u"one"_s}));
    QVERIFY(byCost.constFirst().change.difference.startsWith(u"+200"));
    // Half of twenty is much less than it was, but may be noise; three points of five thousand are not.
    const auto bySuccess = groupFigures(data, context, Ranking::SuccessChange);
    QCOMPARE(namesOf(bySuccess), (QStringList{u"two"_s, u"three"_s, u"one"_s}));
    QCOMPARE(bySuccess.constFirst().change.tone, Verdict::Bad);
    QCOMPARE(bySuccess.at(1).change.tone, Verdict::Neutral);
}

void DashboardChartsTest::templatesWithoutCostAreRankedByExecutions()
{
    DashboardData data = tenDays();
    data.filter.templateId = {};
    data.groups = {ofTemplate(1, metrics(300, 1, 0)), ofTemplate(2, metrics(12'031, 1, 0)),
                   ofTemplate(3, metrics(1, 1, 0.1))};
    const DashboardContext context{
        .templateNames = {{TemplateId{1}, u"one"_s}, {TemplateId{2}, u"two"_s}, {TemplateId{3}, u"three"_s}}};
    QCOMPARE(namesOf(groupFigures(data, context)), (QStringList{u"three"_s, u"two"_s, u"one"_s}));
}

void DashboardChartsTest::whatIsNotRunAnyMoreHasChanged()
{
    DashboardData data = tenDays();
    data.filter.templateId = {};
    data.groups = {ofTemplate(1, metrics(10, 1, 0.01))};
    data.earlierGroups = {ofTemplate(2, metrics(10, 1, 5))};
    const auto rows = groupFigures(data, {}, Ranking::CostChange);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.constFirst().templateId, TemplateId{2});
    QCOMPARE(rows.constFirst().metrics.executions, 0);
}

void DashboardChartsTest::taskTypesHaveTheirNames()
{
    DashboardData data = tenDays();
    data.filter.templateId = {};
    data.filter.stacking = Stacking::TaskType;
    data.layers = {at(1, metrics(100, 1), 0, u"extraction"_s), at(1, metrics(10, 1), 0, u"gone"_s)};
    const ChartData chart = costChart(data, {.taskTypeNames = {{u"extraction"_s, u"Extraction"_s}}});
    QCOMPARE(chart.title, u"Cost by task type"_s);
    QCOMPARE(chart.series.at(0).name, u"Extraction"_s);
    QCOMPARE(chart.series.at(1).name, u"gone"_s);
}

void DashboardChartsTest::impactSaysWhatIsReal()
{
    DashboardData data = tenDays();
    data.groups = {at(1, metrics(40000, 0.979, 0.012), 11), at(1, metrics(40000, 0.987, 0.011), 12)};
    const Impact impact = impactOf(data, {.activations = {activation(6, 11, 12)}});
    QVERIFY2(impact.sentence.startsWith(u"v12 against v11: success +0.8"), qPrintable(impact.sentence));
    QVERIFY2(impact.sentence.contains(u"cost each \u22128.3"), qPrintable(impact.sentence));
    QCOMPARE(impact.tone, Verdict::Good);
    const Impact back = impactOf(data, {.activations = {activation(7, 12, 11, u"rollback"_s)}});
    QVERIFY(back.sentence.startsWith(u"v11 against v12"));
    QCOMPARE(back.tone, Verdict::Bad);
}

void DashboardChartsTest::impactOfNoiseIsNeutral()
{
    DashboardData data = tenDays();
    QCOMPARE(impactOf(data, {}), Impact());
    data.groups = {at(1, metrics(100, 0.98), 1), at(1, metrics(100, 0.99), 2)};
    const Impact impact = impactOf(data, {});
    QVERIFY2(impact.sentence.startsWith(u"v2 against v1: no difference"), qPrintable(impact.sentence));
    QCOMPARE(impact.tone, Verdict::Neutral);
}

void DashboardChartsTest::csvHasAllValues()
{
    DashboardData data = tenDays();
    data.filter.templateId = {};
    data.filter.stacking = Stacking::Model;
    data.layers = {at(1, metrics(100, 1), 0, u"a, \"b\""_s)};
    const QStringList lines = toCsv(costChart(data, {})).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 11);
    QCOMPARE(lines.at(0), u"time,\"a, \"\"b\"\"\""_s);
    QCOMPARE(lines.at(1), u"2026-11-01T00:00:00Z,1"_s);
    data.points = {at(2, metrics(100, 1))};
    const QStringList rates = toCsv(successChart(data, {})).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(rates.at(0), u"time,Success,Success low,Success high"_s);
    QCOMPARE(rates.at(1), u"2026-11-01T00:00:00Z,,,"_s);
    QVERIFY(rates.at(2).startsWith(u"2026-11-02T00:00:00Z,1,0.96"_s));
}

void DashboardChartsTest::timeTicksAreFewAndEndNow()
{
    ChartData chart{.step = MetricQuery::Step::Day};
    for (int number = 1; number <= 30; ++number)
        chart.times.append(day(number));
    QStringList texts;
    for (const AxisLabel &label : pointLabels(chart, 6))
        texts << label.text;
    QCOMPARE(texts, (QStringList{u"2 Nov"_s, u"9 Nov"_s, u"16 Nov"_s, u"23 Nov"_s, u"30 Nov"_s}));
    chart.times.resize(24);
    QCOMPARE(pointLabels(chart, 6).constLast().position, chart.positionOf(23));
    QVERIFY(pointLabels({}, 6).isEmpty());
}

QTEST_GUILESS_MAIN(DashboardChartsTest)
#include "tst_dashboardcharts.moc"
