// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/charttablemodel.h"
#include "ui/executions/comparisonmodel.h"
#include "ui/executions/failuremodel.h"
#include "ui/executions/figuredelegate.h"
#include "ui/executions/groupmodel.h"
#include "ui/executions/impactmodel.h"
#include "ui/executions/usagemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The tables behind the charts and of versions side by side.
class MetricModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chartTable();
    void groups();
    void templates();
    void usageTable();
    void comparison();
    void impacts();
    void failures();
};

namespace
{

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

GroupFigures version(int number, qint64 executions)
{
    return {.templateId = TemplateId{1},
            .version = number,
            .name = u"v%1"_s.arg(number),
            .metrics = {.executions = executions, .successes = executions},
            .active = number == 2};
}

} // namespace

void MetricModelsTest::chartTable()
{
    ChartTableModel model;
    const QAbstractItemModelTester tester(&model, strict);
    QCOMPARE(model.rowCount(), 0);
    const QDateTime first(QDate(2026, 11, 20), QTime(0, 0), QTimeZone::UTC);
    ChartData chart{.unit = Unit::Rate,
                    .times = {first, first.addDays(1)},
                    .pointHeader = u"Time"_s,
                    .series = {{.name = u"Success"_s,
                                .values = {0.5, std::nullopt},
                                .intervals = {Estimate{.value = 0.5, .low = 0.4, .high = 0.6}, std::nullopt}}}};
    model.setChart(chart);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"Success"_s);
    QCOMPARE(model.index(0, 0).data().toString(), u"Sat 21 Nov 2026"_s); // newest first
    QCOMPARE(model.index(0, 1).data().toString(), u"–"_s);
    QCOMPARE(model.index(1, 1).data().toString().replace(QChar(0x202F), u' '), u"50.00 % (40.00 % to 60.00 %)"_s);

    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    chart.series[0].values[1] = 0.7;
    model.setChart(chart);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 1);
}

