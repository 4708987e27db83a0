// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/executionstore.h"

#include "core/database/database.h"
#include "core/database/resultrows.h"
#include "core/executions/executionrows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

template<typename List, typename Number>
QVariant numbersOrNull(const List &values, Number number)
{
    if (values.isEmpty())
        return QVariant();
    QStringList numbers;
    for (const auto &value : values)
        numbers << QString::number(number(value));
    return QString(u'{' + numbers.join(u',') + u'}');
}

QVariant templatesOrNull(const std::optional<QList<TemplateId>> &templates)
{
    if (!templates)
        return QVariant();
    if (templates->isEmpty())
        return u"{}"_s; // of none
    return numbersOrNull(*templates, [](TemplateId id) { return id.value; });
}

QVariant stepText(MetricQuery::Step step)
{
    static constexpr std::array<const char16_t *, 5> names{nullptr, u"minute", u"hour", u"day", u"month"};
    const auto *name = names.at(std::size_t(step));
    return name ? QVariant(QString::fromUtf16(name)) : QVariant();
}

QString byText(MetricQuery::By by)
{
    static constexpr std::array<QLatin1StringView, 6> names{"total"_L1, "template"_L1,  "version"_L1,
                                                            "model"_L1, "task_type"_L1, "environment"_L1};
    return names.at(std::size_t(by));
}

/// The places of chosen(). A task type stands for the templates it has when the figures are read.
QString places()
{
    return u"coalesce(?::bigint[], (select array(select t.id from promptuary.prompt_templates t where t.task_type = "
           "k.key) from (select ?::text as key) k where k.key is not null)), ?, ?, ?"_s;
}

/// What execution_metrics(), execution_failures() and execution_distribution() take at their ends.
QVariantList chosen(const MetricQuery &query)
{
    return {templatesOrNull(query.templates), nullIfEmpty(query.taskType),
            numbersOrNull(query.versions, [](int number) { return number; }), nullIfEmpty(query.environment),
            nullIfEmpty(query.model)};
}

Result<QList<Metrics>> readMetrics(Connection &connection, const MetricQuery &query)
{
    QVariantList values =
        QVariantList{nullIfInvalid(query.since), nullIfInvalid(query.until), stepText(query.step), byText(query.by)} +
        chosen(query);
    QString function = u" from promptuary.recent_execution_metrics(?, ?, ?, ?, %1)"_s;
    if (!query.recent) { // which takes longer where percentiles are wanted
        function = u" from promptuary.execution_metrics(?, ?, ?, ?, %1, ?)"_s;
        values << query.percentiles;
    }
    return readRows(connection.query(metricsColumns() + function.arg(places()), values), metricsAt);
}

QString quotedPage(const ExecutionFilter &filter, const std::optional<Execution> &last, QVariantList &values)
{
    QStringList conditions;
    const auto add = [&](const QString &condition, const QVariantList &condition_values) {
        conditions << condition;
        values << condition_values;
    };
    if (filter.since.isValid())
        add(u"started_at >= ?"_s, {nullIfInvalid(filter.since)});
    if (filter.until.isValid())
        add(u"started_at < ?"_s, {nullIfInvalid(filter.until)});
    if (filter.templateId)
        add(u"template_id = ?"_s, {filter.templateId.value});
    if (filter.version > 0)
        add(u"number = ?"_s, {filter.version});
    if (!filter.environment.isEmpty())
        add(u"environment = ?"_s, {filter.environment});
    if (!filter.model.isEmpty())
        add(u"model = ?"_s, {filter.model});
    if (!filter.errorType.isEmpty())
        add(u"error_type = ?"_s, {filter.errorType});
    if (filter.success)
        add(u"success = ?"_s, {*filter.success});
    if (filter.needsReview)
        add(u"(needs_review and review_outcome is null) = ?"_s, {*filter.needsReview});
    if (last) // The row itself is asked for its exact time: a QDateTime holds milliseconds only.
        add(u"(started_at, id) < (select l.started_at, l.id from promptuary.prompt_executions l where l.id = ? and "
            "l.started_at >= ?::timestamptz and l.started_at < ?::timestamptz + interval '1 ms')"_s,
            {last->id.toString(QUuid::WithoutBraces), nullIfInvalid(last->startedAt.addMSecs(-1)),
             nullIfInvalid(last->startedAt.addMSecs(1))});
    return conditions.isEmpty() ? QString() : u" where "_s + conditions.join(u" and "_s);
}

