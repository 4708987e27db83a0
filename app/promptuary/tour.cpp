// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/tour.h"

#include "core/executions/demohistory.h"
#include "core/health/healthstore.h"
#include "ui/diff/diffviewer.h"
#include "ui/executions/chartview.h"
#include "ui/executions/executionmodel.h"
#include "ui/executions/heatmapview.h"
#include "ui/executions/metricspage.h"
#include "ui/health/healthpage.h"
#include "ui/shell/alertfeed.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"
#include "ui/widgets/metrictile.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTextStream>
#include <QTreeView>

#include <stdexcept>

namespace promptuary
{

namespace
{

constexpr int patience = 60'000; // milliseconds; making the private PostgreSQL on a busy machine is the longest wait

/// A station that did not come about. Only the tour throws, and only to its own run().
struct TourError : std::runtime_error {
    explicit TourError(const QString &what)
        : std::runtime_error(what.toStdString())
    {
    }
};

/// Writes the sample repository: four prompts, seven commits, one of which renames.
void makeRepository(const QString &directory)
{
    const auto git = [](const QStringList &arguments, const QString &input = {}) {
        QProcess process;
        if (!input.isEmpty())
            process.setStandardInputFile(input);
        process.start(QStringLiteral("git"), arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            throw TourError(QStringLiteral("git %1: %2")
                                .arg(arguments.join(u' '), QString::fromUtf8(process.readAllStandardError())));
    };
    const QString stream = directory + QStringLiteral(".stream");
    QFile::copy(QStringLiteral(":/samples/invoice-team.fast-export"), stream);
    git({QStringLiteral("init"), QStringLiteral("--quiet"), QStringLiteral("--bare"), QStringLiteral("-b"),
         QStringLiteral("main"), directory});
    git({QStringLiteral("-C"), directory, QStringLiteral("fast-import"), QStringLiteral("--quiet")}, stream);
}

} // namespace

Tour::Tour(Application &application, const QDir &pictures, const QDir &samples, StallWatch &stalls)
    : m_application(application)
    , m_pictures(pictures)
    , m_samples(samples)
    , m_stalls(stalls)
{
}

bool Tour::run()
{
    try {
        start();
        importHistory();
        importCsv();
        openTemplate();
        editAndSave();
        compare();
        reviewAndActivate();
        rollBack();
        measure();
        lookAtExecutions();
        lookAtRecords();
        beAlerted();
        lookAtHealth();
        findQuickly();
        darkAndNarrow();
    } catch (const TourError &error) {
        picture(QStringLiteral("stopped-here"));
        QTextStream(stderr) << "The tour stopped: " << error.what() << Qt::endl;
        return false;
    }
    return true;
}

void Tour::waitUntil(const std::function<bool()> &condition, const QString &what)
{
    if (!QTest::qWaitFor(condition, patience))
        throw TourError(QStringLiteral("waited for %1").arg(what));
}

void Tour::press(const char *button)
{
    auto *widget = find<QAbstractButton>(button);
    waitUntil([widget] { return widget->isEnabled(); },
              QStringLiteral("%1 to be enabled").arg(QString::fromLatin1(button)));
    QTest::mouseClick(widget, Qt::LeftButton);
}

void Tour::type(QWidget *where, const QString &text)
{
    where->setFocus();
    for (const QChar character : text) {
        if (character == u'\n')
            QTest::keyClick(where, Qt::Key_Return);
        else
            QTest::sendKeyEvent(QTest::Click, where, Qt::Key(0), QString(character), Qt::NoModifier);
        QCoreApplication::processEvents(); // a person's keys do not come all at once
    }
}

void Tour::trigger(const char *action)
{
    auto *found = m_window->findChild<QAction *>(QString::fromLatin1(action));
    if (!found || !found->isEnabled())
        throw TourError(QStringLiteral("the command %1 is not to be had").arg(QString::fromLatin1(action)));
    found->trigger();
}

int Tour::newest() const
{
    const TemplateDocument *document = m_window->workspace() ? m_window->workspace()->document() : nullptr;
    return document ? document->summary().newest : 0;
}

int Tour::active() const
{
    const TemplateDocument *document = m_window->workspace() ? m_window->workspace()->document() : nullptr;
    return document ? document->activeIn(m_window->workspace()->environment()) : 0;
}

void Tour::start()
{
    {
        // Nobody waits for a window that is not there yet; how long a start takes is a figure of its own.
        const StallWatch::Pause own(m_stalls);
        m_application.start();
    }
    m_window = find<MainWindow>("mainWindow");
    if (!QTest::qWaitForWindowExposed(m_window, patience))
        throw TourError(QStringLiteral("the window does not come on the screen"));
    picture(QStringLiteral("first-start"));
    waitUntil([this] { return m_window->workspace() && m_window->workspace()->document() && newest() > 0; },
              QStringLiteral("the seeded templates"));
    picture(QStringLiteral("fresh-desk"));
}

void Tour::importFrom(const QString &source, const QString &name)
{
    trigger("importPrompts");
    auto *path = find<QLineEdit>("importPath");
    path->clear();
    type(path, source);
    QTest::keyClick(path, Qt::Key_Return);
    auto *button = find<QPushButton>("importButton");
    waitUntil([button] { return button->isEnabled(); }, QStringLiteral("the preview of ") + source);
    picture(name + QStringLiteral("-preview"));
    const qsizetype before = m_window->workspace()->catalog().templates().size();
    QTest::mouseClick(button, Qt::LeftButton);
    waitUntil([this, before] { return m_window->workspace()->catalog().templates().size() > before; },
              QStringLiteral("the imported templates"));
    picture(name + QStringLiteral("-report"));
    press("importButton");
}

void Tour::importHistory()
{
    const QString repository = m_samples.filePath(QStringLiteral("invoice-team.git"));
    {
        const StallWatch::Pause own(m_stalls);
        makeRepository(repository);
    }
    importFrom(repository, QStringLiteral("git-history"));
}

void Tour::importCsv()
{
    const QString file = m_samples.filePath(QStringLiteral("prompts.csv"));
    QFile::copy(QStringLiteral(":/samples/prompts.csv"), file);
    importFrom(file, QStringLiteral("csv"));
}

void Tour::openTemplate()
{
    auto *filter = find<QLineEdit>("templateFilter");
    type(filter, QStringLiteral("invli"));
    picture(QStringLiteral("filter"));
    QTest::keyClick(filter, Qt::Key_Return);
    waitUntil(
        [this] {
            return m_window->workspace()->document()->summary().name.contains(QStringLiteral("invoice")) &&
                   newest() > 1;
        },
        QStringLiteral("the imported template"));
    filter->clear();
    picture(QStringLiteral("template"));
    // What was imported serves nowhere until someone says so; version 2 has served for a while in this story.
    auto *timeline = find<QListView>("timeline");
    timeline->setFocus();
    QTest::keyClick(timeline, Qt::Key_End);
    QTest::keyClick(timeline, Qt::Key_Up);
    press("activateVersion");
    picture(QStringLiteral("first-activation"));
    type(find<QPlainTextEdit>("reviewReason"), QStringLiteral("What the worker ran so far"));
    press("reviewConfirm");
    waitUntil([this] { return active() == 2; }, QStringLiteral("version 2 to serve"));
    QTest::keyClick(timeline, Qt::Key_Home);
}

void Tour::editAndSave()
{
    const int before = newest();
    m_window->workspace()->editSelected();
    auto *editor = find<QWidget>("messageText1");
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_F, Qt::ControlModifier);
    auto *search = find<QLineEdit>("findText");
    type(search, QStringLiteral("quantity, unit, price."));
    picture(QStringLiteral("find"));
    QTest::keyClick(search, Qt::Key_Escape);
    type(editor, QStringLiteral("quantity, unit, price, currency."));
    QTest::keyClick(editor, Qt::Key_End, Qt::ControlModifier);
    type(editor, QStringLiteral("If the currency is not printed, use {{ default_currency }}.\n"));
    type(find<QLineEdit>("noteText"), QStringLiteral("Ask for the currency of every line"));
    picture(QStringLiteral("unsaved"));
    // The text came in as plain text; with its format named, placeholders are marked and variables can be declared.
    auto *format = find<QComboBox>("formatBox");
    format->setFocus();
    type(format, QStringLiteral("mus"));
    press("variablesDeclareButton");
    picture(QStringLiteral("declared-variables"));
    press("saveButton");
    waitUntil([this, before] { return newest() == before + 1; }, QStringLiteral("the saved version"));
    picture(QStringLiteral("saved"));
}

void Tour::compare()
{
    press("compareVersion");
    auto *viewer = find<DiffViewer>("diffViewer");
    waitUntil([viewer] { return !viewer->isComparing(); }, QStringLiteral("the comparison"));
    picture(QStringLiteral("diff-side-by-side"));
    viewer->setLayoutMode(DiffViewer::Layout::Unified);
    waitUntil([viewer] { return !viewer->isComparing(); }, QStringLiteral("the unified comparison"));
    picture(QStringLiteral("diff-unified"));
    viewer->setLayoutMode(DiffViewer::Layout::SideBySide);
}

void Tour::reviewAndActivate()
{
    const int wanted = newest();
    press("activateVersion");
    type(find<QPlainTextEdit>("reviewReason"), QStringLiteral("Currency was missing on invoices from abroad"));
    picture(QStringLiteral("review"));
    press("reviewConfirm");
    waitUntil([this, wanted] { return active() == wanted; }, QStringLiteral("the activation"));
    picture(QStringLiteral("activated"));
}

void Tour::rollBack()
{
    press("rollBack");
    type(find<QPlainTextEdit>("reviewReason"), QStringLiteral("Totals came out twice; back to what served before"));
    picture(QStringLiteral("roll-back-review"));
    press("reviewConfirm");
    waitUntil([this] { return active() == 2; }, QStringLiteral("the roll back"));
    find<QTabBar>("timelineTabs")->setCurrentIndex(1);
    picture(QStringLiteral("activation-log"));
    find<QTabBar>("timelineTabs")->setCurrentIndex(0);
}

void Tour::goTo(const QString &name)
{
    trigger("openPalette");
    type(find<QLineEdit>("paletteInput"), name);
    QTest::keyClick(find<QLineEdit>("paletteInput"), Qt::Key_Return);
    waitUntil([&] { return m_window->workspace()->document()->summary().name.startsWith(name); },
              QStringLiteral("the template chosen in the palette"));
    QTest::qWait(300); // its versions are read and shown
}

void Tour::findQuickly()
{
    trigger("showEditor");
    trigger("openPalette");
    type(find<QLineEdit>("paletteInput"), QStringLiteral("i"));
    picture(QStringLiteral("palette"));
    QTest::keyClick(find<QLineEdit>("paletteInput"), Qt::Key_Escape);
    goTo(QStringLiteral("Educational script"));
    picture(QStringLiteral("jinja-template"));
}

template<typename Answer>
Result<Answer> Tour::answered(QFuture<Result<Answer>> question, const QString &what)
{
    waitUntil([&question] { return question.isFinished(); }, what);
    Result<Answer> answer = question.result();
    if (!answer)
        throw TourError(what + QStringLiteral(": ") + answer.error().toString());
    return answer;
}

/// The open template and some others have been run for two months.
void Tour::recordHistory()
{
    DemoOptions options{.until = QDateTime::currentDateTimeUtc(),
                        .days = 60,
                        .perDay = 250,
                        .environments = {m_window->workspace()->environment()}};
    QList<TemplateSummary> summaries{m_window->workspace()->document()->summary()};
    for (const TemplateSummary &summary : m_window->workspace()->catalog().templates()) {
        if (summaries.size() < 8 && summary.newest > 0 && summary.id != summaries.constFirst().id)
            summaries.append(summary);
    }
    QList<DemoTemplate> templates;
    for (const TemplateSummary &summary : std::as_const(summaries)) {
        const TemplateDocument *document = m_window->workspace()->document();
        const QList<Activation> log = summary.id == document->id() ? document->activations() : QList<Activation>();
        DemoTemplate made{.key = summary.key,
                          .served = demoServed(log, summary.newest, DemoHistory::since(options), options.until),
                          .content = {}};
        QList<int> numbers;
        for (const ServedVersion &served : std::as_const(made.served))
            numbers.append(served.number);
        const auto versions = answered(m_application.session().prompts().versions(summary.id, numbers),
                                       QStringLiteral("the texts of %1").arg(summary.name));
        for (const Version &version : *versions)
            made.content.insert(version.summary.number, version.content);
        templates.append(made);
    }
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

/// The last hour, with executions before and after what was activated and rolled back on this tour.
void Tour::showChanges(const MetricsPage *page)
{
    const TemplateDocument *document = m_window->workspace()->document();
    QJsonArray batch;
    const auto add = [&](int version, const QDateTime &at, int number) {
        const bool success = number % (version == 2 ? 25 : 6) != 0;
        QJsonObject one{{QStringLiteral("id"), QUuid::createUuid().toString(QUuid::WithoutBraces)},
                        {QStringLiteral("template"), document->summary().key},
                        {QStringLiteral("version"), version},
                        {QStringLiteral("started_at"), at.toString(Qt::ISODateWithMs)},
                        {QStringLiteral("model"), QStringLiteral("small-model")},
                        {QStringLiteral("input_tokens"), 900 + 35 * (number % 13)},
                        {QStringLiteral("output_tokens"), 140 + 9 * (number % 17)},
                        {QStringLiteral("cost_usd"), 0.001 + 0.0001 * (number % 7)},
                        {QStringLiteral("latency_ms"), 900 + 40 * (number % 11)},
                        {QStringLiteral("confidence"), 0.9 - 0.01 * (number % 5)},
                        {QStringLiteral("success"), success}};
        if (!success) {
            one.insert(QStringLiteral("error_type"), QStringLiteral("invalid_json"));
            one.insert(QStringLiteral("error_message"), QStringLiteral("lines[2].amount: a number was expected"));
        }
        batch.append(one);
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QDateTime until = now;
    for (const Activation &activation : document->activations()) { // the newest first
        const qint64 room = std::max<qint64>(activation.at.msecsTo(until), 1);
        for (int number = 0; activation.active > 0 && number < 60; ++number)
            add(activation.active, activation.at.addMSecs(room * number / 60), number);
        until = activation.at;
    }
    for (int number = 0; number < 200; ++number)
        add(2, until.addSecs(-13 * number), number);
    std::ignore = m_application.session().executions().record(QJsonDocument(batch).toJson(QJsonDocument::Compact));
    auto *range = page->findChild<QComboBox *>(QStringLiteral("metricsRange"));
    range->setFocus();
    QTest::keyClick(range, Qt::Key_Home);
    auto *chart = find<ChartView>("successChart");
    waitUntil([chart] { return chart->data().times.size() == 60 && !chart->data().marks.isEmpty(); },
              QStringLiteral("the last hour"));
    picture(QStringLiteral("metrics-last-hour"));
    auto *impacts = find<QTableView>("impactTable");
    find<QScrollArea>("dashboard")->ensureWidgetVisible(impacts);
    picture(QStringLiteral("metrics-changes"));
    range->setCurrentIndex(range->findData(int(TimeRange::Month)));
    Q_EMIT range->activated(range->currentIndex());
    waitUntil([chart] { return chart->data().times.size() == 30; }, QStringLiteral("the last month again"));
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
    exportReport(page, QStringLiteral("report"));
    filterMetrics(page);
    showChanges(page);
    press("compareVersions");
    auto *spread = find<ChartView>("latencySpreadChart");
    waitUntil([spread] { return !spread->data().isEmpty(); }, QStringLiteral("the versions side by side"));
    picture(QStringLiteral("metrics-compare"));
    press("comparisonBack");
    const Appearance::Scheme before = m_application.appearance().scheme();
    m_application.appearance().setScheme(Appearance::Scheme::Dark);
    picture(QStringLiteral("dark-metrics"));
    exportReport(page, QStringLiteral("report-of-template")); // light on paper all the same
    m_application.appearance().setScheme(before);
    trigger("showTemplateMetrics");
    auto *tab = find<MetricsPage>("metricsTab");
    waitUntil([tab] { return tab->findChild<QLabel *>(QStringLiteral("impactSentence"))->isVisible(); },
              QStringLiteral("the template's figures"));
    picture(QStringLiteral("metrics-tab"));
}

/// The version that serves begins to fail.
void Tour::recordFailures()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QJsonArray batch;
    for (int i = 0; i < 600; ++i) {
        const bool success = i % 5 < 3;
        batch << QJsonObject{{QStringLiteral("id"), QStringLiteral("tour-%1").arg(i)},
                             {QStringLiteral("template"), m_window->workspace()->document()->summary().key},
                             {QStringLiteral("version"), active()},
                             {QStringLiteral("environment"), m_window->workspace()->environment()},
                             {QStringLiteral("started_at"), now.addSecs(-4LL * i).toString(Qt::ISODateWithMs)},
                             {QStringLiteral("latency_ms"), 700 + i},
                             {QStringLiteral("success"), success},
                             {QStringLiteral("error_type"), success ? QJsonValue() : QStringLiteral("invalid_json")}};
    }
    ExecutionStore &store = m_application.session().executions();
    const auto recorded = store.record(QJsonDocument(batch).toJson(QJsonDocument::Compact));
    waitUntil([&recorded] { return recorded.isFinished(); }, QStringLiteral("the failures to be recorded"));
    const auto rolledUp = store.rollUp(); // what judges the rules
    waitUntil([&rolledUp] { return rolledUp.isFinished(); }, QStringLiteral("the rollup"));
}

void Tour::beAlerted()
{
    recordFailures();
    AlertFeed &feed = m_application.session().alertFeed();
    feed.refresh();
    waitUntil([&feed] { return feed.openCount() > 0; }, QStringLiteral("the alert"));
    trigger("showAlerts");
    find<QWidget>("alertDetails");
    picture(QStringLiteral("alerts"));
    press("alertRollBack");
    find<QWidget>("reviewDialog");
    picture(QStringLiteral("alert-roll-back"));
    press("reviewCancel");
    trigger("showAlerts");
    find<QTabWidget>("alertTabs")->setCurrentIndex(1);
    find<QTableView>("ruleTable");
    picture(QStringLiteral("alert-rules"));
    press("editRule");
    auto *preview = find<QLabel>("rulePreview");
    waitUntil([preview] { return !preview->text().isEmpty(); }, QStringLiteral("what the rule would say"));
    picture(QStringLiteral("alert-rule"));
    press("cancelRule");
    lookAtWebhooks();
    find<QTabWidget>("alertTabs")->setCurrentIndex(0);
    const Appearance::Scheme before = m_application.appearance().scheme();
    m_application.appearance().setScheme(Appearance::Scheme::Dark);
    picture(QStringLiteral("dark-alerts"));
    m_application.appearance().setScheme(before);
    trigger("showPrompts");
}

/// Two days of agents that load prompts; for an hour of today some of them did not reach the database.
void Tour::reportLoads()
{
    QJsonArray batch;
    const auto add = [&batch](const QDateTime &at, const QString &source, int loads, int attempts, int failed) {
        QJsonArray times;
        for (int load = 0; load < loads / 10; ++load)
            times.append(2.4 + load * load % 37 * 0.31);
        batch.append(QJsonObject{{QStringLiteral("at"), at.toString(Qt::ISODate)},
                                 {QStringLiteral("source"), source},
                                 {QStringLiteral("loads"), loads},
                                 {QStringLiteral("connection_attempts"), attempts},
                                 {QStringLiteral("failed_attempts"), failed},
                                 {QStringLiteral("load_ms"), times}});
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int hour = 0; hour < 48; ++hour) {
        const bool outage = hour == 7;
        const QDateTime at = now.addSecs(-3600LL * hour);
        add(at, QStringLiteral("database"), 400 + hour * 31 % 90, 24, outage ? 9 : 0);
        if (outage)
            add(at, QStringLiteral("environment"), 61, 0, 0);
    }
    HealthStore store(m_application.session().database());
    const auto refused = answered(store.reportLoads(QJsonDocument(batch).toJson(QJsonDocument::Compact)),
                                  QStringLiteral("the reports of loads"));
    if (!refused->isEmpty())
        throw TourError(refused->join(u' '));
}

void Tour::lookAtHealth()
{
    reportLoads();
    trigger("showHealth");
    auto *page = find<HealthPage>("healthPage");
    const auto figures = page->findChildren<MetricTile *>();
    const auto measured = [&figures] {
        return std::ranges::none_of(
            figures, [](const MetricTile *tile) { return tile->figure().figure == QStringLiteral("–"); });
    };
    waitUntil(measured, QStringLiteral("the figures of health"));
    find<QTableView>("storageTable");
    picture(QStringLiteral("health"));
    const Appearance::Scheme before = m_application.appearance().scheme();
    m_application.appearance().setScheme(Appearance::Scheme::Dark);
    picture(QStringLiteral("dark-health"));
    m_application.appearance().setScheme(before);
}

void Tour::lookAtExecutions()
{
    trigger("showExecutions");
    auto *table = find<QTableView>("executionTable");
    picture(QStringLiteral("executions"));
    auto *outcome = find<QComboBox>("executionOutcome");
    const int rows = table->model()->rowCount();
    outcome->setCurrentIndex(outcome->findText(QStringLiteral("Failed")));
    waitUntil([&] { return table->model()->rowCount() < rows; }, QStringLiteral("the filter"));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Return);
    auto *error = find<QPlainTextEdit>("executionError");
    waitUntil([error] { return !error->toPlainText().isEmpty(); }, QStringLiteral("the error message"));
    picture(QStringLiteral("execution-failed"));
    outcome->setCurrentIndex(outcome->findText(QStringLiteral("Waits for review")));
    auto *prompt = find<QWidget>("executionTexts")->findChild<QPlainTextEdit *>(QStringLiteral("executionPrompt"));
    const auto waits = [table] {
        const QString first = table->model()->index(0, ExecutionModel::Outcome).data(Qt::AccessibleTextRole).toString();
        return first == QStringLiteral("waits for review");
    };
    waitUntil(waits, QStringLiteral("what waits for review"));
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Return);
    waitUntil([prompt] { return !prompt->toPlainText().isEmpty(); }, QStringLiteral("the prompt"));
    type(find<QLineEdit>("executionNote"), QStringLiteral("All lines are there"));
    picture(QStringLiteral("execution-review"));
    const int waiting = table->model()->rowCount();
    press("executionApprove");
    waitUntil([&] { return table->model()->rowCount() < waiting; }, QStringLiteral("the review"));
    picture(QStringLiteral("execution-reviewed"));
    press("executionClearFilters");
    trigger("modelPrices");
    auto *prices = find<QTableView>("pricesTable");
    waitUntil([prices] { return prices->model()->rowCount() > 0; }, QStringLiteral("the prices"));
    picture(QStringLiteral("prices"));
    press("pricesRecompute");
    auto *plan = find<QLabel>("recomputePlan");
    waitUntil([plan] { return !plan->text().isEmpty(); }, QStringLiteral("the days to recompute"));
    picture(QStringLiteral("recompute-costs"));
    press("recomputeClose");
    press("pricesClose");
}

