// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/distribution.h"
#include "core/executions/versioncomparison.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Versions side by side and how their measures spread.
class VersionComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentilesHaveIntervals();
    void fewExecutionsHaveNone();
    void sharesAddUp();
    void spansAreEqual();
    void zerosStandAlone();
    void nothingSpreadIsNoChart();
    void fewExecutionsHaveFewSpans();
    void labelsAreRound();
    void csvOfSpans();
    void realAndNoise();
    void fewAreNotCompared();
    void costSaysOfHowMany();
    void measuresWithoutFiguresAreLeftOut();
    void tokensAreComparedAsCostIs();
    void tokensOfUnknownSpreadAreNotJudged();
    void onlyTwoHaveASentence();
};

namespace
{

constexpr double growth = 1.01 / 0.99;

/// What the database tells of a bucket.
double middle(int bucket)
{
    return 2 * std::pow(growth, bucket) / (growth + 1);
}

/// As many executions in each bucket from `first` on.
QList<DistributionPoint> even(int version, int first, int buckets, qint64 each)
{
    QList<DistributionPoint> points;
    for (int bucket = first; bucket < first + buckets; ++bucket)
        points.append({.version = version, .value = middle(bucket), .executions = each});
    return points;
}

Metrics metrics(int version, qint64 executions, double success, double cost)
{
    const auto n = double(executions);
    return {.templateId = TemplateId{1},
            .version = version,
            .executions = executions,
            .successes = qint64(std::round(n * success)),
            .priced = executions,
            .costUsd = n * cost,
            .costSquares = n * cost * cost * 1.01};
}

/// With tokens that vary by a fifth.
Metrics withTokens(Metrics metrics, qint64 counted, double input, double output)
{
    const auto n = double(counted);
    metrics.inputTokens = qint64(std::round(n * input));
    metrics.inputCounted = counted;
    metrics.inputSquares = n * input * input * 1.04;
    metrics.outputTokens = qint64(std::round(n * output));
    metrics.outputCounted = counted;
    metrics.outputSquares = n * output * output * 1.04;
    return metrics;
}

DashboardData comparing(const QList<int> &versions, const QList<Metrics> &groups)
{
    DashboardData data;
    data.filter.templateId = TemplateId{1};
    data.filter.compared = versions;
    data.groups = groups;
    return data;
}

ComparedFigure figure(const QList<ComparedMeasure> &measures, const QString &name, qsizetype version)
{
    return std::ranges::find(measures, name, &ComparedMeasure::name)->figures.at(version);
}

QString plain(QString text)
{
    return text.replace(QChar(0x202F), u' ');
}

} // namespace

void VersionComparisonTest::percentilesHaveIntervals()
{
    // A hundred buckets of a hundred each: ranks 5000 ± 98 of 10,000.
    const auto points = even(3, 300, 100, 100);
    const auto half = percentileOf(points, 3, 0.5);
    QVERIFY(half && half->estimate);
    QCOMPARE(half->value, middle(349));
    QCOMPARE(half->estimate->low, std::pow(growth, 348));  // rank 4902
    QCOMPARE(half->estimate->high, std::pow(growth, 350)); // rank 5099
    QVERIFY(percentileOf(points, 3, 0.95)->value > half->value);
    QVERIFY(!percentileOf(points, 4, 0.5));
}

void VersionComparisonTest::fewExecutionsHaveNone()
{
    const auto few = even(1, 300, 20, 1);
    QVERIFY(percentileOf(few, 1, 0.5)->estimate);
    QVERIFY(!percentileOf(few, 1, 0.95)->estimate); // its upper end lies beyond the slowest that was seen
    QCOMPARE(percentileOf(few, 1, 0.95)->value, middle(318));
}