Result<qint64> numberFrom(Connection &connection, const QString &statement)
{
    return connection.query(statement).transform(
        [](QSqlQuery query) { return ResultRows(std::move(query)).number(0, 0); });
}

Result<RecordResult> recordBatch(Connection &connection, const QByteArray &batch)
{
    const auto row =
        connection.queryDocument("select recorded, known, refused from promptuary.record_executions($1)", batch);
    if (!row)
        return std::unexpected(row.error());
    RecordResult result{.recorded = row->at(0).toLongLong(), .known = row->at(1).toLongLong(), .refused = {}};
    const QJsonArray all = QJsonDocument::fromJson(row->at(2)).array();
    for (const auto &refused : all)
        result.refused.append({.line = refused[u"line"].toInt(), .reason = refused[u"reason"].toString()});
    return result;
}

} // namespace

ExecutionStore::ExecutionStore(Database &database)
    : m_database(database)
{
}

QFuture<Result<QList<Metrics>>> ExecutionStore::metrics(const MetricQuery &query)
{
    return m_database.run([query](Connection &connection) { return readMetrics(connection, query); });
}

QFuture<Result<QList<Metrics>>> ExecutionStore::totals(const QList<MetricQuery> &queries)
{
    return m_database.run([queries](Connection &connection) -> Result<QList<Metrics>> {
        QList<Metrics> figures;
        for (const MetricQuery &query : queries) {
            const auto rows = readMetrics(connection, query);
            if (!rows)
                return std::unexpected(rows.error());
            figures.append(rows->value(0));
        }
        return figures;
    });
}

QFuture<Result<QList<FailureCount>>> ExecutionStore::failures(const MetricQuery &query)
{
    return m_database.run([query](Connection &connection) {
        const QString function = query.recent ? u"recent_execution_failures"_s : u"execution_failures"_s;
        return readRows(
            connection.query(u"select error_type, failures from promptuary.%1(?, ?, %2)"_s.arg(function, places()),
                             QVariantList{nullIfInvalid(query.since), nullIfInvalid(query.until)} + chosen(query)),
            [](const ResultRows &rows, int row) {
                return FailureCount{.errorType = rows.text(row, 0), .failures = rows.number(row, 1)};
            });
    });
}

QFuture<Result<QList<DistributionPoint>>> ExecutionStore::distribution(Measure measure, const MetricQuery &query)
{
    static constexpr std::array<QLatin1StringView, 3> names{"latency"_L1, "cost"_L1, "confidence"_L1};
    const QString name = names.at(std::size_t(measure));
    return m_database.run([name, query](Connection &connection) {
        const QString function = query.recent ? u"recent_execution_distribution"_s : u"execution_distribution"_s;
        return readRows(
            connection.query(
                u"select number, value, executions from promptuary.%1(?, ?, ?, %2)"_s.arg(function, places()),
                QVariantList{name, nullIfInvalid(query.since), nullIfInvalid(query.until)} + chosen(query)),
            [](const ResultRows &rows, int row) {
                return DistributionPoint{
                    .version = int(rows.number(row, 0)), .value = rows.real(row, 1), .executions = rows.number(row, 2)};
            });
    });
}

