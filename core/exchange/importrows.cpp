// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/importrows.h"

#include "core/prompts/jsontext.h"
#include "core/prompts/versionjson.h"

#include <QJsonArray>

namespace promptuary
{

QByteArray importRow(const PlannedVersion &version)
{
    QByteArray row = R"({"messages":)" + messagesToJson(version.content.messages) + R"(,"format":)" +
                     jsonText(version.content.format) + R"(,"variables":)" +
                     variablesToJson(version.content.variables) + R"(,"model_config":)" + version.content.modelConfig +
                     R"(,"note":)" + jsonText(version.note) + R"(,"author":)" + jsonText(version.author) +
                     R"(,"source":)" + jsonText(version.source);
    if (version.createdAt.isValid())
        row += R"(,"created_at":)" + jsonText(version.createdAt.toUTC().toString(Qt::ISODateWithMs));
    return row + '}';
}

QByteArray importRow(const PlannedTemplate &planned, const ImportTarget &target, const QByteArray &versions)
{
    const QByteArray id = target.id != 0 ? QByteArray::number(target.id) : QByteArrayLiteral("null");
    return R"({"position":)" + QByteArray::number(target.position) + R"(,"id":)" + id + R"(,"name":)" +
           jsonText(target.name) + R"(,"task_type":)" + jsonText(planned.taskType) + R"(,"description":)" +
           jsonText(planned.description) + R"(,"tags":)" + jsonText(QJsonArray::fromStringList(planned.tags)) +
           R"(,"source":)" + jsonText(planned.source) + R"(,"versions":[)" + versions + "]}";
}

} // namespace promptuary
