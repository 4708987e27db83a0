// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/comparisonmodel.h"
#include "ui/executions/dashboardview.h"
#include "ui/executions/failureview.h"
#include "ui/executions/figuredelegate.h"
#include "ui/widgets/metrictile.h"
#include "ui/widgets/stepqueue.h"
#include "ui/widgets/typography.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The tiles of a dashboard, why executions failed and what changes did.
class DashboardViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void tilesTellAllMeasures();
    void tilesStayReadable();
    void tilesHaveSparklinesAtAllWidths();
    void figuresEndBelowEachOther();
    void failuresStandBesideTheirTable();
    void failuresByKeys();
    void changesSayWhyNothingIsCompared();

private:
    void show(const DashboardData &data);

    std::unique_ptr<DashboardView> m_view;
};

namespace
{

template<typename T>
T *in(QWidget &page, const char *name)
{
    T *found = page.findChild<T *>(QLatin1StringView(name));
    if (!found)
        qFatal("There is no %s.", name);
    return found;
}

QDateTime day(int number)
{
    return {QDate(2026, 11, number), QTime(0, 0), QTimeZone::UTC};
}

/// A month of one template.
DashboardData month()
{
    DashboardData data{.period = {.since = day(1), .until = day(21)}};
    data.filter.templateId = TemplateId{1};
    data.filter.environment = u"production"_s;
    data.total = {.executions = 1000,
                  .successes = 970,
                  .inputTokens = 900'000,
                  .outputTokens = 140'000,
                  .timed = 1000,
                  .latencyMs = 900'000,
                  .latencyP50 = 800,
                  .latencyP95 = 2050,
                  .latencyP99 = 4100};
    data.earlier = data.total;
    data.earlier.inputTokens = 450'000;
    data.points = {data.total};
    data.points[0].startsAt = day(3);
    data.failures = {{.errorType = u"timeout"_s, .failures = 20}, {.errorType = u"invalid_json"_s, .failures = 10}};
    return data;
}

} // namespace

