// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/executionsource.h"

#include "core/exchange/csvreader.h"
#include "core/prompts/jsoncheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTimeZone>
#include <QUuid>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// A field of record_executions() and what others call it, in lower case, the likeliest first: names of common clients
/// and traces, of OpenTelemetry (the new and the old), OpenInference and Langfuse. A name that leaves the unit open,
/// such as "latency", is none of them.
struct Field {
    QLatin1StringView name;
    std::array<QLatin1StringView, 12> columns;
};

constexpr std::array<Field, 25> fields{{
    {"id"_L1, {"id"_L1, "execution_id"_L1}},
    {"template"_L1,
     {"template"_L1, "template_name"_L1, "gen_ai.prompt.name"_L1, "langfuse.observation.prompt.name"_L1}},
    {"version"_L1,
     {"version"_L1, "template_version"_L1, "gen_ai.prompt.version"_L1, "langfuse.observation.prompt.version"_L1,
      "llm.prompt_template.version"_L1}},
    {"environment"_L1, {"environment"_L1}},
    {"started_at"_L1, {"started_at"_L1, "timestamp"_L1, "start_time"_L1, "created_at"_L1, "time"_L1}},
    {"model"_L1,
     {"model"_L1, "model_name"_L1, "gen_ai.response.model"_L1, "gen_ai.request.model"_L1, "llm.model_name"_L1}},
    {"input_tokens"_L1,
     {"input_tokens"_L1, "prompt_tokens"_L1, "contexttokens"_L1, "input_length"_L1, "number_input_tokens"_L1,
      "gen_ai.usage.input_tokens"_L1, "gen_ai.usage.prompt_tokens"_L1, "llm.token_count.prompt"_L1}},
    {"cached_input_tokens"_L1,
     {"cached_input_tokens"_L1, "cached_tokens"_L1, "gen_ai.usage.cache_read.input_tokens"_L1}},
    {"output_tokens"_L1,
     {"output_tokens"_L1, "completion_tokens"_L1, "generatedtokens"_L1, "output_length"_L1, "number_output_tokens"_L1,
      "gen_ai.usage.output_tokens"_L1, "gen_ai.usage.completion_tokens"_L1, "llm.token_count.completion"_L1}},
    {"cost_usd"_L1, {"cost_usd"_L1, "cost"_L1, "gen_ai.usage.cost"_L1, "llm.cost.total"_L1}},
    {"latency_ms"_L1,
     {"latency_ms"_L1, "duration_ms"_L1, "elapsed_ms"_L1, "response_time_ms"_L1, "end_to_end_latency_s"_L1,
      "latency_s"_L1, "duration_s"_L1, "latency_seconds"_L1, "duration_seconds"_L1, "duration_us"_L1,
      "duration_ns"_L1}},
    {"success"_L1, {"success"_L1, "status"_L1, "status_code"_L1, "http.response.status_code"_L1}},
    {"error_type"_L1, {"error_type"_L1, "error_code"_L1, "error.type"_L1, "exception.type"_L1}},
    {"error_message"_L1, {"error_message"_L1, "error_msg"_L1, "error.message"_L1, "exception.message"_L1}},
    {"confidence"_L1, {"confidence"_L1}},
    {"needs_review"_L1, {"needs_review"_L1}},
    {"request_id"_L1, {"request_id"_L1}},
    {"user_id"_L1, {"user_id"_L1, "user.id"_L1}},
    {"variables"_L1, {"variables"_L1}},
    {"rendered_prompt"_L1, {"rendered_prompt"_L1}},
    {"experiment"_L1, {"experiment"_L1}},
    {"variant"_L1, {"variant"_L1}},
    {"guardrails"_L1, {"guardrails"_L1}},
    {"trace_id"_L1, {"trace_id"_L1}},
    {"span_id"_L1, {"span_id"_L1}},
}};

/// What one of a column so called is in milliseconds.
struct UnitName {
    QLatin1StringView suffix;
    double milliseconds;
};
constexpr std::array<UnitName, 4> units{{{"_s"_L1, 1000}, {"_seconds"_L1, 1000}, {"_us"_L1, 1e-3}, {"_ns"_L1, 1e-6}}};