QFuture<Result<QList<UsageHour>>> ExecutionStore::usage(const MetricQuery &query, const QByteArray &zone)
{
    return m_database.run([query, zone = QString::fromUtf8(zone)](Connection &connection) {
        return readRows(connection.query(u"select weekday, hour, hours, executions, successes, priced, cost_usd "
                                         "from promptuary.execution_usage(?, ?, ?, %1)"_s.arg(places()),
                                         QVariantList{nullIfInvalid(query.since), nullIfInvalid(query.until), zone} +
                                             chosen(query)),
                        [](const ResultRows &rows, int row) {
                            return UsageHour{.weekday = int(rows.number(row, 0)),
                                             .hour = int(rows.number(row, 1)),
                                             .hours = rows.number(row, 2),
                                             .executions = rows.number(row, 3),
                                             .successes = rows.number(row, 4),
                                             .priced = rows.number(row, 5),
                                             .costUsd = rows.real(row, 6)};
                        });
    });
}

QFuture<Result<QStringList>> ExecutionStore::models()
{
    return m_database.run([](Connection &connection) {
        return readRows(
            connection.query(u"select name from promptuary.execution_metrics(now() - interval '6 months', now(), null, "
                             "'model', percentiles => false) where name <> '' order by executions desc, name"_s),
            [](const ResultRows &rows, int row) { return rows.text(row, 0); });
    });
}

QFuture<Result<QList<Execution>>> ExecutionStore::page(const ExecutionFilter &filter, int limit,
                                                       const std::optional<Execution> &last)
{
    return m_database.run([filter, limit, last](Connection &connection) {
        QVariantList values;
        const QString where = quotedPage(filter, last, values);
        values << limit;
        return readRows(connection.query(executionColumns() + u" from promptuary.prompt_executions"_s + where +
                                             u" order by started_at desc, id desc limit ?"_s,
                                         values),
                        executionAt);
    });
}

QFuture<Result<ExecutionPayload>> ExecutionStore::payload(const Execution &execution)
{
    return m_database.run([execution](Connection &connection) -> Result<ExecutionPayload> {
        // The time, in milliseconds here, leads to the one partition.
        auto query = connection.query(
            payloadColumns() +
                u" from promptuary.execution_payloads where id = ? and started_at >= ? and started_at < ?"_s,
            {execution.id.toString(QUuid::WithoutBraces), nullIfInvalid(execution.startedAt.addMSecs(-1)),
             nullIfInvalid(execution.startedAt.addMSecs(1))});
        if (!query)
            return std::unexpected(query.error());
        const ResultRows rows(*std::move(query));
        if (rows.count() == 0)
            return ExecutionPayload(); // an execution may come without any text
        return payloadAt(rows, 0);
    });
}

QFuture<Result<void>> ExecutionStore::review(const QUuid &id, const QDateTime &startedAt, const QString &outcome,
                                             const QString &note)
{
    return m_database.run([=](Connection &connection) {
        return connection
            .query(u"select promptuary.review_execution(?, ?, ?, ?)"_s,
                   {id.toString(QUuid::WithoutBraces), outcome, note, nullIfInvalid(startedAt)})
            .transform([](const QSqlQuery &) {});
    });
}

QFuture<Result<RecordResult>> ExecutionStore::record(const QByteArray &batch)
{
    return m_database.run([batch](Connection &connection) { return recordBatch(connection, batch); });
}

QFuture<Result<RecordResult>> ExecutionStore::tryRecord(const QByteArray &batch)
{
    return m_database.run([batch](Connection &connection) -> Result<RecordResult> {
        if (auto begun = connection.script(u"savepoint tried"_s); !begun)
            return std::unexpected(begun.error());
        auto result = recordBatch(connection, batch);
        if (!result)
            return result;
        if (auto undone = connection.script(u"rollback to savepoint tried"_s); !undone)
            return std::unexpected(undone.error());
        return result;
    });
}

QFuture<Result<qint64>> ExecutionStore::pulse()
{
    return m_database.run([](Connection &connection) {
        return numberFrom(connection,
                          u"select case when is_called then last_value else 0 end from promptuary.execution_pulse"_s);
    });
}

QFuture<Result<qint64>> ExecutionStore::rollUp()
{
    return m_database.run(
        [](Connection &connection) { return numberFrom(connection, u"select promptuary.roll_up_executions()"_s); });
}

} // namespace promptuary
