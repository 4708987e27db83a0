// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "app/promptuaryctl/versionreference.h"
#include "core/executions/executionstore.h"

#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct MetricArguments {
    QString name;
    bool all = false;
    QString from;
    QString to;
    std::string by = "total";
    QString environment;
    QString model;
};

/// What --by says, as the store groups.
struct Grouping {
    const char *name;
    MetricQuery::Step step;
    MetricQuery::By by;
};

constexpr std::array<Grouping, 9> groupings{{
    {"total", MetricQuery::Step::Whole, MetricQuery::By::Total},
    {"version", MetricQuery::Step::Whole, MetricQuery::By::Version},
    {"template", MetricQuery::Step::Whole, MetricQuery::By::Template},
    {"model", MetricQuery::Step::Whole, MetricQuery::By::Model},
    {"task_type", MetricQuery::Step::Whole, MetricQuery::By::TaskType},
    {"environment", MetricQuery::Step::Whole, MetricQuery::By::Environment},
    {"hour", MetricQuery::Step::Hour, MetricQuery::By::Total},
    {"day", MetricQuery::Step::Day, MetricQuery::By::Total},
    {"month", MetricQuery::Step::Month, MetricQuery::By::Total},
}};

const Grouping &groupingOf(const std::string &by)
{
    return *std::ranges::find_if(groupings, [&](const Grouping &grouping) { return by == grouping.name; });
}

/// A time, or a day for its first moment; without a zone in UTC, as rollups are.
Result<QDateTime> timeOf(const QString &text, const QString &option, const QDateTime &otherwise)
{
    if (text.isEmpty())
        return otherwise;
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return failure(ErrorKind::Invalid, u"%1 takes a time; it was given “%2”."_s.arg(option, text),
                       u"Write it as 2026-11-01 or 2026-11-01T08:00:00Z."_s);
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeZone(QTimeZone::UTC);
    return time;
}

Result<MetricQuery> queryOf(Session &session, const MetricArguments &arguments)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto until = timeOf(arguments.to, u"--to"_s, now);
    if (!until)
        return std::unexpected(until.error());
    const auto since = timeOf(arguments.from, u"--from"_s, until->addDays(-30));
    if (!since)
        return std::unexpected(since.error());
    if (*since >= *until)
        return failure(ErrorKind::Invalid, u"--from is not before --to."_s);
    const Grouping &grouping = groupingOf(arguments.by);
    MetricQuery query{.since = *since,
                      .until = *until,
                      .step = grouping.step,
                      .by = grouping.by,
                      .templates = {},
                      .versions = {},
                      .environment = arguments.environment,
                      .model = arguments.model};
    const auto store = session.prompts();
    if (!store)
        return std::unexpected(store.error());
    if (!query.environment.isEmpty()) {
        if (const auto known = checkEnvironment(**store, query.environment); !known)
            return std::unexpected(known.error());
    }
    if (arguments.all)
        return query;
    const auto found = (*store)->find(arguments.name).result();
    if (!found)
        return std::unexpected(found.error());
    query.templates = QList{found->id};
    return query;
}

QJsonValue meanOrNull(const std::optional<Estimate> &estimate)
{
    return estimate ? QJsonValue(estimate->value) : QJsonValue(QJsonValue::Null);
}

QJsonValue toJson(const std::optional<Estimate> &estimate)
{
    if (!estimate)
        return QJsonValue::Null;
    return QJsonObject{{u"value"_s, estimate->value}, {u"low"_s, estimate->low}, {u"high"_s, estimate->high}};
}

/// The mean of tokens is known also where its interval is not.
QJsonValue toJson(const std::optional<double> &each, const std::optional<Estimate> &mean)
{
    if (mean || !each)
        return toJson(mean);
    return QJsonObject{{u"value"_s, *each}, {u"low"_s, QJsonValue::Null}, {u"high"_s, QJsonValue::Null}};
}

