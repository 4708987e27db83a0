// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/charttablemodel.h"
#include "ui/executions/groupmodel.h"

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

QTEST_GUILESS_MAIN(MetricModelsTest)
#include "tst_metricmodels.moc"
