// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/database.h"
#include "core/executions/dashboard.h"
#include "core/executions/dashboardcharts.h"
#include "core/executions/executionstore.h"
#include "tests/support/testqueries.h"
#include "tests/support/testserver.h"

#include <QTest>

#include <array>
#include <new>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// Whatever a dashboard is narrowed to, each of its figures is what the executions themselves say, before they are
/// rolled up and after that.
class DashboardFiltersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithTheExecutions_data();
    void agreesWithTheExecutions();
    void versionsAreNotMixed();
    void changesAreMeasuredAtAnyRange_data();
    void changesAreMeasuredAtAnyRange();
    void comparisonShowsWhatThereIsToCompare();
    void taskTypeFollowsItsTemplates();
    void dearestTemplatesHaveALayer();
    void whoAskedMayBeGoneBeforeTheAnswer();

private:
    [[nodiscard]] DashboardData read(const DashboardFilter &filter);
    void compare(const Metrics &figures, const QString &condition, const QDateTime &since, const QDateTime &until);

    TestServer m_server;
    QDateTime m_now;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Connection> m_sql;
    std::unique_ptr<ExecutionStore> m_store;
};

namespace
{

using Versions = QList<int>;

/// Three versions of one template and one of another, of two task types, two models and two environments: of the last
/// twenty days, of the month before, and of the last hour.
constexpr const char16_t *recorded =
    u"select recorded from promptuary.record_executions((select json_agg(json_build_object('id', t || ' ' || n, "
    "'template', t, 'version', case when t = 'nlu-topic-extraction' then n % 3 + 1 else 1 end, 'started_at', now() - "
    "case n % 4 when 0 then interval '40 days' when 1 then n * interval '11 s' else interval '5 days' end - "
    "case n % 4 when 1 then interval '0' else n * interval '49 min' end, "
    "'environment', case n % 5 when 0 then 'staging' else 'production' end, 'success', n % 7 > 0, "
    "'model', 'm' || n % 2, 'input_tokens', n, 'output_tokens', case when n % 9 > 0 then 2 * n end, 'cost_usd', n * "
    "0.001, "
    "'latency_ms', 100 + n * n % 977, 'confidence', n % 10 / 10.0, 'needs_review', n % 6 = 0)) "
    "from generate_series(1, 300) n, unnest(array['nlu-topic-extraction', 'clarification-question-generation']) t))";

double realOf(Connection &sql, const QString &query)
{
    return one(sql, query).toDouble();
}

Metrics sumOf(const QList<Metrics> &rows)
{
    Metrics sum;
    for (const Metrics &row : rows)
        sum += row;
    return sum;
}

qint64 sumOf(const QList<FailureCount> &counts)
{
    qint64 sum = 0;
    for (const FailureCount &count : counts)
        sum += count.failures;
    return sum;
}

bool alike(double left, double right, double share = 1e-9)
{
    return std::abs(left - right) <= share * std::max(std::abs(left), std::abs(right));
}

} // namespace

void DashboardFiltersTest::initTestCase()
{
    const QString conninfo = m_server.createDeployedDatabase();
    m_database = std::make_unique<Database>(conninfo);
    m_store = std::make_unique<ExecutionStore>(*m_database);
    m_sql = std::make_unique<Connection>(connectTo(conninfo));
    for (const int parent : {1, 2})
        one(*m_sql,
            uR"(select promptuary.save_version(1, %1, %1, '[{"role": "user", "content": "v%1"}]', 'text', '[]', '{}', ''))"_s
                .arg(parent));
    QCOMPARE(one(*m_sql, QString::fromUtf16(recorded)), u"600"_s);
    m_now = QDateTime::currentDateTimeUtc();
}

DashboardData DashboardFiltersTest::read(const DashboardFilter &filter)
{
    return valueOf(readDashboard(*m_store, filter, m_now));
}