QJsonObject toJson(const Metrics &metrics)
{
    const auto numberOrNull = [](std::optional<double> value) { return value ? QJsonValue(*value) : QJsonValue::Null; };
    return {{u"executions"_s, metrics.executions},
            {u"successes"_s, metrics.successes},
            {u"failures"_s, metrics.failures()},
            {u"success_rate"_s, toJson(metrics.successRate())},
            {u"input_tokens"_s, metrics.inputTokens},
            {u"cached_input_tokens"_s, metrics.cachedInputTokens},
            {u"output_tokens"_s, metrics.outputTokens},
            {u"input_counted"_s, metrics.inputCounted},
            {u"mean_input_tokens"_s, toJson(metrics.inputTokensEach(), metrics.meanInputTokens())},
            {u"output_counted"_s, metrics.outputCounted},
            {u"mean_output_tokens"_s, toJson(metrics.outputTokensEach(), metrics.meanOutputTokens())},
            {u"cost_usd"_s, metrics.costUsd},
            {u"priced"_s, metrics.priced},
            {u"mean_cost_usd"_s, toJson(metrics.meanCost())},
            {u"latency_ms"_s, QJsonObject{{u"mean"_s, meanOrNull(metrics.meanLatency())},
                                          {u"p50"_s, numberOrNull(metrics.latencyP50)},
                                          {u"p95"_s, numberOrNull(metrics.latencyP95)},
                                          {u"p99"_s, numberOrNull(metrics.latencyP99)}}},
            {u"confidence"_s, meanOrNull(metrics.meanConfidence())},
            {u"review_rate"_s, meanOrNull(metrics.reviewRate())},
            {u"approved"_s, metrics.approved},
            {u"rejected"_s, metrics.rejected},
            {u"violations"_s, metrics.violations},
            {u"guarded"_s, metrics.guarded}};
}

/// What a row is of: names for people, keys for programs.
class GroupNames
{
public:
    GroupNames(const Grouping &grouping, const QList<TemplateSummary> &templates)
        : m_grouping(grouping)
    {
        for (const TemplateSummary &summary : templates)
            m_templates.insert(summary.id, summary);
    }

    void addTo(QJsonObject &object, const Metrics &metrics) const
    {
        if (metrics.templateId) {
            object.insert(u"template"_s, m_templates.value(metrics.templateId).key);
            object.insert(u"name"_s, m_templates.value(metrics.templateId).name);
        }
        if (metrics.version > 0)
            object.insert(u"version"_s, metrics.version);
        if (m_grouping.step != MetricQuery::Step::Whole)
            object.insert(u"starts_at"_s, metrics.startsAt.toString(Qt::ISODate));
        if (const QLatin1StringView by(m_grouping.name);
            by == "model"_L1 || by == "task_type"_L1 || by == "environment"_L1)
            object.insert(by, textOrNull(metrics.name));
    }

    [[nodiscard]] QString label(const Metrics &metrics) const
    {
        if (m_grouping.step != MetricQuery::Step::Whole)
            return metrics.startsAt.toString(m_grouping.step == MetricQuery::Step::Hour ? u"yyyy-MM-dd HH:mm"_s
                                                                                        : u"yyyy-MM-dd"_s);
        if (!metrics.templateId)
            return metrics.name.isEmpty() ? u"-"_s : metrics.name;
        const QString name = m_templates.value(metrics.templateId).name;
        return metrics.version > 0 ? u"%1@%2"_s.arg(name).arg(metrics.version) : name;
    }

private:
    Grouping m_grouping;
    QHash<TemplateId, TemplateSummary> m_templates;
};

QString percent(const std::optional<Estimate> &estimate)
{
    return estimate ? QString::number(100 * estimate->value, 'f', 1) + u" %"_s : u"-"_s;
}

QString interval(const std::optional<Estimate> &estimate)
{
    if (!estimate)
        return u"-"_s;
    return u"%1-%2 %"_s.arg(100 * estimate->low, 0, 'f', 1).arg(100 * estimate->high, 0, 'f', 1);
}

