// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/executionstore.h"
#include "tests/e2e/desk/desk.h"
#include "ui/diff/diffviewer.h"
#include "ui/executions/chartcard.h"
#include "ui/executions/chartview.h"
#include "ui/executions/dashboardview.h"
#include "ui/executions/metricspage.h"
#include "ui/prompts/timelinemodel.h"
#include "ui/shell/promptpage.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/metrictile.h"
#include "ui/widgets/stepqueue.h"

#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTableView>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// The metrics page and the template's tab over a real database with executions.
class MetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyLogSaysWhatToDo();
    void figuresFollowTheLog();
    void filtersNarrow();
    void templateTabComparesVersions();
    void versionsAreHeldAgainstEachOther();
    void lastHourIsKnownToTheSecond();
    void chartsGiveTheirData();
    void staysUsableWithoutTheDatabase();

private:
    TestServer m_server;
};

namespace
{

constexpr int recent = 3600;
constexpr int lastWeek = 4 * 24 * 3600;

/// `count` executions, a minute apart, the last one `secondsAgo`; every tenth fails.
QByteArray executions(const QString &key, int version, int count, int secondsAgo, double cost)
{
    QJsonArray batch;
    for (int i = 0; i < count; ++i) {
        const QDateTime at = QDateTime::currentDateTimeUtc().addSecs(-secondsAgo - 60 * i);
        batch.append(QJsonObject{{u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
                                 {u"template"_s, key},
                                 {u"version"_s, version},
                                 {u"started_at"_s, at.toString(Qt::ISODateWithMs)},
                                 {u"model"_s, i % 2 ? u"small-model"_s : u"large-model"_s},
                                 {u"cost_usd"_s, cost},
                                 {u"latency_ms"_s, 800 + i % 7 * 10},
                                 {u"confidence"_s, 0.9},
                                 {u"success"_s, i % 10 != 0}});
    }
    return QJsonDocument(batch).toJson(QJsonDocument::Compact);
}

/// An agent elsewhere that reports what it ran.
class Agent
{
public:
    explicit Agent(const QString &conninfo)
        : m_database(conninfo, 1)
        , m_store(m_database)
    {
    }
    void record(const QByteArray &batch)
    {
        const auto answer = m_store.record(batch);
        Desk::waitFor([&] { return answer.isFinished(); }, "the recorded batch");
        const auto result = answer.result();
        if (!result || !result->refused.isEmpty())
            qFatal("The batch was not taken.");
    }

private:
    Database m_database;
    ExecutionStore m_store;
};

QString tile(const QWidget *page, KeyFigure::Measure measure)
{
    for (const MetricTile *tile : page->findChildren<MetricTile *>()) {
        if (tile->figure().measure == measure)
            return tile->figure().figure;
    }
    return {};
}

void choose(QComboBox *box, int index)
{
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
}

} // namespace

void MetricsTest::emptyLogSaysWhatToDo()
{
    Desk desk(m_server.createDeployedDatabase());
    desk.open();
    desk.trigger("showMetrics");
    auto *page = desk.find<MetricsPage>("metricsPage");
    auto *text = page->findChild<QLabel *>(u"emptyText"_s);
    QTRY_VERIFY_WITH_TIMEOUT(text->isVisible(), patience);
    QVERIFY(text->text().contains(u"promptuaryctl record"));
    QVERIFY(desk.window().findChild<QDockWidget *>(u"templatesPanel"_s)->isHidden());
    desk.trigger("showPrompts");
    QTRY_VERIFY_WITH_TIMEOUT(!page->isVisible(), patience);
    QVERIFY(!desk.window().findChild<QDockWidget *>(u"templatesPanel"_s)->isHidden());
}

void MetricsTest::figuresFollowTheLog()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Agent agent(conninfo);
    agent.record(executions(firstTemplate(), 1, 40, recent, 0.01));
    Desk desk(conninfo);
    desk.open();
    desk.trigger("showMetrics");
    const auto *page = desk.find<MetricsPage>("metricsPage");
    QTRY_COMPARE_WITH_TIMEOUT(tile(page, KeyFigure::Measure::Executions), u"40"_s, patience);
    QCOMPARE(tile(page, KeyFigure::Measure::Cost), u"$0.400"_s);
    agent.record(executions(firstTemplate(), 1, 2, 10, 0.01));
    QTRY_COMPARE_WITH_TIMEOUT(tile(page, KeyFigure::Measure::Executions), u"42"_s, patience);
}