void VersionComparisonTest::sharesAddUp()
{
    auto points = even(1, 200, 250, 7) + even(2, 300, 40, 3);
    points.prepend({.version = 1, .value = 1e-4, .executions = 1}); // far out
    points.append({.version = 2, .value = 1e9, .executions = 0});
    const ChartData chart = distributionChart(u"Latency"_s, Unit::Duration, points, {1, 2});
    QCOMPARE(chart.series.size(), 2);
    QVERIFY(chart.spans.size() <= 36);
    for (const ChartSeries &series : chart.series) {
        QCOMPARE(series.values.size(), chart.spans.size());
        double sum = 0;
        for (const auto &value : series.values)
            sum += *value;
        QVERIFY2(std::abs(sum - 1) < 1e-9, qPrintable(series.name));
    }
    QCOMPARE(chart.spans.constFirst().low, 0.0);
    QVERIFY(chart.pointName(0).startsWith(u"up to "));
}

/// Every span holds as many buckets as the others, so what is evenly spread is drawn even.
void VersionComparisonTest::spansAreEqual()
{
    const ChartData chart = distributionChart(u"Cost"_s, Unit::Money, even(1, -400, 36 * 5, 100), {1});
    QCOMPARE(chart.spans.size(), 36);
    for (qsizetype span = 1; span + 1 < chart.spans.size(); ++span) {
        QVERIFY(std::abs(*chart.series.at(0).values.at(span) - 5.0 / 180) < 1e-9);
        QVERIFY(std::abs(chart.spans.at(span).high / chart.spans.at(span).low - std::pow(growth, 5)) < 1e-9);
    }
}

void VersionComparisonTest::zerosStandAlone()
{
    const auto points = QList<DistributionPoint>{{.version = 1, .value = 0, .executions = 30}} + even(1, -10, 3, 10);
    const ChartData chart = distributionChart(u"Confidence"_s, Unit::Score, points, {1});
    QCOMPARE(chart.spans.at(0), ValueSpan());
    QCOMPARE(*chart.series.at(0).values.at(0), 0.5);
    const ChartData only =
        distributionChart(u"Cost"_s, Unit::Money, {{.version = 1, .value = 0, .executions = 3}}, {1});
    QCOMPARE(only.spans.size(), 1);
    QCOMPARE(*only.series.at(0).values.at(0), 1.0);
}

void VersionComparisonTest::nothingSpreadIsNoChart()
{
    const ChartData none = distributionChart(u"Cost"_s, Unit::Money, {}, {1, 2});
    QVERIFY(none.isEmpty());
    QCOMPARE(none.pointCount(), 0);
    QVERIFY(pointLabels(none, 5).isEmpty());
    // A version without any has no line, and the other one is drawn.
    const ChartData one = distributionChart(u"Cost"_s, Unit::Money, even(2, 1, 3, 1), {1, 2});
    QVERIFY(one.series.at(0).values.isEmpty());
    QVERIFY(!one.isEmpty());
}

void VersionComparisonTest::fewExecutionsHaveFewSpans()
{
    QCOMPARE(distributionChart(u"Cost"_s, Unit::Money, even(1, 1, 120, 1), {1}).spans.size(), 9);
    QCOMPARE(distributionChart(u"Cost"_s, Unit::Money, even(1, 1, 120, 1000), {1}).spans.size(), 30);
}

void VersionComparisonTest::labelsAreRound()
{
    const ChartData wide =
        distributionChart(u"Latency"_s, Unit::Duration, even(1, 220, 200, 100), {1}); // 80 ms to 4.5 s
    QStringList texts;
    double before = -1;
    for (const AxisLabel &label : pointLabels(wide, 8)) {
        texts << plain(label.text);
        QVERIFY(label.position > before);
        before = label.position;
    }
    QCOMPARE(texts, (QStringList{u"0.1 s"_s, u"0.2 s"_s, u"0.5 s"_s, u"1 s"_s, u"2 s"_s}));
    QVERIFY(before < double(wide.spans.size()));
    const ChartData narrow = distributionChart(u"Confidence"_s, Unit::Score, even(1, -20, 20, 1), {1}); // 0.67 to 1
    QCOMPARE(pointLabels(narrow, 8).constFirst().text, u"0.7"_s);
    QVERIFY(pointLabels(narrow, 3).size() <= 3);
}