void DashboardFiltersTest::compare(const Metrics &figures, const QString &condition, const QDateTime &since,
                                   const QDateTime &until)
{
    const QString from =
        u" from promptuary.prompt_executions e where %1 and started_at >= '%2' and started_at < '%3'"_s.arg(
            condition, since.toString(Qt::ISODateWithMs), until.toString(Qt::ISODateWithMs));
    const auto raw = [&](const QString &what) { return realOf(*m_sql, u"select coalesce(%1, 0)"_s.arg(what) + from); };
    QCOMPARE(double(figures.executions), raw(u"count(*)"_s));
    QCOMPARE(double(figures.successes), raw(u"count(*) filter (where success)"_s));
    QCOMPARE(double(figures.inputTokens), raw(u"sum(input_tokens)"_s));
    QCOMPARE(double(figures.inputCounted), raw(u"count(input_tokens)"_s));
    QCOMPARE(figures.inputSquares, raw(u"sum(input_tokens * input_tokens)"_s));
    QCOMPARE(double(figures.outputCounted), raw(u"count(output_tokens)"_s));
    QCOMPARE(figures.outputSquares, raw(u"sum(output_tokens * output_tokens)"_s));
    QCOMPARE(double(figures.needsReview), raw(u"count(*) filter (where needs_review)"_s));
    QVERIFY(alike(figures.costUsd, raw(u"sum(cost_usd)"_s)));
    QVERIFY(alike(figures.latencyMs, raw(u"sum(latency_us) / 1000.0"_s)));
    QVERIFY(alike(figures.confidence, raw(u"sum(confidence)"_s)));
    if (figures.latencyP95)
        QVERIFY(alike(*figures.latencyP95,
                      raw(u"(percentile_disc(0.95) within group (order by latency_us)) / 1000.0"_s), 0.011));
}

void DashboardFiltersTest::agreesWithTheExecutions_data()
{
    QTest::addColumn<DashboardFilter>("filter");
    QTest::addColumn<QString>("condition");
    const QString extraction =
        u"template_id in (select id from promptuary.prompt_templates where task_type = 'extraction')"_s;
    const QString conversation =
        u"template_id in (select id from promptuary.prompt_templates where task_type = 'conversation')"_s;
    const TemplateId first{1};
    const struct {
        const char *name;
        DashboardFilter filter;
        QString condition;
    } cases[]{
        {"everything", {}, u"true"_s},
        {"a task type", {.taskType = u"extraction"_s}, extraction},
        {"another task type and a model",
         {.taskType = u"conversation"_s, .model = u"m1"_s},
         conversation + u" and model = 'm1'"_s},
        {"a task type by task type", {.taskType = u"extraction"_s, .stacking = Stacking::TaskType}, extraction},
        {"a task type without executions", {.taskType = u"validation"_s}, u"false"_s},
        {"a task type that does not exist", {.taskType = u"no-such-type"_s}, u"false"_s},
        {"a version", {.templateId = first, .versions = {2}}, u"template_id = 1 and number = 2"_s},
        {"two versions", {.templateId = first, .versions = {1, 3}}, u"template_id = 1 and number in (1, 3)"_s},
        {"two versions, all else",
         {.templateId = first, .versions = {1, 3}, .environment = u"staging"_s, .model = u"m0"_s},
         u"template_id = 1 and number in (1, 3) and environment = 'staging' and model = 'm0'"_s},
        {"a version that never ran", {.templateId = first, .versions = {9}}, u"false"_s},
        {"a task type in the last hour", {.taskType = u"extraction"_s, .range = TimeRange::Hour}, extraction},
        {"versions in the last hour",
         {.templateId = first, .versions = {1, 2}, .range = TimeRange::Hour},
         u"template_id = 1 and number in (1, 2)"_s},
        {"a task type, all time", {.taskType = u"extraction"_s, .range = TimeRange::All}, extraction},
    };
    for (const char *state : {"fresh", "rolled up"}) {
        for (const auto &[name, filter, condition] : cases)
            QTest::addRow("%s: %s", state, name) << filter << condition;
    }
}