void DashboardViewTest::init()
{
    m_view = std::make_unique<DashboardView>();
    m_view->resize(1300, 700);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

/// Until all of its cards have it, which they get one by one.
void DashboardViewTest::show(const DashboardData &data)
{
    m_view->setData(data, {});
    QTRY_VERIFY(m_view->findChild<StepQueue *>()->isDone());
}

void DashboardViewTest::tilesTellAllMeasures()
{
    show(month());
    QStringList names;
    for (const MetricTile *tile : m_view->findChildren<MetricTile *>()) {
        names << tile->figure().name;
        QVERIFY(tile->accessibleName().startsWith(tile->figure().name));
        QCOMPARE(tile->accessibleDescription(), tile->figure().explanation);
        QVERIFY(!tile->toolTip().isEmpty());
        QCOMPARE(tile->figure().course.size() > 1, true);
    }
    QCOMPARE(names,
             (QStringList{u"Executions"_s, u"Success"_s, u"Cost"_s, u"Input tokens"_s, u"Output tokens"_s,
                          u"Latency p50"_s, u"Latency p95"_s, u"Latency p99"_s, u"Confidence"_s, u"Manual review"_s}));
    const MetricTile *input = m_view->findChildren<MetricTile *>().at(3);
    QCOMPARE(input->figure().figure, u"900,000"_s);
    QVERIFY(input->figure().difference.startsWith(u"+100"));
    QVERIFY(input->accessibleDescription().contains(u"450,000"));
}

/// Two rows of five in a window; in a tab as many beside each other as can be read.
void DashboardViewTest::tilesStayReadable()
{
    show(month());
    const QList<MetricTile *> tiles = m_view->findChildren<MetricTile *>();
    const auto inFirstRow = [&tiles] {
        return std::ranges::count(tiles, tiles.constFirst()->y(), [](const MetricTile *tile) { return tile->y(); });
    };
    QTRY_COMPARE(inFirstRow(), 5);
    for (const int width : {760, 600, 420}) {
        const auto before = inFirstRow();
        m_view->resize(width, 700);
        QTRY_VERIFY(inFirstRow() < before);
        for (const MetricTile *tile : tiles)
            QVERIFY2(tile->width() >= tile->minimumSizeHint().width(), qPrintable(QString::number(width)));
    }
}

/// However much room figure and difference take.
void DashboardViewTest::tilesHaveSparklinesAtAllWidths()
{
    MetricTile tile;
    KeyFigure figure{.name = u"Manual review"_s, .figure = u"$12,460.30"_s, .difference = u"+126 %"_s};
    for (const int width : {tile.minimumSizeHint().width(), 200, 320}) {
        tile.resize(width, tile.sizeHint().height());
        figure.course.clear();
        tile.setFigure(figure);
        const QImage without = tile.grab().toImage();
        figure.course = {1.0, 4.0, 2.0, 3.0};
        tile.setFigure(figure);
        QVERIFY2(tile.grab().toImage() != without, qPrintable(QString::number(width)));
    }
}

/// Whether they have an interval beside them or not.
void DashboardViewTest::figuresEndBelowEachOther()
{
    const QString interval = u"97.1 % to 98.8 %"_s;
    ComparisonModel model;
    model.setMeasures({1}, {{.name = u"Success"_s, .figures = {{.value = u"98.0 %"_s, .interval = interval}}},
                            {.name = u"Violations"_s, .figures = {{.value = u"98.0 %"_s}}}});
    QTableView table;
    FigureDelegate delegate;
    delegate.measure(model);
    table.setModel(&model);
    table.setItemDelegate(&delegate);
    table.setFocusPolicy(Qt::NoFocus);
    table.setShowGrid(false);
    table.verticalHeader()->setDefaultSectionSize(figureRowHeight);
    table.setColumnWidth(1, 300);
    table.resize(500, 200);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    const QImage drawn = table.viewport()->grab().toImage();
    const int beside = QFontMetrics(tabularFont(smallFont())).horizontalAdvance(interval);
    const auto withoutInterval = [&](int row) {
        return drawn.copy(table.visualRect(model.index(row, 1)).adjusted(0, 0, -beside - 8, 0));
    };
    QCOMPARE(withoutInterval(0), withoutInterval(1));
    QVERIFY(delegate.widthFor(model, 1) > beside + QFontMetrics(boldFont()).horizontalAdvance(u"98.0 %"_s));
}

void DashboardViewTest::failuresStandBesideTheirTable()
{
    DashboardData data = month();
    show(data);
    const auto *bars = in<FailureView>(*m_view, "failuresChart");
    QCOMPARE(bars->shown().size(), 2);
    QVERIFY(bars->isVisible() && bars->accessibleName().contains(u"30 of 1,000"));
    QVERIFY(bars->describe(bars->figures().rows.at(0)).contains(u"timeout"));
    const auto *table = in<QTableView>(*m_view, "failuresTable");
    QCOMPARE(table->model()->rowCount(), 2);
    QVERIFY(!table->isVisible());
    in<QAction>(*m_view, "failuresAsTable")->trigger();
    QVERIFY(table->isVisible());
    data.failures.clear();
    for (int i = 0; i < 60; ++i)
        data.failures.append({.errorType = u"type %1"_s.arg(i), .failures = 1});
    show(data);
    QCOMPARE(table->model()->rowCount(), 60);
    QVERIFY(bars->shown().size() < 60 && bars->shown().constLast().name.endsWith(u"others"));
    data.failures.clear();
    show(data);
    QVERIFY(bars->shown().isEmpty());
}

void DashboardViewTest::failuresByKeys()
{
    show(month());
    auto *bars = in<FailureView>(*m_view, "failuresChart");
    QTest::keyClick(bars, Qt::Key_Down);
    QVERIFY(bars->accessibleDescription().contains(u"timeout"));
    QTest::keyClick(bars, Qt::Key_Down);
    QVERIFY(bars->accessibleDescription().contains(u"invalid_json"));
    QTest::keyClick(bars, Qt::Key_Down); // the last one
    QVERIFY(bars->accessibleDescription().contains(u"invalid_json"));
    QTest::keyClick(bars, Qt::Key_Home);
    QVERIFY(bars->accessibleDescription().contains(u"timeout"));
}

void DashboardViewTest::changesSayWhyNothingIsCompared()
{
    DashboardData data = month();
    Activation change;
    change.id = ActivationId{1};
    change.environment = u"production"_s;
    change.previous = 1;
    change.active = 2;
    change.at = day(5);
    data.changes = {.figures = {{.times = {.activation = change,
                                           .seconds = 3600,
                                           .exact = true,
                                           .before = {day(4), day(5)},
                                           .after = {day(5), day(6)}},
                                 .before = {.executions = 12, .successes = 12},
                                 .after = {.executions = 400, .successes = 390}}},
                    .older = 3};
    show(data);
    const auto *table = in<QTableView>(*m_view, "impactTable");
    const QAbstractItemModel *model = table->model();
    QCOMPARE(model->rowCount(), 1);
    QCOMPARE(table->columnSpan(0, model->columnCount() - 5), 5); // one sentence, not five times the same
    bool told = false;
    for (int column = 0; column < model->columnCount(); ++column)
        told = told || model->index(0, column).data(Qt::ToolTipRole).toString().contains(u"12 before");
    QVERIFY(told);
    const QList<QLabel *> labels = in<QWidget>(*m_view, "impactCard")->findChildren<QLabel *>();
    QVERIFY(
        std::ranges::any_of(labels, [](const QLabel *label) { return label->text().contains(u"3 older changes"); }));
}

QTEST_MAIN(DashboardViewTest)
#include "tst_dashboardview.moc"
