// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What dashboards cost over a log of executions that is there already. Prints one JSON object.
//   bench_dashboards read CONNINFO TEMPLATE    what each dashboard and page reads: milliseconds, p50 and p95
//   bench_dashboards show DIRECTORY TEMPLATE   each of them in the window, over the private PostgreSQL in that folder:
//                                              the longest stall of the GUI thread, and the process's memory
// TEMPLATE is the id of one with executions.
#include "app/promptuary/application.h"
#include "app/promptuary/stallwatch.h"
#include "core/database/database.h"
#include "core/executions/dashboard.h"
#include "core/executions/executionstore.h"
#include "core/health/healthstore.h"
#include "ui/executions/chartview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/widgets/metrictile.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlQuery>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

constexpr int rounds = 40;
constexpr int pageRows = 200; // as the table reads them

template<typename T>
T must(const Result<T> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return *result;
}

double millisecondsOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

QJsonObject timed(const std::function<void()> &read)
{
    read(); // plans and pages of the server are warm, as they are where dashboards are looked at
    QList<double> times;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        read();
        times.append(millisecondsOf(timer));
    }
    std::ranges::sort(times);
    return {{u"p50"_s, times[times.size() / 2]}, {u"p95"_s, times[times.size() * 95 / 100]}};
}

/// A page in the middle of the log, where it is read from the row before it; and by OFFSET, which must be the same
/// rows.
QJsonObject timePageFarIn(Database &database, ExecutionStore &store)
{
    const ExecutionFilter olderHalf{.until = QDateTime::currentDateTimeUtc().addDays(-15)};
    const Execution last = must(store.page(olderHalf, 1, {}).result()).value(0);
    QJsonObject result = timed([&] { must(store.page({}, pageRows, last).result()); });
    const QList<Execution> page = must(store.page({}, pageRows, last).result());
    const auto byOffset = database.run([&last](Connection &connection) -> Result<QStringList> {
        auto newer = connection.query(
            u"select count(*) from promptuary.prompt_executions e, (select l.started_at, l.id from "
            "promptuary.prompt_executions l where l.id = ? ) l where (e.started_at, e.id) >= (l.started_at, l.id)"_s,
            {last.id.toString(QUuid::WithoutBraces)});
        if (!newer || !newer->next())
            return std::unexpected(newer ? Error{.message = u"The log is empty."_s} : newer.error());
        QElapsedTimer timer;
        timer.start();
        auto rows = connection.query(u"select id from promptuary.prompt_executions order by started_at desc, id desc "
                                     "offset ? limit ?"_s,
                                     {newer->value(0), pageRows});
        if (!rows)
            return std::unexpected(rows.error());
        QStringList answer{QString::number(millisecondsOf(timer))};
        while (rows->next())
            answer.append(rows->value(0).toString());
        return answer;
    });
    QStringList expected = must(byOffset.result());
    result.insert(u"offset"_s, expected.takeFirst().toDouble());
    result.insert(u"equal"_s, std::ranges::equal(page, expected, {}, [](const Execution &execution) {
                      return execution.id.toString(QUuid::WithoutBraces);
                  }));
    return result;
}

