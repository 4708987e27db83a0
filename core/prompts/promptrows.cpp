// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/promptrows.h"

#include "core/prompts/nameorder.h"
#include "core/prompts/versionjson.h"

#include <QHash>
#include <QTimeZone>
#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr QChar unitSeparator = u'\x1f';

/// Milliseconds of the epoch: reading a number is many times cheaper than reading a time stamp's text.
QString milliseconds(QLatin1StringView column)
{
    return u"(date_part('epoch', %1) * 1000)::bigint"_s.arg(column);
}

QDateTime timeFrom(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds, QTimeZone::UTC);
}

} // namespace

QString summarySelect()
{
    // A tag holds no control character, so one can stand between them.
    return u"select o.id, o.key, o.name, o.task_type, o.description, array_to_string(o.tags, chr(31)), o.newest, "
           "o.archived, "_s +
           milliseconds("o.updated_at"_L1) +
           u", a.environment, a.number from promptuary.template_overview o "
           "left join promptuary.active_versions a on a.template_id = o.id"_s;
}

QString activationSelect()
{
    return u"select id, environment, kind, previous, active, reason, actor, "_s + milliseconds("at"_L1) +
           u", imported_by from promptuary.activations"_s;
}

QList<TemplateSummary> readSummaries(const ResultRows &rows)
{
    QList<TemplateSummary> summaries;
    summaries.reserve(rows.count());
    QHash<TemplateId, qsizetype> places;
    places.reserve(rows.count());
    QHash<QString, QString> known; // the few texts that repeat in thousands of rows are kept once
    const auto shared = [&known](const QString &text) {
        const auto it = known.constFind(text);
        return it != known.constEnd() ? *it : *known.insert(text, text);
    };
    for (int row = 0; row < rows.count(); ++row) {
        const TemplateId id{rows.number(row, 0)};
        auto place = places.find(id);
        if (place == places.end()) {
            place = places.insert(id, summaries.size());
            const QString tags = rows.text(row, 5);
            summaries.append({.id = id,
                              .key = rows.text(row, 1),
                              .name = rows.text(row, 2),
                              .taskType = shared(rows.text(row, 3)),
                              .description = rows.text(row, 4),
                              .tags = tags.isEmpty() ? QStringList() : tags.split(unitSeparator),
                              .newest = int(rows.number(row, 6)),
                              .active = {},
                              .archived = rows.truth(row, 7),
                              .updatedAt = timeFrom(rows.number(row, 8))});
        }
        if (!rows.isNull(row, 9))
            summaries[*place].active.insert(shared(rows.text(row, 9)), int(rows.number(row, 10)));
    }
    NameOrder().sort(summaries);
    return summaries;
}

QString versionSelect(bool withContent)
{
    const QString summary =
        u"select number, parent, author, note, encode(content_sha256, 'hex'), archived_at is not null, "_s +
        milliseconds("created_at"_L1) + u", imported_by"_s;
    const QString content = u", messages::text, format, variables::text, model_config::text"_s;
    return summary + (withContent ? content : u""_s) + u" from promptuary.prompt_versions"_s;
}

VersionSummary readVersionSummary(const QSqlQuery &row)
{
    return {.number = row.value(0).toInt(),
            .parent = row.value(1).toInt(),
            .author = row.value(2).toString(),
            .createdAt = timeFrom(row.value(6).toLongLong()),
            .note = row.value(3).toString(),
            .sha256 = QByteArray::fromHex(row.value(4).toByteArray()),
            .archived = row.value(5).toBool(),
            .importedBy = row.value(7).toString()};
}

Version readVersion(const QSqlQuery &row, TemplateId id)
{
    return {.templateId = id,
            .summary = readVersionSummary(row),
            .content = {.messages = messagesFromDatabase(row.value(8).toString().toUtf8()),
                        .format = row.value(9).toString(),
                        .variables = variablesFromDatabase(row.value(10).toString().toUtf8()),
                        .modelConfig = row.value(11).toString().toUtf8()}};
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
            .at = timeFrom(row.value(7).toLongLong()),
            .importedBy = row.value(8).toString()};
}

} // namespace promptuary