void MetricModelsTest::groups()
{
    GroupModel model;
    const QAbstractItemModelTester tester(&model, strict);
    model.setRows({version(2, 41208), version(1, 50)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"Version"_s);
    QCOMPARE(model.index(0, GroupModel::Executions).data().toString(), u"41,208"_s);
    QCOMPARE(model.index(1, GroupModel::CostEach).data().toString(), u"–"_s);
    QVERIFY(model.index(1, GroupModel::Success).data().toString().contains(u"± 7.1"));
    GroupFigures dear = version(2, 10);
    dear.metrics.priced = 10;
    dear.metrics.costUsd = 26.5;
    GroupFigures cheap = version(1, 10);
    cheap.metrics.priced = 10;
    cheap.metrics.costUsd = 8.1;
    model.setRows({dear, cheap});
    QCOMPARE(model.index(0, GroupModel::CostEach).data().toString(), u"$2.65"_s);
    QCOMPARE(model.index(1, GroupModel::CostEach).data().toString(), u"$0.81"_s); // as many digits as above it
    GroupFigures row = version(2, 10); // by template the log gives a mean, yet no percentiles
    row.metrics.timed = 10;
    row.metrics.latencyMs = 8000;
    model.setRows({row});
    QCOMPARE(model.index(0, GroupModel::Latency).data().toString(), u"–"_s);
    row.metrics.latencyP95 = 0.0;
    model.setRows({row});
    QVERIFY(model.index(0, GroupModel::Latency).data().toString().startsWith(u'0'));
    model.setRows({version(2, 41208), version(1, 50)});
    QVERIFY(model.index(0, GroupModel::Name).data(Qt::AccessibleTextRole).toString().contains(u"serves now"));

    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setRows({version(2, 41209), version(1, 50)});
    QCOMPARE(reset.count(), 0);
    model.setRows({version(3, 1), version(2, 41209), version(1, 50)});
    QCOMPARE(reset.count(), 1);
}

void MetricModelsTest::templates()
{
    GroupModel model;
    const QAbstractItemModelTester tester(&model, strict);
    GroupFigures row{.templateId = TemplateId{1}, .name = u"One"_s, .metrics = {.executions = 10, .successes = 8}};
    row.change = {.measure = KeyFigure::Measure::Cost, .difference = u"+4 %"_s, .tone = Verdict::Bad};
    model.setRows({row});
    QCOMPARE(model.headerData(GroupModel::Change, Qt::Horizontal, Qt::DisplayRole).toString(), u"Cost change"_s);
    QCOMPARE(model.index(0, GroupModel::Failures).data().toString(), u"2"_s);
    QCOMPARE(model.index(0, GroupModel::Change).data().toString(), u"+4 %"_s);
    QCOMPARE(model.index(0, GroupModel::Change).data(GroupModel::ToneRole).toInt(), int(Verdict::Bad));
    QVERIFY(model.index(0, GroupModel::Name).data(Qt::ToolTipRole).toString().contains(u"10 executions"));
    const QSignalSpy headers(&model, &QAbstractItemModel::headerDataChanged);
    row.change.measure = KeyFigure::Measure::Success;
    model.setRows({row});
    QCOMPARE(headers.count(), 1);
    QCOMPARE(model.headerData(GroupModel::Change, Qt::Horizontal, Qt::DisplayRole).toString(), u"Success change"_s);
}

void MetricModelsTest::usageTable()
{
    UsageModel model;
    const QAbstractItemModelTester tester(&model, strict);
    QCOMPARE(model.rowCount(), 0);
    const QDateTime first(QDate(2026, 11, 2), QTime(0, 0), QTimeZone::UTC);
    const MetricPeriod month{.since = first, .until = first.addDays(30)};
    UsageHour monday{.weekday = 1, .hour = 14, .hours = 4, .executions = 10, .successes = 9};
    model.setUsage(usageMap({u"Europe/Berlin"_s, {monday}}, month));
    QCOMPARE(model.rowCount(), 168);
    int row = 0; // weeks begin on another day elsewhere
    while (weekdayAt(row / 24) != 1)
        row += 24;
    row += 14;
    QCOMPARE(model.index(row, UsageModel::Hour).data().toString(), u"14:00 to 15:00"_s);
    QCOMPARE(model.index(row, UsageModel::Executions).data().toString(), u"10"_s);
    QCOMPARE(model.index(row, UsageModel::PerHour).data().toString(), u"2.5"_s);
    QCOMPARE(model.index(row, UsageModel::Success).data().toString().replace(QChar(0x202F), u' '), u"90.00 %"_s);
    QCOMPARE(model.index(row, UsageModel::Cost).data().toString(), u"–"_s);
    QCOMPARE(model.index(row + 1, UsageModel::PerHour).data().toString(), u"–"_s); // no such hour in this time
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    monday.executions = 12;
    model.setUsage(usageMap({u"Europe/Berlin"_s, {monday}}, month));
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(row, UsageModel::PerHour).data().toString(), u"3.0"_s);
}

void MetricModelsTest::comparison()
{
    ComparisonModel model;
    const QAbstractItemModelTester tester(&model, strict);
    ComparedMeasure success{.name = u"Success"_s,
                            .figures = {{.value = u"98 %"_s, .interval = u"97 % to 99 %"_s},
                                        {.value = u"99 %"_s,
                                         .interval = u"98 % to 99.5 %"_s,
                                         .difference = u"+1 pts"_s,
                                         .compared = true,
                                         .real = true,
                                         .tone = Verdict::Good}}};
    model.setMeasures({1, 2}, {success});
    QCOMPARE(model.columnCount(), 3);
    QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"v2 against v1"_s);
    QCOMPARE(model.index(0, 2).data(Qt::AccessibleTextRole).toString(), u"99 %, 98 % to 99.5 %; +1 pts, real"_s);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    success.figures[1].real = false;
    model.setMeasures({1, 2}, {success});
    QCOMPARE(reset.count(), 0);
    QVERIFY(model.index(0, 2).data(Qt::AccessibleTextRole).toString().endsWith(u"noise"));
    success.figures.append(success.figures.at(1));
    model.setMeasures({1, 2, 3}, {success});
    QCOMPARE(reset.count(), 1);
}