/// A row of the file as it stands there.
struct Row {
    QString place;
    QJsonObject cells;
    QString fault;
};
struct Rows {
    QStringList columns; ///< of all rows
    QList<Row> rows;
};

bool isNothing(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty());
}

std::optional<double> numberOf(const QJsonValue &value)
{
    bool isNumber = value.isDouble();
    const double number = isNumber ? value.toDouble() : value.toString().toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

/// A time without a zone is UTC. The fraction stays as it is: a QDateTime has milliseconds only.
QString zonedTime(const QString &text)
{
    static const QRegularExpression zoneless(u"^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?$"_s);
    return zoneless.match(text).hasMatch() ? text + u'Z' : text;
}

/// What a status says: a word, or the number that HTTP answers with. nullopt where that is not certain.
std::optional<bool> verdictOf(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool();
    if (const auto number = numberOf(value))
        return *number >= 100 && *number < 600 ? std::optional(*number < 400) : std::nullopt;
    const QString word = value.toString().trimmed().toLower();
    if (word == "ok"_L1 || word == "success"_L1 || word == "succeeded"_L1 || word == "true"_L1)
        return true;
    if (word == "error"_L1 || word == "failed"_L1 || word == "failure"_L1 || word == "false"_L1)
        return false;
    return std::nullopt;
}

class Mapper
{
public:
    Mapper(const ExecutionSourceOptions &options, const QStringList &columns)
        : m_options(options)
    {
        const QString base = options.map.value(u"started_at"_s);
        if (base.startsWith(u'@'))
            m_base = QDateTime::fromString(base.sliced(1), Qt::ISODateWithMs);
        chooseColumns(columns);
    }

    SourcedExecution mapped(const Row &row)
    {
        SourcedExecution made{.place = row.place, .execution = {}, .fault = row.fault};
        if (!made.fault.isEmpty())
            return made;
        for (const Field &field : fields) {
            const QJsonValue value = valueOf(field.name, row.cells);
            if (!isNothing(value))
                made.execution.insert(field.name, value);
        }
        made.fault = setSuccess(made.execution, row.cells);
        if (made.fault.isEmpty())
            made.fault = setTime(made.execution);
        if (!made.fault.isEmpty())
            return made;
        complete(made.execution);
        if (!made.execution.contains("started_at"_L1))
            made.fault = u"it says no time; name the column with --map started_at=COLUMN, or give one to all with "
                         "--map started_at=@2026-11-01T00:00:00Z"_s;
        return made;
    }

    /// Whether a column is one that a field is taken from. Of several for one field the first always is, the others
    /// where it was empty.
    [[nodiscard]] bool uses(const QString &column) const { return m_used.contains(column); }

private:
    void chooseColumns(const QStringList &columns)
    {
        QHash<QString, QString> present;
        for (const QString &column : columns)
            present.insert(column.trimmed().toLower(), column);
        for (const Field &field : fields) {
            const QString wanted = m_options.map.value(field.name);
            QStringList &chosen = m_columns[field.name];
            if (!wanted.isEmpty() && !wanted.startsWith(u'@')) {
                chosen << wanted;
            } else if (wanted.isEmpty() || field.name == "started_at"_L1) {
                for (const QLatin1StringView column : field.columns) {
                    if (!column.isEmpty() && present.contains(column))
                        chosen << present.value(column);
                }
            }
            if (!chosen.isEmpty())
                m_used.insert(chosen.first());
        }
    }

    [[nodiscard]] QJsonValue valueOf(QLatin1StringView field, const QJsonObject &cells)
    {
        const QStringList columns = m_columns.value(field);
        const QString wanted = m_options.map.value(field);
        if (columns.isEmpty() && wanted.startsWith(u'@'))
            return wanted.sliced(1);
        for (const QString &column : columns) {
            const QJsonValue value = cells.value(column);
            if (isNothing(value))
                continue;
            m_used.insert(column);
            return field == "latency_ms"_L1 ? inMilliseconds(value, column) : value;
        }
        return {};
    }

    [[nodiscard]] static QJsonValue inMilliseconds(const QJsonValue &value, const QString &column)
    {
        const auto count = numberOf(value);
        const auto unit = std::ranges::find_if(units, [&](const UnitName &known) {
            return column.trimmed().endsWith(known.suffix, Qt::CaseInsensitive); // as columns are known
        });
        return count && unit != units.end() ? QJsonValue(*count * unit->milliseconds) : value;
    }

    /// What is neither a success nor a failure is left to the database where it came as `success`, and is no execution
    /// where it was only a status: a guess would be in the figures for ever.
    [[nodiscard]] QString setSuccess(QJsonObject &execution, const QJsonObject &cells) const
    {
        const QJsonValue value = execution.value("success"_L1);
        if (isNothing(value))
            return {};
        if (const auto verdict = verdictOf(value)) {
            execution.insert(u"success"_s, *verdict);
            return {};
        }
        const QString said = value.toVariant().toString();
        if (said.compare("unset"_L1, Qt::CaseInsensitive) == 0) { // OpenTelemetry's word for what nobody judged
            execution.remove("success"_L1);
            return {};
        }
        const QString first = m_columns.value("success"_L1).value(0);
        const bool isOwn = first.trimmed().toLower() == "success"_L1 && !isNothing(cells.value(first));
        if (isOwn || m_options.map.contains(u"success"_s))
            return {};
        return u"its status “%1” is neither a success nor a failure; say where that stands with "
               "--map success=COLUMN"_s.arg(said);
    }

    /// Traces count milliseconds from a beginning of their own, which --map started_at=@TIME dates.
    [[nodiscard]] QString setTime(QJsonObject &execution) const
    {
        const QJsonValue value = execution.value("started_at"_L1);
        if (isNothing(value))
            return {};
        const auto count = numberOf(value);
        QDateTime time;
        if (!count) {
            execution.insert(u"started_at"_s, zonedTime(value.toString()));
            return {};
        }
        if (m_base.isValid())
            time = m_base.addMSecs(qint64(*count));
        else if (*count >= 1e9)
            time = QDateTime::fromMSecsSinceEpoch(qint64(*count >= 1e11 ? *count : *count * 1000), QTimeZone::UTC);
        else
            return u"started_at counts from a moment that the file does not tell; give it with "
                   "--map started_at=@2026-11-01T00:00:00Z"_s;
        execution.insert(u"started_at"_s, time.toUTC().toString(Qt::ISODateWithMs));
        return {};
    }

    void complete(QJsonObject &execution)
    {
        if (!execution.contains("template"_L1) && !m_options.templateKey.isEmpty()) {
            execution.insert(u"template"_s, m_options.templateKey);
            execution.insert(u"version"_s, m_options.version);
        }
        if (!execution.contains("success"_L1))
            execution.insert(u"success"_s,
                             !execution.contains("error_type"_L1) && !execution.contains("error_message"_L1));
        if (const QJsonValue code = execution.value("error_type"_L1); code.isDouble())
            execution.insert(u"error_type"_s, QString::number(code.toInteger()));
        if (!execution.contains("id"_L1))
            execution.insert(u"id"_s, ownId(execution));
    }

    /// Of the record alone, so that a file that grew brings in only what is new; equal records are told apart by how
    /// many of them came before in the file.
    [[nodiscard]] QString ownId(const QJsonObject &execution)
    {
        static const QUuid space(u"5b0b6a0e-8a63-5d3c-8f0f-2a8f6d0c7e52"_s);
        const QUuid content = QUuid::createUuidV5(space, QJsonDocument(execution).toJson(QJsonDocument::Compact));
        const qsizetype occurrence = ++m_occurrences[content];
        return QUuid::createUuidV5(content, QByteArray::number(occurrence)).toString(QUuid::WithoutBraces);
    }

    const ExecutionSourceOptions &m_options;
    QDateTime m_base;
    QHash<QString, QStringList> m_columns; ///< field → columns, the likeliest first
    QSet<QString> m_used;
    QHash<QUuid, qsizetype> m_occurrences; ///< of each content so far
};

/// The columns of rows that name them one by one, sorted: rows of JSON may each leave some out.
QStringList columnsOf(const QList<Row> &rows)
{
    QSet<QString> columns;
    for (const Row &row : rows) {
        for (auto cell = row.cells.begin(); cell != row.cells.end(); ++cell)
            columns.insert(cell.key());
    }
    QStringList sorted = columns.values();
    sorted.sort();
    return sorted;
}

Rows readLines(const QByteArray &bytes, const QString &fileName)
{
    QList<Row> rows;
    qsizetype number = 0;
    for (const QByteArray &line : bytes.split('\n')) {
        const QString place = u"%1:%2"_s.arg(fileName).arg(++number);
        if (line.trimmed().isEmpty())
            continue;
        if (const auto fault = jsonFault(line))
            rows.append({.place = place, .cells = {}, .fault = fault->message});
        else
            rows.append({.place = place, .cells = parsedJson(line).object(), .fault = {}});
    }
    return {.columns = columnsOf(rows), .rows = rows};
}

Result<Rows> readArray(const QByteArray &bytes, const QString &fileName)
{
    if (const auto fault = jsonFault(bytes)) {
        const auto line = bytes.first(fault->offset).count('\n') + 1;
        return std::unexpected(Error{
            .kind = ErrorKind::Invalid, .message = fault->message, .place = u"%1:%2:1"_s.arg(fileName).arg(line)});
    }
    QList<Row> rows;
    const QJsonArray values = parsedJson(bytes).array();
    for (const auto &value : values)
        rows.append({.place = u"%1[%2]"_s.arg(fileName).arg(rows.size() + 1), .cells = value.toObject(), .fault = {}});
    return Rows{.columns = columnsOf(rows), .rows = rows};
}

Result<Rows> readTable(const QByteArray &bytes, const QString &fileName)
{
    Rows table;
    QStringList &header = table.columns;
    const auto take = [&](const CsvRecord &record) {
        if (header.isEmpty()) {
            for (const CsvCell &cell : record)
                header << QString::fromUtf8(cell.bytes);
            return;
        }
        Row row{.place = u"%1:%2"_s.arg(fileName).arg(record.first().line), .cells = {}, .fault = {}};
        for (qsizetype i = 0; i < std::min(header.size(), record.size()); ++i)
            row.cells.insert(header.at(i), QString::fromUtf8(record.at(i).bytes));
        if (record.size() != header.size())
            row.fault = u"it has %1 cells where the header has %2"_s.arg(record.size()).arg(header.size());
        table.rows.append(row);
    };
    if (const auto read = readCsv(bytes, fileName, take, {}, csvSeparator(bytes)); !read)
        return std::unexpected(read.error());
    return table;
}

Result<Rows> readRows(const QByteArray &bytes, const QString &fileName)
{
    const QByteArray begin = bytes.first(std::min<qsizetype>(bytes.size(), 4096)).trimmed();
    if (begin.startsWith('['))
        return readArray(bytes, fileName);
    if (begin.startsWith('{'))
        return readLines(bytes, fileName);
    return readTable(bytes, fileName);
}

/// A mistyped column would leave its field empty in every row.
Result<void> checkMap(const QHash<QString, QString> &map, const QStringList &columns)
{
    for (const auto &[field, column] : map.asKeyValueRange()) {
        if (!columns.isEmpty() && !column.startsWith(u'@') && !columns.contains(column))
            return failure(ErrorKind::Invalid,
                           u"There is no column “%1” to take %2 from; nothing was imported."_s.arg(column, field),
                           u"The columns are: %1."_s.arg(columns.join(u", "_s)));
    }
    return {};
}

} // namespace

Result<SourcedExecutions> readExecutions(const QByteArray &bytes, const QString &fileName,
                                         const ExecutionSourceOptions &options)
{
    for (const auto &[field, column] : options.map.asKeyValueRange()) {
        if (std::ranges::none_of(fields, [&name = field](const Field &known) { return known.name == name; }))
            return failure(ErrorKind::Invalid, u"There is no field “%1” to map a column to."_s.arg(field),
                           u"sql/README.md names the fields of an execution."_s);
    }
    const auto read = readRows(bytes, fileName);
    if (!read)
        return std::unexpected(read.error());
    if (const auto checked = checkMap(options.map, read->columns); !checked)
        return std::unexpected(checked.error());
    Mapper mapper(options, read->columns);
    SourcedExecutions made;
    for (const Row &row : read->rows)
        made.executions.append(mapper.mapped(row));
    for (const QString &column : read->columns)
        (mapper.uses(column) ? made.used : made.ignored) << column;
    return made;
}

} // namespace promptuary
