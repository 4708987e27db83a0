// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/executionsource.h"

#include "core/exchange/csvreader.h"
#include "core/prompts/jsoncheck.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QRegularExpression>
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

/// A field of record_executions() and what others call it, in lower case, the likeliest first.
struct Field {
    QLatin1StringView name;
    std::array<QLatin1StringView, 6> columns;
};

constexpr std::array<Field, 25> fields{{
    {"id"_L1, {"id"_L1, "execution_id"_L1}},
    {"template"_L1, {"template"_L1, "template_name"_L1}},
    {"version"_L1, {"version"_L1, "template_version"_L1}},
    {"environment"_L1, {"environment"_L1}},
    {"started_at"_L1, {"started_at"_L1, "timestamp"_L1, "start_time"_L1, "created_at"_L1, "time"_L1}},
    {"model"_L1, {"model"_L1, "model_name"_L1}},
    {"input_tokens"_L1,
     {"input_tokens"_L1, "prompt_tokens"_L1, "contexttokens"_L1, "input_length"_L1, "number_input_tokens"_L1}},
    {"cached_input_tokens"_L1, {"cached_input_tokens"_L1, "cached_tokens"_L1}},
    {"output_tokens"_L1,
     {"output_tokens"_L1, "completion_tokens"_L1, "generatedtokens"_L1, "output_length"_L1, "number_output_tokens"_L1}},
    {"cost_usd"_L1, {"cost_usd"_L1, "cost"_L1}},
    {"latency_ms"_L1, {"latency_ms"_L1, "duration_ms"_L1, "end_to_end_latency_s"_L1, "latency_s"_L1}},
    {"success"_L1, {"success"_L1}},
    {"error_type"_L1, {"error_type"_L1, "error_code"_L1}},
    {"error_message"_L1, {"error_message"_L1, "error_msg"_L1}},
    {"confidence"_L1, {"confidence"_L1}},
    {"needs_review"_L1, {"needs_review"_L1}},
    {"request_id"_L1, {"request_id"_L1}},
    {"user_id"_L1, {"user_id"_L1}},
    {"variables"_L1, {"variables"_L1}},
    {"rendered_prompt"_L1, {"rendered_prompt"_L1}},
    {"experiment"_L1, {"experiment"_L1}},
    {"variant"_L1, {"variant"_L1}},
    {"guardrails"_L1, {"guardrails"_L1}},
    {"trace_id"_L1, {"trace_id"_L1}},
    {"span_id"_L1, {"span_id"_L1}},
}};

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

class Mapper
{
public:
    Mapper(const ExecutionSourceOptions &options, const QByteArray &bytes)
        : m_options(options)
        , m_origin(QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()))
    {
        const QString base = options.map.value(u"started_at"_s);
        if (base.startsWith(u'@'))
            m_base = QDateTime::fromString(base.sliced(1), Qt::ISODateWithMs);
    }

    SourcedExecution mapped(const QString &place, const QJsonObject &row, qsizetype number)
    {
        chooseColumns(row);
        SourcedExecution made{.place = place, .execution = {}, .fault = {}};
        for (const Field &field : fields) {
            const QJsonValue value = valueOf(field.name, row);
            if (!isNothing(value))
                made.execution.insert(field.name, value);
        }
        made.fault = setTime(made.execution);
        complete(made.execution, number);
        return made;
    }

