// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/healthstore.h"

#include "core/database/database.h"
#include "core/database/resultrows.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

std::optional<double> realOrNone(const ResultRows &rows, int row, int column)
{
    return rows.isNull(row, column) ? std::nullopt : std::optional(rows.real(row, column));
}

/// Of the 24 hours that end `daysAgo` days before the hour that runs is over.
Result<QList<LoadFigures>> loads(Connection &connection, int daysAgo)
{
    return readRows(
        connection.query(
            u"select f.loads, f.from_environment, f.from_file, f.not_found, f.attempts, f.failed_attempts, f.timed, "
            "f.load_p50, f.load_p95, f.executions, f.violations, f.guarded "
            "from (select date_trunc('hour', now(), 'UTC') + interval '1 hour' - ? * interval '1 day' as until) d, "
            "promptuary.health_figures(d.until - interval '1 day', d.until) f"_s,
            {daysAgo}),
        [](const ResultRows &rows, int row) {
            return LoadFigures{.loads = rows.number(row, 0),
                               .fromEnvironment = rows.number(row, 1),
                               .fromFile = rows.number(row, 2),
                               .notFound = rows.number(row, 3),
                               .attempts = rows.number(row, 4),
                               .failedAttempts = rows.number(row, 5),
                               .timed = rows.number(row, 6),
                               .loadP50 = realOrNone(rows, row, 7),
                               .loadP95 = realOrNone(rows, row, 8),
                               .executions = rows.number(row, 9),
                               .violations = rows.number(row, 10),
                               .guarded = rows.number(row, 11)};
        });
}

Result<QList<HealthState>> state(Connection &connection)
{
    return readRows(
        connection.query(
            u"select date_part('epoch', at), waiting, date_part('epoch', rolled_up_at), date_part('epoch', judged_at), "
            "date_part('epoch', maintained_at), date_part('epoch', installed_at), deliveries, "
            "date_part('epoch', oldest_delivery), delivery_problem, notification_queue, raw_days, overdue_days "
            "from promptuary.health_state()"_s),
        [](const ResultRows &rows, int row) {
            return HealthState{.at = rows.time(row, 0),
                               .waiting = rows.number(row, 1),
                               .rolledUpAt = rows.time(row, 2),
                               .judgedAt = rows.time(row, 3),
                               .maintainedAt = rows.time(row, 4),
                               .installedAt = rows.time(row, 5),
                               .deliveries = rows.number(row, 6),
                               .oldestDelivery = rows.time(row, 7),
                               .deliveryProblem = rows.text(row, 8),
                               .notificationQueue = rows.real(row, 9),
                               .rawDays = int(rows.number(row, 10)),
                               .overdueDays = int(rows.number(row, 11))};
        });
}

Result<QList<StorageFigure>> storage(Connection &connection)
{
    return readRows(connection.query(u"select relation, day, row_estimate, bytes, index_bytes "
                                     "from promptuary.storage_figures()"_s),
                    [](const ResultRows &rows, int row) {
                        const QDate day = QDate::fromString(rows.text(row, 1), Qt::ISODate);
                        return StorageFigure{.table = rows.text(row, 0),
                                             .day = day,
                                             .days = day.isValid() ? 1 : 0,
                                             .rows = rows.isNull(row, 2) ? std::nullopt
                                                                         : std::optional(rows.number(row, 2)),
                                             .bytes = rows.number(row, 3),
                                             .indexBytes = rows.number(row, 4)};
                    });
}

} // namespace

HealthStore::HealthStore(Database &database)
    : m_database(database)
{
}

QFuture<Result<HealthReading>> HealthStore::read()
{
    return m_database.run([](Connection &connection) -> Result<HealthReading> {
        HealthReading reading;
        for (auto [figures, daysAgo] : {std::pair(&reading.day, 0), {&reading.before, 1}}) {
            const auto read = loads(connection, daysAgo);
            if (!read)
                return std::unexpected(read.error());
            *figures = read->value(0);
        }
        const auto states = state(connection);
        if (!states)
            return std::unexpected(states.error());
        reading.state = states->value(0);
        auto tables = storage(connection);
        if (!tables)
            return std::unexpected(tables.error());
        reading.storage = *std::move(tables);
        return reading;
    });
}

QFuture<Result<QStringList>> HealthStore::reportLoads(const QByteArray &batch)
{
    return m_database.run([batch](Connection &connection) {
        return readRows(connection.query(u"select r.line || ': ' || r.reason from promptuary.record_prompt_loads(?) p, "
                                         "json_to_recordset(p.refused) as r (line bigint, reason text)"_s,
                                         {QString::fromUtf8(batch)}),
                        [](const ResultRows &rows, int row) { return rows.text(row, 0); });
    });
}

OwnConnection HealthStore::ownConnection() const
{
    return {.attempts = m_database.tries().attempts, .failures = m_database.tries().failures};
}

} // namespace promptuary
