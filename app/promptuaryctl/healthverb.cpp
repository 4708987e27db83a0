// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuaryctl/options.h"
#include "app/promptuaryctl/session.h"
#include "app/promptuaryctl/verbs.h"
#include "core/alerts/alerttexts.h"
#include "core/health/concerns.h"
#include "core/health/healthfigures.h"
#include "core/health/healthstore.h"
#include "core/health/storagerows.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

QJsonValue timeOrNull(const QDateTime &time)
{
    return textOrNull(time.isValid() ? time.toString(Qt::ISODateWithMs) : QString());
}

QJsonValue realOrNull(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const LoadFigures &figures)
{
    return {
        {u"loads"_s, figures.loads},
        {u"from_environment"_s, figures.fromEnvironment},
        {u"from_file"_s, figures.fromFile},
        {u"not_found"_s, figures.notFound},
        {u"connection_attempts"_s, figures.attempts},
        {u"failed_attempts"_s, figures.failedAttempts},
        {u"load_ms"_s, QJsonObject{{u"p50"_s, realOrNull(figures.loadP50)}, {u"p95"_s, realOrNull(figures.loadP95)}}},
        {u"executions"_s, figures.executions},
        {u"violations"_s, figures.violations},
        {u"guarded"_s, figures.guarded}};
}

QJsonObject toJson(const HealthState &state)
{
    return {{u"at"_s, timeOrNull(state.at)},
            {u"executions_waiting"_s, state.waiting},
            {u"rolled_up_at"_s, timeOrNull(state.rolledUpAt)},
            {u"judged_at"_s, timeOrNull(state.judgedAt)},
            {u"maintained_at"_s, timeOrNull(state.maintainedAt)},
            {u"deliveries_waiting"_s, state.deliveries},
            {u"oldest_delivery"_s, timeOrNull(state.oldestDelivery)},
            {u"notification_queue"_s, state.notificationQueue},
            {u"overdue_days"_s, state.overdueDays}};
}

QJsonArray toJson(const QList<Concern> &concerns)
{
    QJsonArray array;
    for (const Concern &concern : concerns)
        array << QJsonObject{
            {u"severity"_s, keyOf(concern.severity)}, {u"what"_s, concern.what}, {u"remedy"_s, concern.remedy}};
    return array;
}

QJsonArray toJson(const QList<StorageFigure> &storage)
{
    QJsonArray array;
    for (const StorageFigure &figure : storage)
        array << QJsonObject{{u"table"_s, figure.table},
                             {u"day"_s, textOrNull(figure.day.toString(Qt::ISODate))},
                             {u"row_estimate"_s, figure.rows ? QJsonValue(*figure.rows) : QJsonValue()},
                             {u"bytes"_s, figure.bytes},
                             {u"index_bytes"_s, figure.indexBytes}};
    return array;
}

/// The notification's way is a window's; a command that asks once has none.
QByteArray forPeople(const HealthReading &reading, const OwnConnection &own, const QList<Concern> &concerns)
{
    QList<QStringList> rows;
    for (const KeyFigure &figure : healthFigures(reading, own)) {
        if (figure.figure != u"–")
            rows << QStringList{figure.name, figure.figure, figure.difference};
    }
    QByteArray text = table({{u"FIGURE"_s}, {u"NOW"_s, true}, {u"THE DAY BEFORE"_s, true}}, rows);
    text += '\n' + totalText(reading.storage).toUtf8() + '\n';
    for (const Concern &concern : concerns)
        text += u"\n%1: %2\n  %3\n"_s.arg(nameOf(concern.severity), concern.what, concern.remedy).toUtf8();
    if (concerns.isEmpty())
        text += "\nEverything is well.\n";
    return text;
}

Result<Output> health(Session &session)
{
    const auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    HealthStore store(**database);
    const auto reading = store.read().result();
    if (!reading)
        return std::unexpected(reading.error());
    const OwnConnection own = store.ownConnection();
    const QList<Concern> concerns = concernsOf(*reading, own);
    Output output = session.json() ? jsonOutput(QJsonObject{{u"concerns"_s, toJson(concerns)},
                                                            {u"last_24_hours"_s, toJson(reading->day)},
                                                            {u"the_24_before"_s, toJson(reading->before)},
                                                            {u"state"_s, toJson(reading->state)},
                                                            {u"storage"_s, toJson(reading->storage)}})
                                   : Output{forPeople(*reading, own, concerns)};
    if (!concerns.isEmpty()) {
        writeMessage(concerns.size() == 1
                         ? u"promptuaryctl: One matter needs attention; the result tells which."_s
                         : u"promptuaryctl: %1 matters need attention; the result tells which."_s.arg(concerns.size()));
        output.status = ExitStatus::Failed;
    }
    return output;
}

} // namespace

void addHealthVerb(CLI::App &app, Verb &chosen)
{
    app.add_subcommand("health", "Whether all goes well, and the room that tables take; exit status 1 where something "
                                 "needs attention")
        ->callback([&chosen] { chosen = health; });
}

} // namespace promptuary