private:
    /// Once for a file, from its first row: a later row may leave a column out.
    void chooseColumns(const QJsonObject &row)
    {
        if (m_chosen)
            return;
        m_chosen = true;
        QHash<QString, QString> present;
        for (auto cell = row.begin(); cell != row.end(); ++cell)
            present.insert(cell.key().trimmed().toLower(), cell.key());
        for (const Field &field : fields) {
            for (const QLatin1StringView column : field.columns) {
                if (!column.isEmpty() && present.contains(column) && !m_columns.contains(field.name))
                    m_columns.insert(field.name, present.value(column));
            }
        }
    }

    [[nodiscard]] QJsonValue valueOf(QLatin1StringView field, const QJsonObject &row) const
    {
        const QString chosen = m_options.map.value(field);
        if (chosen.startsWith(u'@') && (field != "started_at"_L1 || !m_columns.contains(field)))
            return chosen.sliced(1);
        const QString column = chosen.isEmpty() || chosen.startsWith(u'@') ? m_columns.value(field) : chosen;
        QJsonValue value = row.value(column);
        if (field == "latency_ms"_L1 && column.endsWith("_s"_L1)) {
            const auto seconds = numberOf(value);
            return seconds ? QJsonValue(*seconds * 1000) : value;
        }
        return value;
    }

    /// Traces count milliseconds from a beginning of their own, which --map started_at=@TIME dates.
    [[nodiscard]] QString setTime(QJsonObject &execution) const
    {
        const QJsonValue value = execution.value("started_at"_L1);
        if (isNothing(value))
            return {}; // the database says so
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

    void complete(QJsonObject &execution, qsizetype number) const
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
        if (!execution.contains("id"_L1)) {
            static const QUuid space(u"5b0b6a0e-8a63-5d3c-8f0f-2a8f6d0c7e52"_s);
            const QString own = u"%1/%2/%3"_s.arg(m_origin).arg(number).arg(execution.value("template"_L1).toString());
            execution.insert(u"id"_s, QUuid::createUuidV5(space, own).toString(QUuid::WithoutBraces));
        }
    }

    const ExecutionSourceOptions &m_options;
    QString m_origin;
    QDateTime m_base;
    bool m_chosen = false;
    QHash<QString, QString> m_columns; ///< field → column
};

QList<SourcedExecution> readLines(const QByteArray &bytes, const QString &fileName, Mapper &mapper)
{
    QList<SourcedExecution> executions;
    qsizetype number = 0;
    for (const QByteArray &line : bytes.split('\n')) {
        const QString place = u"%1:%2"_s.arg(fileName).arg(++number);
        if (line.trimmed().isEmpty())
            continue;
        if (const auto fault = jsonFault(line))
            executions.append({.place = place, .execution = {}, .fault = fault->message});
        else
            executions.append(mapper.mapped(place, parsedJson(line).object(), number));
    }
    return executions;
}

Result<QList<SourcedExecution>> readArray(const QByteArray &bytes, const QString &fileName, Mapper &mapper)
{
    if (const auto fault = jsonFault(bytes)) {
        const auto line = bytes.first(fault->offset).count('\n') + 1;
        return std::unexpected(Error{
            .kind = ErrorKind::Invalid, .message = fault->message, .place = u"%1:%2:1"_s.arg(fileName).arg(line)});
    }
    QList<SourcedExecution> executions;
    const QJsonArray rows = parsedJson(bytes).array();
    for (const auto &value : rows) {
        const qsizetype number = executions.size() + 1;
        executions.append(mapper.mapped(u"%1[%2]"_s.arg(fileName).arg(number), value.toObject(), number));
    }
    return executions;
}

Result<QList<SourcedExecution>> readTable(const QByteArray &bytes, const QString &fileName, Mapper &mapper)
{
    QList<SourcedExecution> executions;
    QStringList header;
    const auto read = readCsv(bytes, fileName, [&](const CsvRecord &record) {
        if (header.isEmpty()) {
            for (const CsvCell &cell : record)
                header << QString::fromUtf8(cell.bytes);
            return;
        }
        QJsonObject row;
        for (qsizetype i = 0; i < std::min(header.size(), record.size()); ++i)
            row.insert(header.at(i), QString::fromUtf8(record.at(i).bytes));
        executions.append(mapper.mapped(u"%1:%2"_s.arg(fileName).arg(record.first().line), row, executions.size() + 1));
        if (record.size() != header.size())
            executions.last().fault =
                u"it has %1 cells where the header has %2"_s.arg(record.size()).arg(header.size());
    });
    if (!read)
        return std::unexpected(read.error());
    return executions;
}

} // namespace

Result<QList<SourcedExecution>> readExecutions(const QByteArray &bytes, const QString &fileName,
                                               const ExecutionSourceOptions &options)
{
    for (const auto &[field, column] : options.map.asKeyValueRange()) {
        if (std::ranges::none_of(fields, [&name = field](const Field &known) { return known.name == name; }))
            return failure(ErrorKind::Invalid, u"There is no field “%1” to map a column to."_s.arg(field),
                           u"sql/README.md names the fields of an execution."_s);
    }
    Mapper mapper(options, bytes);
    const QByteArray begin = bytes.first(std::min<qsizetype>(bytes.size(), 4096)).trimmed();
    if (begin.startsWith('['))
        return readArray(bytes, fileName, mapper);
    if (begin.startsWith('{'))
        return readLines(bytes, fileName, mapper);
    return readTable(bytes, fileName, mapper);
}

} // namespace promptuary