void MetricModelsTest::impacts()
{
    ImpactModel model;
    const QAbstractItemModelTester tester(&model, strict);
    ChangeImpact impact{.time = u"3 h each"_s, .between = u"Before: then"_s, .before = 1200, .after = 30};
    impact.activation.id = ActivationId{7};
    impact.activation.kind = u"rollback"_s;
    impact.activation.active = 2;
    impact.activation.actor = u"ada"_s;
    impact.activation.reason = u"Totals came out twice"_s;
    impact.activation.at = QDateTime(QDate(2026, 11, 20), QTime(9, 0), QTimeZone::UTC);
    for (qsizetype i = 0; i < impactMeasures().size(); ++i)
        impact.measures.append({.value = u"+1 pts"_s, .difference = u"0 to 2"_s, .compared = true, .real = i == 0});
    model.setImpacts({impact});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, ImpactModel::Change).data().toString(), u"Rolled back to v2"_s);
    QVERIFY(model.index(0, ImpactModel::Change).data(lineBelowRole).toString().startsWith(u"20 Nov"));
    const QModelIndex executions = model.index(0, ImpactModel::Executions);
    QCOMPARE(executions.data().toString(), u"1,200 → 30"_s);
    QCOMPARE(executions.data(lineBelowRole).toString(), u"3 h each"_s);
    QCOMPARE(executions.data(Qt::AccessibleTextRole).toString(), u"1,200 before, 30 after, 3 h each"_s);
    QVERIFY(executions.data(Qt::ToolTipRole).toString().endsWith(u"Before: then"));
    const QString why = model.index(0, ImpactModel::Change).data(Qt::ToolTipRole).toString();
    QVERIFY(why.contains(u"ada") && why.contains(u"Totals came out twice"));
    QVERIFY(model.index(0, ImpactModel::FirstMeasure).data(Qt::AccessibleTextRole).toString().endsWith(u"real"));
    QVERIFY(model.index(0, ImpactModel::FirstMeasure + 1).data(Qt::AccessibleTextRole).toString().endsWith(u"noise"));
    QCOMPARE(model.headerData(ImpactModel::FirstMeasure, Qt::Horizontal, Qt::DisplayRole).toString(), u"Success"_s);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    impact.after = 31;
    impact.nothing = u"Too few"_s;
    model.setImpacts({impact});
    QCOMPARE(reset.count(), 0);
    const QModelIndex sentence = model.index(0, ImpactModel::FirstMeasure);
    QVERIFY(!sentence.data(figureRole).isValid());
    QCOMPARE(sentence.data(lineBelowRole).toString(), u"Too few"_s);
    QCOMPARE(sentence.data(Qt::AccessibleTextRole).toString(), u"Too few"_s);
    model.setImpacts({});
    QCOMPARE(reset.count(), 1);
}

void MetricModelsTest::failures()
{
    FailureModel model;
    const QAbstractItemModelTester tester(&model, strict);
    QCOMPARE(model.rowCount(), 0);
    FailureFigures figures{.rows = {{.name = u"timeout"_s, .failures = 1200, .ofFailures = 0.75, .ofExecutions = 0.03},
                                    {.name = u"refused"_s, .failures = 400, .ofFailures = 0.25, .before = 500}},
                           .earlierKnown = true};
    model.setFigures(figures);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, FailureModel::Type).data().toString(), u"timeout"_s);
    QCOMPARE(model.index(0, FailureModel::Failures).data().toString(), u"1,200"_s);
    QVERIFY(model.index(0, FailureModel::OfFailures).data().toString().startsWith(u"75.00"));
    QVERIFY(model.index(0, FailureModel::OfExecutions).data().toString().startsWith(u"3.00"));
    QCOMPARE(model.index(1, FailureModel::Change).data().toString(), u"\u2212100"_s);
    QVERIFY(model.index(1, FailureModel::Change).data(Qt::ToolTipRole).toString().contains(u"500"));
    QCOMPARE(model.headerData(FailureModel::Type, Qt::Horizontal, Qt::DisplayRole).toString(), u"Error type"_s);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    figures.rows[0].failures = 1201;
    model.setFigures(figures);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(0, FailureModel::Failures).data().toString(), u"1,201"_s);
    model.setFigures({});
    QCOMPARE(reset.count(), 1);
}

QTEST_GUILESS_MAIN(MetricModelsTest)
#include "tst_metricmodels.moc"