void MetricsTest::filtersNarrow()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Agent agent(conninfo);
    agent.record(executions(firstTemplate(), 1, 10, recent, 0.01));
    agent.record(executions(secondTemplate(), 1, 20, lastWeek, 0.02));
    Desk desk(conninfo);
    desk.open();
    desk.trigger("showMetrics");
    const auto *page = desk.find<MetricsPage>("metricsPage");
    const auto shows = [page](const QString &executions) {
        return tile(page, KeyFigure::Measure::Executions) == executions;
    };
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"30"_s), patience);
    auto *range = desk.find<QComboBox>("metricsRange");
    choose(range, range->findData(int(TimeRange::Day)));
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"10"_s), patience);
    choose(range, range->findData(int(TimeRange::All)));
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"30"_s), patience);
    auto *model = desk.find<QComboBox>("metricsModel");
    QTRY_COMPARE_WITH_TIMEOUT(model->count(), 3, patience);
    choose(model, 1);
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"15"_s), patience);
    choose(model, 0);
    const TemplateId open = desk.window().workspace()->document()->id();
    auto *which = desk.find<QComboBox>("metricsTemplate");
    for (const auto &[name, figure] :
         {std::pair(u"Educational script generation"_s, u"20"_s), {u"Clarification question generation"_s, u"10"_s}}) {
        choose(which, which->findText(name));
        QTRY_VERIFY_WITH_TIMEOUT(shows(figure), patience);
    }
    QCOMPARE(desk.window().workspace()->document()->id(), open); // choosing one does not open it
    auto *taskType = desk.find<QComboBox>("metricsTaskType");
    choose(taskType, taskType->findText(u"Generation"_s));
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"20"_s), patience);
    QCOMPARE(desk.find<QLabel>("metricsTitle")->text(), u"Generation"_s);
    QCOMPARE(which->currentIndex(), 0);
    agent.record(executions(firstTemplate(), 1, 5, 10, 0.01));
    agent.record(executions(secondTemplate(), 1, 3, 10, 0.01));
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"23"_s), patience); // what comes in is narrowed, too
    choose(taskType, taskType->findText(u"Validation"_s));
    auto *clear = desk.find<QPushButton>("emptyFirstStep");
    QCOMPARE(clear->text(), u"Clear filters"_s);
    QTest::mouseClick(clear, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"38"_s), patience);
}

void MetricsTest::templateTabComparesVersions()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Elsewhere elsewhere(conninfo);
    elsewhere.saveText(firstTemplate(), u"Another text"_s);
    elsewhere.activate(firstTemplate(), 2);
    Agent agent(conninfo);
    agent.record(executions(firstTemplate(), 1, 200, lastWeek, 0.02));
    agent.record(executions(firstTemplate(), 2, 200, recent, 0.01));
    Desk desk(conninfo);
    desk.open();
    const auto *timeline = desk.find<QListView>("timeline");
    QTRY_VERIFY_WITH_TIMEOUT(
        timeline->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"200 executions"), patience);
    desk.trigger("showTemplateMetrics");
    auto *table = desk.find<QTableView>("groupTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
    QCOMPARE(table->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(), u"v2 serves now"_s);
    const auto *sentence = desk.find<QLabel>("impactSentence");
    QVERIFY2(sentence->text().startsWith(u"v2 against v1: cost each \u221250"), qPrintable(sentence->text()));
    const auto *chart = desk.find<ChartView>("costChart");
    QTRY_COMPARE_WITH_TIMEOUT(chart->data().series.size(), 2, patience);
    QCOMPARE(chart->data().marks.constLast().label, u"v2"_s);
}