void VersionComparisonTest::csvOfSpans()
{
    const QStringList lines =
        toCsv(distributionChart(u"Cost"_s, Unit::Money, even(1, 1, 2, 1), {1})).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.at(0), u"above,up to,v1"_s);
    QVERIFY2(lines.at(1).startsWith(u"1,1.02020202") && lines.at(1).endsWith(u",0.5"), qPrintable(lines.at(1)));
}

void VersionComparisonTest::realAndNoise()
{
    DashboardData data = comparing({1, 2}, {metrics(1, 40000, 0.979, 0.012), metrics(2, 40000, 0.987, 0.01201)});
    data.latencies = even(1, 300, 50, 100) + even(2, 320, 50, 100);
    const auto measures = compareVersions(data);
    const ComparedFigure success = figure(measures, u"Success"_s, 1);
    QVERIFY(success.compared && success.real);
    QCOMPARE(success.tone, Verdict::Good);
    QCOMPARE(plain(success.value), u"98.7 %"_s);
    QVERIFY2(plain(success.difference).startsWith(u"+0.8 pts (+0.6 pts to +1.0 pts)"), qPrintable(success.difference));
    QCOMPARE(plain(success.interval), u"98.6 % to 98.8 %"_s);
    const ComparedFigure cost = figure(measures, u"Cost each"_s, 1);
    QVERIFY(cost.compared && !cost.real);
    QCOMPARE(cost.tone, Verdict::Neutral);
    const ComparedFigure p95 = figure(measures, u"Latency p95"_s, 1);
    QVERIFY(p95.compared && p95.real);
    QCOMPARE(p95.tone, Verdict::Bad);
    QVERIFY(figure(measures, u"Success"_s, 0).difference.isEmpty());
    QVERIFY(!figure(measures, u"Executions"_s, 1).compared);
}

/// None of three against three of three is no news yet.
void VersionComparisonTest::fewAreNotCompared()
{
    DashboardData data = comparing({1, 2}, {metrics(1, 3, 0, 0.012), metrics(2, 3, 1, 0.1)});
    data.latencies = even(1, 300, 19, 1) + even(2, 600, 100, 10);
    const auto measures = compareVersions(data);
    for (const QString &name : {u"Success"_s, u"Cost each"_s, u"Latency p50"_s}) {
        const ComparedFigure few = figure(measures, name, 1);
        QVERIFY2(!few.compared && !few.real && few.tone == Verdict::Neutral, qPrintable(name));
        QCOMPARE(few.difference, u"too few to compare"_s);
    }
    const QString sentence = comparedImpact(data).sentence;
    QVERIFY2(sentence.startsWith(u"v2 against v1: too few executions"), qPrintable(sentence));
    data.latencies.prepend({.version = 1, .value = middle(299), .executions = 1});
    QVERIFY(figure(compareVersions(data), u"Latency p50"_s, 1).real);
}

void VersionComparisonTest::costSaysOfHowMany()
{
    Metrics some = metrics(1, 763, 1, 0.00336);
    QCOMPARE(costEachText(some), u"$0.00336"_s);
    QVERIFY(!keyFiguresText(some).contains(u"of 763"));
    QVERIFY(!costExplanation(some).contains(u"whose cost"));
    some.priced = 163;
    some.costUsd = 163 * 0.00336;
    QCOMPARE(costEachText(some), u"$0.00336 of 163"_s);
    QVERIFY2(keyFiguresText(some).contains(u"$0.00336 each (of 163)"), qPrintable(keyFiguresText(some)));
    QCOMPARE(plain(briefFiguresText(some)), u"100.0 % · $0.00336 of 163"_s);
    const QString cost = figure(compareVersions(comparing({1}, {some})), u"Cost each"_s, 0).explanation;
    QVERIFY2(cost.endsWith(u"Of the 163 of 763 executions whose cost is known."), qPrintable(cost));
    QCOMPARE(costEachText({.executions = 3}), u"–"_s);
}

void VersionComparisonTest::measuresWithoutFiguresAreLeftOut()
{
    const auto measures = compareVersions(comparing({1, 7}, {metrics(1, 100, 0.9, 0.01)}));
    QVERIFY(std::ranges::find(measures, u"Confidence"_s, &ComparedMeasure::name) == measures.end());
    QCOMPARE(figure(measures, u"Success"_s, 1).value, u"–"_s); // v7 never ran
    QVERIFY(!figure(measures, u"Success"_s, 1).compared);
    QCOMPARE(figure(measures, u"Executions"_s, 1).value, u"0"_s);
}