/// With a history, the tree and the review say what ran.
void Tour::lookAtRecords()
{
    trigger("showEditor");
    auto *tree = find<QTreeView>("templateTree");
    waitUntil(
        [tree] {
            return tree->currentIndex().data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Last 7 days"));
        },
        QStringLiteral("the figures in the tree"));
    picture(QStringLiteral("figures-in-the-tree"));
    press("activateVersion");
    auto *serving = find<QLabel>("reviewFigure10");
    waitUntil([serving] { return !serving->text().isEmpty(); }, QStringLiteral("what the versions did"));
    picture(QStringLiteral("review-with-figures"));
    press("reviewCancel");
}

void Tour::darkAndNarrow()
{
    m_window->resize(1280, 800);
    picture(QStringLiteral("at-1280"));
    m_window->resize(1440, 900);
    goTo(QStringLiteral("invoice-line"));
    m_application.appearance().setScheme(Appearance::Scheme::Dark);
    picture(QStringLiteral("dark-editor"));
    trigger("showDiff");
    auto *viewer = find<DiffViewer>("diffViewer");
    waitUntil([viewer] { return !viewer->isComparing(); }, QStringLiteral("the comparison"));
    picture(QStringLiteral("dark-diff"));
    trigger("showExecutions");
    auto *table = find<QTableView>("executionTable");
    table->selectRow(2);
    QTest::keyClick(table, Qt::Key_Return);
    picture(QStringLiteral("dark-executions"));
}

void Tour::picture(const QString &name)
{
    QTest::qWait(150); // lets hover and focus settle into what a person would see
    const QString target = announce(name);
    const StallWatch::Pause own(m_stalls);
    QApplication::primaryScreen()->grabWindow(0).save(target);
}

QString Tour::announce(const QString &name)
{
    const std::chrono::microseconds stall = m_stalls.take();
    m_longestStall = std::max(m_longestStall, stall);
    const QString file = QStringLiteral("%1-%2.png").arg(++m_number, 2, 10, QChar(u'0')).arg(name);
    QTextStream(stdout) << file
                        << QStringLiteral("  longest stall before: %1 ms").arg(double(stall.count()) / 1000, 0, 'f', 1)
                        << Qt::endl;
    return m_pictures.filePath(file);
}

} // namespace promptuary