QByteArray toTable(const QList<Metrics> &rows, const GroupNames &names)
{
    QList<QStringList> cells;
    for (const Metrics &row : rows) {
        const auto milliseconds = [](std::optional<double> value) {
            return value ? QString::number(*value, 'f', 0) : u"-"_s;
        };
        const auto mean = row.meanLatency();
        const auto confidence = row.meanConfidence();
        cells << QStringList{names.label(row),
                             QString::number(row.executions),
                             percent(row.successRate()),
                             interval(row.successRate()),
                             row.priced > 0 ? QString::number(row.costUsd, 'f', 4) : u"-"_s,
                             QString::number(row.inputTokens),
                             QString::number(row.outputTokens),
                             milliseconds(mean ? std::optional(mean->value) : std::nullopt),
                             milliseconds(row.latencyP50),
                             milliseconds(row.latencyP95),
                             milliseconds(row.latencyP99),
                             confidence ? QString::number(confidence->value, 'f', 3) : u"-"_s,
                             percent(row.reviewRate())};
    }
    return table({{u"OF"_s},
                  {u"EXECUTIONS"_s, true},
                  {u"SUCCESS"_s, true},
                  {u"(95 %)"_s, true},
                  {u"USD"_s, true},
                  {u"TOKENS IN"_s, true},
                  {u"OUT"_s, true},
                  {u"MEAN MS"_s, true},
                  {u"P50"_s, true},
                  {u"P95"_s, true},
                  {u"P99"_s, true},
                  {u"CONFIDENCE"_s, true},
                  {u"REVIEW"_s, true}},
                 cells);
}

Result<Output> metrics(Session &session, const MetricArguments &arguments)
{
    const auto query = queryOf(session, arguments);
    if (!query)
        return std::unexpected(query.error());
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const auto rows = ExecutionStore(**database).metrics(*query).result();
    if (!rows)
        return std::unexpected(rows.error());
    const auto prompts = session.prompts();
    if (!prompts)
        return std::unexpected(prompts.error());
    const auto templates = (*prompts)->templates().result();
    if (!templates)
        return std::unexpected(templates.error());
    const GroupNames names(groupingOf(arguments.by), *templates);
    if (!session.json())
        return rows->isEmpty() ? lineOutput(u"No executions in this time."_s) : Output{toTable(*rows, names)};
    QJsonArray array;
    for (const Metrics &row : *rows) {
        QJsonObject object = toJson(row);
        names.addTo(object, row);
        array << object;
    }
    return jsonOutput(array);
}

QString listed(const QJsonArray &days)
{
    QStringList names;
    for (const auto &day : days)
        names << day.toString();
    return names.isEmpty() ? u"none"_s : names.join(u", "_s);
}

Result<Output> maintain(Session &session)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    const auto done = ExecutionStore(**database).maintain().result();
    if (!done)
        return std::unexpected(done.error());
    if (session.json())
        return jsonOutput(*done);
    const QJsonArray kept = done->value("kept"_L1).toArray();
    for (const auto &day : kept)
        writeMessage(u"%1 was kept: %2"_s.arg(day["day"_L1].toString(), day["reason"_L1].toString()));
    return lineOutput(u"Rolled up %1; days dropped: %2; %3 forgotten."_s.arg(
        counted(done->value("rolled_up"_L1).toInteger(), u"execution"_s), listed(done->value("dropped"_L1).toArray()),
        counted(done->value("hours_forgotten"_L1).toInteger(), u"hourly figure"_s)));
}

} // namespace

void addMetricVerbs(CLI::App &app, Verb &chosen)
{
    auto arguments = std::make_shared<MetricArguments>();
    CLI::App *verb = app.add_subcommand("metrics", "What versions cost, how fast and how good they are");
    CLI::Option *name = addText(*verb, "NAME", arguments->name, "the template's name or key");
    CLI::Option *all = verb->add_flag("--all", arguments->all, "of all templates");
    name->excludes(all);
    addText(*verb, "--from", arguments->from, "since this time (default: 30 days before --to)")->type_name("TIME");
    addText(*verb, "--to", arguments->to, "until this time (default: now)")->type_name("TIME");
    std::vector<std::string> names;
    names.reserve(groupings.size());
    for (const Grouping &grouping : groupings)
        names.emplace_back(grouping.name);
    verb->add_option("--by", arguments->by, "a row for each (default: total)")->check(CLI::IsMember(names));
    addText(*verb, "--environment", arguments->environment, "only what ran there")->type_name("E");
    addText(*verb, "--model", arguments->model, "only what this model answered")->type_name("M");
    verb->callback([&chosen, arguments, name, all] {
        if (name->count() + all->count() == 0)
            throw CLI::RequiredError("A template's NAME, or --all,");
        chosen = [arguments](Session &session) { return metrics(session, *arguments); };
    });
    app.add_subcommand("maintain", "Roll executions up, drop old days, make room for the next ones; run it daily")
        ->callback([&chosen] { chosen = maintain; });
}

} // namespace promptuary