QJsonObject timeReading(const QString &conninfo, TemplateId id)
{
    Database database(conninfo);
    ExecutionStore store(database);
    HealthStore health(database);
    const auto dashboard = [&store](const DashboardFilter &filter) {
        return timed([&] { must(readDashboard(store, filter, QDateTime::currentDateTimeUtc()).result()); });
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const MetricQuery month{.since = now.addDays(-30), .until = now};
    const ExecutionFilter ofTemplate{.templateId = id};
    return {
        {u"overview"_s, dashboard({})},
        {u"overview by task type"_s, dashboard({.stacking = Stacking::TaskType})},
        {u"overview by model"_s, dashboard({.stacking = Stacking::Model})},
        {u"overview of the last hour"_s, dashboard({.range = TimeRange::Hour})},
        {u"overview of the last week"_s, dashboard({.range = TimeRange::Week})},
        {u"overview of all time"_s, dashboard({.range = TimeRange::All})},
        {u"template"_s, dashboard({.templateId = id})},
        {u"template of all time"_s, dashboard({.templateId = id, .range = TimeRange::All})},
        {u"versions compared"_s, dashboard({.templateId = id, .compared = {4, 5}})},
        {u"failures by type"_s, timed([&] { must(store.failures(month).result()); })},
        {u"distribution of latency"_s,
         timed([&] { must(store.distribution(ExecutionStore::Measure::Latency, month).result()); })},
        {u"usage by hour and weekday"_s, timed([&] { must(store.usage(month, "Europe/Berlin").result()); })},
        {u"health"_s, timed([&] { must(health.read().result()); })},
        {u"executions, first page"_s, timed([&] { must(store.page({}, pageRows, {}).result()); })},
        {u"executions of a template, first page"_s,
         timed([&] { must(store.page(ofTemplate, pageRows, {}).result()); })},
        {u"executions, page in the middle of the log"_s, timePageFarIn(database, store)},
    };
}

/// The real window, gone through as a user would, with a watch on its thread.
class Showing
{
public:
    explicit Showing(MainWindow *window)
        : m_window(window)
    {
    }

    void show(const QString &name, const std::function<void()> &begin, const std::function<bool()> &isShown)
    {
        std::ignore = m_stalls.take();
        QElapsedTimer timer;
        timer.start();
        begin();
        waitUntil(isShown, name);
        const double shown = millisecondsOf(timer);
        // What it does once it is on the screen counts as well.
        const QDeadlineTimer settled(std::chrono::seconds(2));
        waitUntil([&settled] { return settled.hasExpired(); }, name);
        m_shown.insert(name,
                       QJsonObject{{u"ms"_s, shown}, {u"stall"_s, double(m_stalls.take().waited.count()) / 1000}});
    }

    void trigger(const char *action) { m_window->findChild<QAction *>(QString::fromLatin1(action))->trigger(); }

    template<typename Widget>
    [[nodiscard]] Widget *visible(const char *name) const
    {
        const auto all = m_window->findChildren<Widget *>(QString::fromLatin1(name));
        const auto found = std::ranges::find_if(all, [](const Widget *widget) { return widget->isVisible(); });
        return found == all.end() ? nullptr : *found;
    }

    [[nodiscard]] bool hasChart(const char *name) const
    {
        const auto *chart = visible<ChartView>(name);
        return chart && !chart->data().isEmpty();
    }

    /// The watch's own events wake this up; sleeping between two looks would be a stall.
    static void waitUntil(const std::function<bool()> &condition, const QString &what)
    {
        const QDeadlineTimer patience(std::chrono::seconds(60));
        while (!condition()) {
            if (patience.hasExpired())
                qFatal("The window did not show within 60 s: %s.", qPrintable(what));
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    }

    [[nodiscard]] QJsonObject shown() const { return m_shown; }

private:
    MainWindow *m_window;
    StallWatch m_stalls;
    QJsonObject m_shown;
};

void showDashboards(Showing &showing)
{
    showing.show(
        u"metrics of everything"_s, [&] { showing.trigger("showMetrics"); },
        [&] { return showing.hasChart("costChart"); });
    showing.show(
        u"metrics of a template"_s, [&] { showing.trigger("showTemplateMetrics"); },
        [&] { return showing.hasChart("costChart") && showing.visible<QAbstractButton>("compareVersions"); });
    showing.show(
        u"versions compared"_s, [&] { showing.visible<QAbstractButton>("compareVersions")->click(); },
        [&] { return showing.hasChart("latencySpreadChart"); });
    const auto rows = [&] {
        const auto *table = showing.visible<QTableView>("executionTable");
        return table ? table->model()->rowCount() : 0;
    };
    showing.show(u"executions"_s, [&] { showing.trigger("showExecutions"); }, [&] { return rows() > 0; });
    showing.show(
        u"executions scrolled through ten pages"_s, [] {},
        [&] {
            auto *table = showing.visible<QTableView>("executionTable");
            table->scrollToBottom(); // asks for the next page, unless that is under way
            return rows() >= 10 * pageRows || !table->model()->canFetchMore({});
        });
    showing.show(
        u"health"_s, [&] { showing.trigger("showHealth"); },
        [&] {
            const auto *page = showing.visible<QWidget>("healthPage");
            const auto tiles = page ? page->findChildren<MetricTile *>() : QList<MetricTile *>();
            return std::ranges::any_of(tiles, [](const MetricTile *tile) {
                return !tile->figure().figure.isEmpty() && tile->figure().figure != u"–"_s;
            });
        });
    showing.show(
        u"metrics of everything, again"_s, [&] { showing.trigger("showMetrics"); },
        [&] { return showing.hasChart("costChart"); });
}

/// Of this process, in megabytes.
double memory(QByteArrayView what)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        qFatal("There is no /proc/self/status.");
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(what))
            return line.mid(what.size() + 1).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

QJsonObject timeShowing(const QString &directory, TemplateId id)
{
    const QTemporaryDir scratch;
    Application application({.server = {.conninfo = {}, .privateDirectory = directory},
                             .settingsFile = scratch.filePath(u"settings.ini"_s),
                             .draftDirectory = scratch.filePath(u"drafts"_s),
                             .scheme = {}});
    MainWindow *window = application.openWindow();
    application.session().open();
    bool filled = false;
    QObject::connect(window, &MainWindow::filled, window, [&] { filled = true; });
    window->show();
    Showing showing(window);
    Showing::waitUntil([&] { return filled; }, u"the window"_s);
    filled = false;
    window->workspace()->open(id);
    Showing::waitUntil([&] { return filled; }, u"the template"_s);
    showDashboards(showing);
    return {{u"shown"_s, showing.shown()}, {u"rss_mb"_s, memory("VmRSS:")}, {u"peak_mb"_s, memory("VmHWM:")}};
}

} // namespace

int main(int argc, char **argv)
{
    const bool show = argc > 1 && QByteArrayView(argv[1]) == "show";
    const std::unique_ptr<QCoreApplication> qt(show ? new QApplication(argc, argv) : new QCoreApplication(argc, argv));
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        qFatal("usage: bench_dashboards read CONNINFO TEMPLATE | show DIRECTORY TEMPLATE");
    const TemplateId id{arguments[3].toLongLong()};
    const QJsonObject result = show ? timeShowing(arguments[2], id) : timeReading(arguments[2], id);
    QTextStream(stdout) << QJsonDocument(result).toJson(QJsonDocument::Compact) << Qt::endl;
    return 0;
}