void MetricsTest::versionsAreHeldAgainstEachOther()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Elsewhere elsewhere(conninfo);
    elsewhere.saveText(firstTemplate(), u"Another text"_s);
    elsewhere.saveText(firstTemplate(), u"A third text"_s);
    Agent agent(conninfo);
    agent.record(executions(firstTemplate(), 1, 200, lastWeek, 0.02));
    agent.record(executions(firstTemplate(), 2, 200, recent, 0.01));
    agent.record(executions(firstTemplate(), 3, 100, recent, 0.01));
    Desk desk(conninfo);
    desk.open();
    desk.trigger("showTemplateMetrics");
    auto *versions = desk.find<QTableView>("groupTable");
    QTRY_COMPARE_WITH_TIMEOUT(versions->model()->rowCount(), 3, patience);
    QCOMPARE(desk.find<QPushButton>("compareVersions")->text(), u"Compare v2 and v3"_s);
    versions->selectRow(1);
    versions->selectionModel()->select(versions->model()->index(2, 0),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
    desk.press("compareVersions");
    auto *table = desk.find<QTableView>("comparisonTable");
    const auto cell = [table](const QString &measure, int column) {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 0).data().toString() == measure)
                return table->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
        }
        return QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->columnCount(), 3, patience);
    QVERIFY2(cell(u"Cost each"_s, 2).contains(u"\u221250") && cell(u"Cost each"_s, 2).endsWith(u", real"),
             qPrintable(cell(u"Cost each"_s, 2)));
    QVERIFY(cell(u"Success"_s, 2).endsWith(u", noise"));
    const auto *spread = desk.find<ChartView>("latencySpreadChart");
    QTRY_VERIFY_WITH_TIMEOUT(!spread->data().isEmpty(), patience);
    QCOMPARE(spread->data().series.size(), 2);
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"Measure\tv1\tv2 against v1\n"));
    agent.record(executions(firstTemplate(), 2, 100, 10, 0.01)); // live here too
    QTRY_VERIFY_WITH_TIMEOUT(cell(u"Executions"_s, 2).startsWith(u"300"), patience);

    desk.press("comparisonDiff");
    auto *viewer = desk.find<DiffViewer>("diffViewer");
    QTRY_VERIFY_WITH_TIMEOUT(!viewer->isComparing(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.find<QComboBox>("leftSide")->currentText().left(2), u"v1"_s, patience);
    // Version 1 stands on the left from the start: only the right side tells that the question arrived.
    QTRY_COMPARE_WITH_TIMEOUT(desk.find<QComboBox>("rightSide")->currentText().left(2), u"v2"_s, patience);
    desk.trigger("showTemplateMetrics");
    QTest::keyClick(table, Qt::Key_Escape);
    QVERIFY(versions->isVisible());
}

void MetricsTest::lastHourIsKnownToTheSecond()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Agent agent(conninfo);
    agent.record(executions(firstTemplate(), 1, 30, 60, 0.01));   // half an hour, one a minute
    agent.record(executions(firstTemplate(), 1, 20, 5400, 0.01)); // before the last hour
    Desk desk(conninfo);
    desk.open();
    desk.trigger("showMetrics");
    const auto *page = desk.find<MetricsPage>("metricsPage");
    QTRY_COMPARE_WITH_TIMEOUT(tile(page, KeyFigure::Measure::Executions), u"50"_s, patience);
    auto *range = desk.find<QComboBox>("metricsRange");
    choose(range, range->findData(int(TimeRange::Hour)));
    QTRY_COMPARE_WITH_TIMEOUT(tile(page, KeyFigure::Measure::Executions), u"30"_s, patience);
    auto *chart = desk.find<ChartView>("costChart");
    const auto *latency = desk.find<ChartView>("latencyChart");
    // One card after the other is filled, each in a turn of its own.
    QTRY_COMPARE_WITH_TIMEOUT(chart->data().times.size(), 60, patience);
    QTRY_COMPARE_WITH_TIMEOUT(latency->data().times.size(), 60, patience);
    double cost = 0;
    for (const auto &value : chart->data().series.at(0).values)
        cost += *value;
    QVERIFY(std::abs(cost - 0.3) < 1e-9);
    // A part of a chart can become the time of all figures.
    QTest::keyClick(chart, Qt::Key_End);
    QTest::keyClick(chart, Qt::Key_Plus);
    QTest::keyClick(chart, Qt::Key_Plus);
    QVERIFY(latency->window());
    desk.press("costUseTime");
    QTRY_VERIFY_WITH_TIMEOUT(chart->data().times.size() < 20, patience);
    QCOMPARE(page->filter().range, TimeRange::Custom);
    QVERIFY(!chart->window());
    QVERIFY(!latency->window());
}

