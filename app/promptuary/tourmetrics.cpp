// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What versions cost and how well they do.
#include "app/promptuary/tour.h"
#include "core/executions/demohistory.h"
#include "core/executions/demotexts.h"
#include "ui/executions/chartview.h"
#include "ui/executions/heatmapview.h"
#include "ui/executions/metricspage.h"
#include "ui/shell/appearance.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"
#include "ui/widgets/stepqueue.h"

#include <QComboBox>
#include <QDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QScrollArea>
#include <QTableView>
#include <QTest>
#include <QUuid>

#include <algorithm>

namespace promptuary
{

/// The open template and some others have been run for two months.
void Tour::recordHistory()
{
    DemoOptions options{.until = QDateTime::currentDateTimeUtc(),
                        .days = 60,
                        .perDay = 250,
                        .environments = {m_window->workspace()->environment()}};
    QList<TemplateSummary> summaries = m_window->workspace()->catalog().templates();
    summaries.removeIf([](const TemplateSummary &summary) { return summary.newest == 0; });
    const TemplateId open = m_window->workspace()->document()->id();
    std::ranges::stable_sort(summaries, std::ranges::greater(), [open](const TemplateSummary &summary) {
        return std::pair(summary.id == open, summary.newest);
    });
    summaries.resize(std::min<qsizetype>(summaries.size(), 8));
    const QDateTime since = DemoHistory::since(options);
    QList<DemoTemplate> templates;
    QList<Activation> activations;
    for (const TemplateSummary &summary : std::as_const(summaries)) {
        const TemplateDocument *document = m_window->workspace()->document();
        const QList<Activation> log = summary.id == document->id() ? document->activations() : QList<Activation>();
        DemoTemplate made{
            .key = summary.key,
            .served = demoServed(log, summary.newest, since, options.until, DemoHistory::spread(options, summary.key)),
            .content = {}};
        QList<int> numbers;
        for (const ServedVersion &served : std::as_const(made.served))
            numbers.append(served.number);
        const auto versions = answered(m_application.session().prompts().versions(summary.id, numbers),
                                       QStringLiteral("the texts of %1").arg(summary.name));
        QHash<int, QDateTime> createdAt;
        for (const Version &version : *versions) {
            made.content.insert(version.summary.number, version.content);
            createdAt.insert(version.summary.number, version.summary.createdAt);
        }
        const auto possible = demoServedOnceMade(made.served, createdAt, since, options.until);
        if (summary.active.isEmpty() && log.isEmpty() && !possible.isEmpty()) {
            made.served = possible;
            activations += demoActivations(summary.id, options.environments.constFirst(), made.served);
            if (made.served.size() > 1 && m_changedTemplate.isEmpty())
                m_changedTemplate = summary.name;
        }
        templates.append(made);
    }
    std::ignore = answered(m_application.session().prompts().importActivations(activations),
                           QStringLiteral("the invented activations"));
    const DemoHistory history(templates, options);
    ExecutionStore &store = m_application.session().executions();
    std::ignore = answered(store.setPrices(DemoHistory::prices()), QStringLiteral("the prices"));
    for (int day = 0; day < options.days; ++day) {
        const auto recorded =
            answered(store.record(QJsonDocument(history.day(day).executions).toJson(QJsonDocument::Compact)),
                     QStringLiteral("the invented executions"));
        if (!recorded->refused.isEmpty())
            throw TourError(QStringLiteral("the invented executions were refused"));
    }
    std::ignore = answered(store.rollUp(), QStringLiteral("the rollup"));
}

/// The last hour of the version that serves, as if its agent had been at work all the time.
void Tour::showLastHour(const MetricsPage *page)
{
    const TemplateDocument *document = m_window->workspace()->document();
    const int version = document->activations().constFirst().active;
    const auto versions = answered(m_application.session().prompts().versions(document->id(), {version}),
                                   QStringLiteral("the text of what serves"));
    VersionContent content = versions->constFirst().content;
    declareVariables(content);
    QJsonArray batch;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int number = 0; number < 200; ++number) {
        const bool success = number % 25 != 0;
        const QJsonObject values = demoValues(content, quint64(number));
        QJsonObject one{{QStringLiteral("id"), QUuid::createUuid().toString(QUuid::WithoutBraces)},
                        {QStringLiteral("template"), document->summary().key},
                        {QStringLiteral("version"), version},
                        {QStringLiteral("started_at"), now.addSecs(qint64{-15} * number).toString(Qt::ISODateWithMs)},
                        {QStringLiteral("model"), QStringLiteral("small-model")},
                        {QStringLiteral("input_tokens"), 900 + 35 * (number % 13)},
                        {QStringLiteral("output_tokens"), 140 + 9 * (number % 17)},
                        {QStringLiteral("cost_usd"), 0.001 + 0.0001 * (number % 7)},
                        {QStringLiteral("latency_ms"), 900 + 40 * (number % 11)},
                        {QStringLiteral("confidence"), 0.9 - 0.01 * (number % 5)},
                        {QStringLiteral("success"), success},
                        {QStringLiteral("variables"), values},
                        {QStringLiteral("rendered_prompt"), demoPrompt(content, values)}};
        if (!success) {
            one.insert(QStringLiteral("error_type"), QStringLiteral("invalid_json"));
            one.insert(QStringLiteral("error_message"), QStringLiteral("lines[2].amount: a number was expected"));
        }
        batch.append(one);
    }
    std::ignore =
        answered(m_application.session().executions().record(QJsonDocument(batch).toJson(QJsonDocument::Compact)),
                 QStringLiteral("the executions of the last hour"));
    auto *range = page->findChild<QComboBox *>(QStringLiteral("metricsRange"));
    range->setFocus();
    QTest::keyClick(range, Qt::Key_Home);
    const auto *chart = find<ChartView>("successChart");
    waitUntil(
        [&] {
            return chart->data().times.size() == 60 &&
                   std::ranges::all_of(page->findChildren<StepQueue *>(), &StepQueue::isDone); // all cards are filled
        },
        QStringLiteral("the last hour"));
    picture(QStringLiteral("metrics-last-hour"));
    range->setCurrentIndex(range->findData(int(TimeRange::Month)));
    Q_EMIT range->activated(range->currentIndex());
    waitUntil([chart] { return chart->data().times.size() == 30; }, QStringLiteral("the last month again"));
}