void DashboardFiltersTest::agreesWithTheExecutions()
{
    QFETCH(const DashboardFilter, filter);
    QFETCH(const QString, condition);
    if (QByteArrayView(QTest::currentDataTag()).startsWith("rolled up"))
        one(*m_sql, u"select promptuary.roll_up_executions()"_s);
    const DashboardData data = read(filter);
    compare(data.total, condition, data.period.since, data.period.until);
    const MetricPeriod before = earlierPeriod(data.period);
    compare(data.earlier, condition, before.isRecent() ? before.since : pointOf(before.since, MetricQuery::Step::Hour),
            before.until); // rollups know whole hours
    for (const QList<Metrics> &parts : {data.points, data.layers, data.groups})
        QCOMPARE(sumOf(parts).executions, data.total.executions);
    for (const Metrics &point : data.points)
        compare(point, condition, point.startsAt, pointEnd(point.startsAt, data.period.step));
    if (!filter.templateId)
        QCOMPARE(sumOf(data.earlierGroups).executions, data.earlier.executions);
    qint64 used = 0;
    for (const UsageHour &hour : data.usage.hours)
        used += hour.executions;
    if (!data.usage.hours.isEmpty())
        QCOMPARE(used, data.total.executions);
    QCOMPARE(sumOf(data.failures), data.total.failures());
    QCOMPARE(sumOf(data.earlierFailures), data.earlier.failures());
    QVERIFY(data.everExecuted);
}

void DashboardFiltersTest::versionsAreNotMixed()
{
    const DashboardData data = read({.templateId = TemplateId{1}, .versions = {1, 3}});
    Versions versions;
    for (const Metrics &group : data.groups)
        versions << group.version;
    QCOMPARE(versions, (Versions{1, 3}));
}

void DashboardFiltersTest::changesAreMeasuredAtAnyRange_data()
{
    QTest::addColumn<TimeRange>("range");
    QTest::newRow("last hour") << TimeRange::Hour;
    QTest::newRow("last 24 hours") << TimeRange::Day;
    QTest::newRow("90 days") << TimeRange::Quarter;
    QTest::newRow("all time") << TimeRange::All;
}

/// Within the last hour, where each eleven seconds something ran: a chart of days has one point for all of it.
void DashboardFiltersTest::changesAreMeasuredAtAnyRange()
{
    QFETCH(const TimeRange, range);
    const auto change = [this](int minutesAgo, int previous, int active) {
        Activation made;
        made.templateId = TemplateId{1};
        made.environment = u"production"_s;
        made.previous = previous;
        made.active = active;
        made.at = m_now.addSecs(-60LL * minutesAgo);
        return made;
    };
    const QList<Activation> log{change(10, 3, 2), change(25, 1, 3)};
    const DashboardFilter filter{.templateId = TemplateId{1}, .environment = u"production"_s, .range = range};
    const DashboardData data = valueOf(readDashboard(*m_store, filter, m_now, log));
    QCOMPARE(data.changes.figures.size(), 2);
    QCOMPARE(data.changes.older, 0);
    const QString condition = u"template_id = 1 and environment = 'production' and number = %1"_s;
    const ChangeFigures &newest = data.changes.figures.at(0);
    QCOMPARE(newest.times.seconds, 600);
    QVERIFY(newest.before.executions > 0 && newest.after.executions > 0);
    compare(newest.before, condition.arg(3), m_now.addSecs(-1200), m_now.addSecs(-600));
    compare(newest.after, condition.arg(2), m_now.addSecs(-600), m_now);
    const ChangeFigures &first = data.changes.figures.at(1);
    compare(first.before, condition.arg(1), m_now.addSecs(-2400), m_now.addSecs(-1500));
    compare(first.after, condition.arg(3), m_now.addSecs(-1500), m_now.addSecs(-600));
    QVERIFY(valueOf(readDashboard(*m_store, {.environment = u"production"_s, .range = range}, m_now, log))
                .changes.figures.isEmpty());
}