void MetricsTest::chartsGiveTheirData()
{
    const QString conninfo = m_server.createDeployedDatabase();
    Agent(conninfo).record(executions(firstTemplate(), 1, 40, recent, 0.01));
    Desk desk(conninfo);
    desk.open();
    desk.trigger("showMetrics");
    auto *card = desk.find<ChartCard>("successCard");
    auto *chart = desk.find<ChartView>("successChart");
    QTRY_VERIFY_WITH_TIMEOUT(!chart->data().isEmpty(), patience);
    card->copyCsv();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"time,Success,Success low,Success high\n"));
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_End);
    QCOMPARE(chart->chosenPoint(), chart->data().times.size() - 1);
    QVERIFY(chart->describe(chart->chosenPoint()).contains(u"Success"));
    const QTemporaryDir folder;
    QVERIFY(card->savePng(folder.filePath(u"chart.png"_s)));
    QVERIFY(!QImage(folder.filePath(u"chart.png"_s)).isNull());
    QVERIFY(card->saveSvg(folder.filePath(u"chart.svg"_s)));
    const auto refused = card->savePng(folder.filePath(u"missing/chart.png"_s));
    QVERIFY(!refused && refused.error().message.contains(u"could not be saved"));
    QVERIFY(card->saveCsv(folder.filePath(u"chart.csv"_s)));
    QFile csv(folder.filePath(u"chart.csv"_s));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(csv.readAll()), QGuiApplication::clipboard()->text());

    // By the palette, each with the name of its chart.
    const auto *cards = desk.find<DashboardView>("dashboard")->findChild<StepQueue *>();
    QTRY_VERIFY_WITH_TIMEOUT(cards->isDone(), patience);
    desk.trigger("openPalette");
    auto *input = desk.find<QLineEdit>("paletteInput");
    const auto *list = desk.find<QAbstractItemView>("paletteList");
    for (const QString &kind : {u"CSV"_s, u"PNG"_s, u"SVG"_s}) {
        input->clear();
        desk.type(input, kind.toLower());
        QStringList titles;
        for (int at = 0; at < list->model()->rowCount(); ++at)
            titles.append(list->model()->index(at, 0).data().toString());
        QVERIFY2(titles.contains(u"Success rate: Save as %1…"_s.arg(kind)), qPrintable(titles.join(u", "_s)));
        QVERIFY2(!titles.contains(u"Save as %1…"_s.arg(kind)), qPrintable(titles.join(u", "_s)));
        QCOMPARE(QSet<QString>(titles.begin(), titles.end()).size(), titles.size());
    }
    QTest::keyClick(input, Qt::Key_Escape);
}

void MetricsTest::staysUsableWithoutTheDatabase()
{
    TestServer server;
    const QString conninfo = server.createDeployedDatabase();
    Agent(conninfo).record(executions(firstTemplate(), 1, 40, recent, 0.01));
    Desk desk(conninfo);
    desk.open();
    desk.trigger("showMetrics");
    const auto *page = desk.find<MetricsPage>("metricsPage");
    QTRY_COMPARE_WITH_TIMEOUT(tile(page, KeyFigure::Measure::Executions), u"40"_s, patience);
    server.stop();
    choose(desk.find<QComboBox>("metricsRange"), 0);
    QTRY_VERIFY_WITH_TIMEOUT(desk.banner("connectionBanner").contains(u"Not connected"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.banner("metricsBanner"), QString(), patience); // once is enough
    QCOMPARE(tile(page, KeyFigure::Measure::Executions), u"40"_s);
    // What was asked for meanwhile is read when the connection is back.
    choose(desk.find<QComboBox>("metricsRange"), 1);
    server.start();
    Agent(conninfo).record(executions(firstTemplate(), 1, 2, recent, 0.01));
    QTRY_COMPARE_WITH_TIMEOUT(desk.banner("connectionBanner"), QString(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(tile(page, KeyFigure::Measure::Executions), u"42"_s, patience);
    QCOMPARE(desk.banner("metricsBanner"), QString());
}

QTEST_MAIN(MetricsTest)
#include "tst_metrics.moc"