/// A template whose versions changed in the middle of its time.
void Tour::lookAtHistory()
{
    const TemplateSummary before = m_window->workspace()->document()->summary();
    goTo(m_changedTemplate);
    trigger("showTemplateMetrics");
    auto *tab = find<MetricsPage>("metricsTab");
    auto *range = tab->findChild<QComboBox *>(QStringLiteral("metricsRange"));
    range->setCurrentIndex(range->findData(int(TimeRange::Quarter)));
    Q_EMIT range->activated(range->currentIndex());
    auto *chart = tab->findChild<ChartView *>(QStringLiteral("successChart"));
    const auto invented = [chart] {
        return std::ranges::any_of(chart->data().marks, [](const ChartMark &mark) {
            return mark.explanation.contains(QStringLiteral("Invented for a demonstration"));
        });
    };
    waitUntil(invented, QStringLiteral("the activations of %1").arg(m_changedTemplate));
    tab->findChild<QScrollArea *>(QStringLiteral("dashboard"))->ensureWidgetVisible(chart);
    picture(QStringLiteral("metrics-history"));
    darkPicture(QStringLiteral("dark-metrics-history"));
    tab->findChild<QScrollArea *>(QStringLiteral("dashboard"))
        ->ensureWidgetVisible(tab->findChild<QTableView *>(QStringLiteral("impactTable")));
    picture(QStringLiteral("metrics-impact"));
    darkPicture(QStringLiteral("dark-metrics-impact"));
    goTo(before.name);
    trigger("showTemplateMetrics");
}

void Tour::measure()
{
    trigger("showExecutions");
    find<QLabel>("emptyText");
    picture(QStringLiteral("executions-none-yet"));
    trigger("showMetrics");
    auto *page = find<MetricsPage>("metricsPage");
    find<QLabel>("emptyText");
    picture(QStringLiteral("metrics-empty"));
    trigger("showAlerts");
    find<QLabel>("emptyText");
    picture(QStringLiteral("alerts-none"));
    trigger("showMetrics");
    recordHistory();
    auto *chart = find<ChartView>("costChart");
    waitUntil([chart] { return !chart->data().isEmpty(); }, QStringLiteral("the figures"));
    picture(QStringLiteral("metrics"));
    darkPicture(QStringLiteral("dark-metrics-overview"));
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_End);
    picture(QStringLiteral("metrics-point"));
    for (int times = 0; times < 2; ++times)
        QTest::keyClick(chart, Qt::Key_Plus);
    press("legend1");
    picture(QStringLiteral("metrics-zoomed"));
    press("legend1");
    QTest::keyClick(chart, Qt::Key_0);
    auto *range = page->findChild<QComboBox *>(QStringLiteral("metricsRange"));
    range->setFocus();
    QTest::keyClick(range, Qt::Key_End); // of the choices, which is a time of one's own
    find<QDialog>("timeRangeDialog");
    picture(QStringLiteral("metrics-time"));
    press("timeCancel");
    auto *usage = find<HeatMapView>("usageChart");
    find<QScrollArea>("dashboard")->ensureWidgetVisible(usage);
    usage->setFocus();
    for (int hour = 0; hour < 15; ++hour)
        QTest::keyClick(usage, Qt::Key_Right);
    picture(QStringLiteral("metrics-usage"));
    darkPicture(QStringLiteral("dark-metrics-usage"));
    exportReport(page, QStringLiteral("report"));
    filterMetrics(page);
    showLastHour(page);
    press("compareVersions");
    auto *spread = find<ChartView>("latencySpreadChart");
    waitUntil([spread] { return !spread->data().isEmpty(); }, QStringLiteral("the versions side by side"));
    picture(QStringLiteral("metrics-compare"));
    darkPicture(QStringLiteral("dark-metrics-compare"));
    press("comparisonBack");
    const Appearance::Scheme before = m_application.appearance().scheme();
    setScheme(Appearance::Scheme::Dark);
    picture(QStringLiteral("dark-metrics"));
    exportReport(page, QStringLiteral("report-of-template")); // light on paper all the same
    setScheme(before);
    trigger("showTemplateMetrics");
    auto *tab = find<MetricsPage>("metricsTab");
    waitUntil([tab] { return tab->findChild<QLabel *>(QStringLiteral("impactSentence"))->isVisible(); },
              QStringLiteral("the template's figures"));
    picture(QStringLiteral("metrics-tab"));
    lookAtHistory();
}

} // namespace promptuary