void DashboardFiltersTest::comparisonShowsWhatThereIsToCompare()
{
    const DashboardData data = read({.templateId = TemplateId{1}, .versions = {1}, .compared = {2, 3}});
    QCOMPARE(data.groups.size(), 3);
    QVERIFY(std::ranges::none_of(data.latencies, [](const DistributionPoint &point) { return point.version == 1; }));
    QVERIFY(!data.latencies.isEmpty());
}

// Templates may be filed elsewhere, with all they did.
void DashboardFiltersTest::taskTypeFollowsItsTemplates()
{
    const DashboardFilter conversation{.taskType = u"conversation"_s};
    const qint64 before = read(conversation).total.executions;
    QVERIFY(before > 0);
    one(*m_sql, u"select promptuary.move_template(1, 'conversation')"_s);
    QCOMPARE(read(conversation).total.executions, read({}).total.executions);
    QCOMPARE(read({.taskType = u"extraction"_s}).total.executions, 0);
}

// However many templates there are, over time only those are read that have a colour; the rest is what is left.
void DashboardFiltersTest::whoAskedMayBeGoneBeforeTheAnswer()
{
    Activation change;
    change.environment = u"production"_s;
    change.previous = 2;
    change.active = 3;
    change.at = m_now.addDays(-4);
    for (const TimeRange range : {TimeRange::Month, TimeRange::All, TimeRange::Custom}) {
        Database database(m_database->conninfo());
        alignas(ExecutionStore) std::array<std::byte, sizeof(ExecutionStore)> place{};
        auto *store = new (place.data()) ExecutionStore(database);
        const DashboardFilter filter{.templateId = TemplateId{1},
                                     .environment = u"production"_s,
                                     .range = range,
                                     .since = m_now.addDays(-9),
                                     .until = m_now};
        const auto reading = readDashboard(*store, filter, m_now, {change});
        store->~ExecutionStore();
        place.fill(std::byte{0x5a}); // whoever uses it still will not go far
        QVERIFY(reading.result());
    }
}

void DashboardFiltersTest::dearestTemplatesHaveALayer()
{
    for (int i = 1; i <= 6; ++i)
        one(*m_sql, uR"(select promptuary.save_version(promptuary.create_template('Layer %1', 'extraction'), null, null,
                '[{"role": "user", "content": "v1"}]', 'text', '[]', '{}', ''))"_s.arg(i));
    QCOMPARE(one(*m_sql, u"select recorded from promptuary.record_executions((select json_agg(json_build_object("
                         "'id', 'layer ' || n, 'template', 'layer-' || n, 'version', 1, 'started_at', now() - "
                         "interval '2 days', 'success', true, 'cost_usd', n)) from generate_series(1, 6) n))"_s),
             u"6"_s);
    const DashboardData data = read({});
    QCOMPARE(data.groups.size(), 8);
    QSet<TemplateId> layers;
    for (const Metrics &layer : data.layers)
        layers.insert(layer.templateId);
    QCOMPARE(layers.size(), mostLayers - 1);
    const ChartData chart = costChart(data, {});
    QCOMPARE(chart.series.size(), mostLayers);
    QVERIFY(chart.series.constLast().rest);
    QVERIFY(*std::ranges::max_element(chart.series.constLast().values) > 0.0);
    for (const Metrics &point : data.points) {
        const qsizetype place = chart.times.indexOf(point.startsAt);
        QVERIFY(alike(chart.heightAt(mostLayers - 1, place).value_or(0), point.costUsd));
    }
}

QTEST_GUILESS_MAIN(DashboardFiltersTest)
#include "tst_dashboardfilters.moc"