void VersionComparisonTest::tokensAreComparedAsCostIs()
{
    const Metrics before = withTokens(metrics(1, 1000, 1, 0.01), 400, 900, 100);
    const auto measures =
        compareVersions(comparing({1, 2}, {before, withTokens(metrics(2, 400, 1, 0.01), 400, 990, 101)}));
    const ComparedFigure input = figure(measures, u"Input tokens each"_s, 1);
    QCOMPARE(input.value, u"990"_s);
    QCOMPARE(input.interval, u"971 to 1,009"_s);
    QVERIFY(input.compared && input.real);
    QCOMPARE(input.tone, Verdict::Bad);
    QVERIFY2(plain(input.difference).startsWith(u"+10 % (+7.1 % to +13 %)"), qPrintable(input.difference));
    const ComparedFigure output = figure(measures, u"Output tokens each"_s, 1);
    QVERIFY(output.compared && !output.real);
    QCOMPARE(output.tone, Verdict::Neutral);
    const ComparedFigure first = figure(measures, u"Input tokens each"_s, 0);
    QCOMPARE(first.value, u"900"_s); // not 360: six hundred named none
    QCOMPARE(first.interval, u"882 to 918"_s);
    QVERIFY2(first.explanation.endsWith(u"Of the 400 of 1,000 executions that named them."),
             qPrintable(first.explanation));
    QVERIFY2(!input.explanation.contains(u"that named them"), qPrintable(input.explanation));
    const auto few = compareVersions(comparing({1, 2}, {before, withTokens(metrics(2, 400, 1, 0.01), 19, 2000, 100)}));
    QCOMPARE(figure(few, u"Input tokens each"_s, 1).difference, u"too few to compare"_s);
}

/// Executions that were dropped before it was kept how tokens vary.
void VersionComparisonTest::tokensOfUnknownSpreadAreNotJudged()
{
    const Metrics known = withTokens(metrics(2, 400, 1, 0.01), 400, 990, 101);
    Metrics unknown = withTokens(metrics(1, 400, 1, 0.01), 400, 900, 0);
    unknown.inputSquares.reset();
    unknown.outputSquares.reset();
    const auto measures = compareVersions(comparing({1, 2}, {unknown, known}));
    const ComparedFigure first = figure(measures, u"Input tokens each"_s, 0);
    QCOMPARE(first.value, u"900"_s);
    QCOMPARE(first.interval, QString());
    QVERIFY2(first.explanation.contains(u"No interval is known"), qPrintable(first.explanation));
    const ComparedFigure input = figure(measures, u"Input tokens each"_s, 1);
    QVERIFY(!input.interval.isEmpty());
    QVERIFY(!input.compared && !input.real);
    QCOMPARE(input.tone, Verdict::Neutral);
    QCOMPARE(plain(input.difference), u"+10 %"_s);
    QVERIFY2(input.explanation.endsWith(u"Whether that differs by more than noise is not known."),
             qPrintable(input.explanation));
    QCOMPARE(figure(measures, u"Output tokens each"_s, 0).value, u"–"_s); // nobody knows whether any named them
}

void VersionComparisonTest::onlyTwoHaveASentence()
{
    const QList<Metrics> groups{metrics(1, 40000, 0.979, 0.012), metrics(2, 40000, 0.987, 0.012),
                                metrics(3, 40000, 0.98, 0.012)};
    QVERIFY(comparedImpact(comparing({1, 2}, groups)).sentence.startsWith(u"v2 against v1: success"));
    QVERIFY(comparedImpact(comparing({1, 2, 3}, groups)).sentence.isEmpty());
    QVERIFY(comparedImpact(comparing({1, 9}, groups)).sentence.isEmpty());
}

QTEST_GUILESS_MAIN(VersionComparisonTest)
#include "tst_versioncomparison.moc"
