// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/promptrows.h"

#include "core/prompts/versionjson.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr QChar unitSeparator = u'\x1f';

/// Milliseconds of the epoch: reading a number is many times cheaper than reading a time stamp's text.
QString milliseconds(QLatin1StringView column)
{
    return u"(extract(epoch from %1) * 1000)::bigint"_s.arg(column);
}

QDateTime timeFrom(const QVariant &milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), QTimeZone::UTC);
}

} // namespace

QString summarySelect()
{
    // A tag holds no control character, so one can stand between them.
    return u"select id, key, name, task_type, description, array_to_string(tags, chr(31)), newest, active::text, archived, "_s +
           milliseconds("updated_at"_L1) + u" from promptuary.template_overview"_s;
}

QString activationSelect()
{
    return u"select id, environment, kind, previous, active, reason, actor, "_s + milliseconds("at"_L1) +
           u" from promptuary.activations"_s;
}

TemplateSummary SummaryReader::read(const QSqlQuery &row)
{
    TemplateSummary summary;
    summary.id = TemplateId{row.value(0).toLongLong()};
    summary.key = row.value(1).toString();
    summary.name = row.value(2).toString();
    summary.taskType = shared(row.value(3).toString());
    summary.description = row.value(4).toString();
    if (const QString tags = row.value(5).toString(); !tags.isEmpty())
        summary.tags = tags.split(unitSeparator);
    summary.newest = row.value(6).toInt();
    summary.active = activeFrom(row.value(7).toString());
    summary.archived = row.value(8).toBool();
    summary.updatedAt = timeFrom(row.value(9));
    return summary;
}

QString SummaryReader::shared(const QString &text)
{
    const auto it = m_shared.constFind(text);
    return it != m_shared.constEnd() ? *it : *m_shared.insert(text, text);
}

QHash<QString, int> SummaryReader::activeFrom(const QString &json)
{
    if (json.isEmpty() || json == "{}"_L1)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    QHash<QString, int> active;
    for (auto it = object.begin(); it != object.end(); ++it)
        active.insert(shared(it.key()), it.value().toInt());
    return active;
}

QString versionSelect(bool withContent)
{
    const QString summary =
        u"select number, parent, author, note, encode(content_sha256, 'hex'), archived_at is not null, "_s +
        milliseconds("created_at"_L1);
    const QString content = u", messages::text, format, variables::text, model_config::text"_s;
    return summary + (withContent ? content : u""_s) + u" from promptuary.prompt_versions"_s;
}

VersionSummary readVersionSummary(const QSqlQuery &row)
{
    return {.number = row.value(0).toInt(),
            .parent = row.value(1).toInt(),
            .author = row.value(2).toString(),
            .createdAt = timeFrom(row.value(6)),
            .note = row.value(3).toString(),
            .sha256 = QByteArray::fromHex(row.value(4).toByteArray()),
            .archived = row.value(5).toBool()};
}

Version readVersion(const QSqlQuery &row, TemplateId id)
{
    return {.templateId = id,
            .summary = readVersionSummary(row),
            .content = {.messages = messagesFromDatabase(row.value(7).toString().toUtf8()),
                        .format = row.value(8).toString(),
                        .variables = variablesFromDatabase(row.value(9).toString().toUtf8()),
                        .modelConfig = row.value(10).toString().toUtf8()}};
}

Activation readActivation(const QSqlQuery &row, TemplateId id)
{
    return {.id = ActivationId{row.value(0).toLongLong()},
            .templateId = id,
            .environment = row.value(1).toString(),
            .kind = row.value(2).toString(),
            .previous = row.value(3).toInt(),
            .active = row.value(4).toInt(),
            .reason = row.value(5).toString(),
            .actor = row.value(6).toString(),
            .at = timeFrom(row.value(7))};
}

} // namespace promptuary
