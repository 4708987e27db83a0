// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The store's part that keeps the log: maintenance, prices and settings.
#include "core/database/database.h"
#include "core/database/resultrows.h"
#include "core/executions/executionrows.h"
#include "core/executions/executionstore.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// Adds up what several calls did.
QJsonObject together(QJsonObject sum, const QJsonObject &part)
{
    for (const QLatin1StringView count : {"rolled_up"_L1, "hours_forgotten"_L1})
        sum[count] = sum[count].toInteger() + part[count].toInteger();
    for (const QLatin1StringView list : {"dropped"_L1, "kept"_L1}) {
        QJsonArray all = sum[list].toArray();
        for (const auto &one : part[list].toArray())
            all.append(one);
        sum[list] = all;
    }
    return sum;
}

/// `done`, once the room of what was dropped is given back.
QFuture<Result<QJsonObject>> freed(Database &database, const QJsonObject &done)
{
    return database.run([done](Connection &connection) {
        return connection.query(u"select promptuary.free_execution_days()"_s).transform([done](const QSqlQuery &) {
            return done;
        });
    });
}

/// Each some days is a transaction, between which others get on.
QFuture<Result<QJsonObject>> maintainAfter(Database &database, const QString &day, const QJsonObject &done)
{
    return database
        .run([day](Connection &connection) -> Result<QJsonObject> {
            auto query = connection.query(u"select promptuary.maintain_executions(?::date)"_s, {day});
            if (!query)
                return std::unexpected(query.error());
            return QJsonDocument::fromJson(ResultRows(*std::move(query)).bytes(0, 0).toByteArray()).object();
        })
        .then([&database, done](const Result<QJsonObject> &part) {
            if (!part)
                return QtFuture::makeReadyValueFuture(part);
            const QString upTo = part->value("up_to"_L1).toString();
            const QJsonObject all = together(done, *part);
            return upTo.isEmpty() ? freed(database, all) : maintainAfter(database, upTo, all);
        })
        .unwrap();
}

} // namespace

QFuture<Result<QJsonObject>> ExecutionStore::maintain()
{
    return maintainAfter(m_database, u"-infinity"_s, {});
}

QFuture<Result<RecomputableDays>> ExecutionStore::recomputableDays(const QString &model, QDate first, QDate last)
{
    return m_database.run([=](Connection &connection) -> Result<RecomputableDays> {
        // Of a day that was dropped, late executions may be there.
        auto query = connection.query(
            u"select coalesce(d.day, r.day)::text, d.day is not null, r.day is not null and (d.day is null or "
            u"r.dropped) "
            "from (select day from promptuary.execution_days() "
            "      where exists (select from promptuary.prompt_executions e "
            "                    where e.started_at >= day::timestamp at time zone 'UTC' "
            "                          and e.started_at < (day + 1)::timestamp at time zone 'UTC')) d "
            "full join (select (starts_at at time zone 'UTC')::date as day, bool_or(period = 'dropped') as dropped "
            "           from promptuary.execution_rollups "
            "           where (period = 'day' and template_id = 0 or period = 'dropped') and coalesce(model = ?, true) "
            "           group by 1) r on r.day = d.day "
            "where coalesce(d.day, r.day) between ?::date and ?::date order by 1"_s,
            {nullIfEmpty(model), first.toString(Qt::ISODate), last.toString(Qt::ISODate)});
        if (!query)
            return std::unexpected(query.error());
        const ResultRows rows(*std::move(query));
        RecomputableDays days;
        for (int row = 0; row < rows.count(); ++row) {
            if (rows.truth(row, 1))
                days.days.append(QDate::fromString(rows.text(row, 0), Qt::ISODate));
            days.gone += rows.truth(row, 2) ? 1 : 0;
        }
        return days;
    });
}

QFuture<Result<Recomputed>> ExecutionStore::recomputeCosts(QDate day, const QString &model)
{
    return m_database.run([=](Connection &connection) -> Result<Recomputed> {
        auto query = connection.query(
            u"select executions, changed, cost_change from promptuary.recompute_execution_costs(?::date, ?)"_s,
            {day.toString(Qt::ISODate), nullIfEmpty(model)});
        if (!query)
            return std::unexpected(query.error());
        const ResultRows rows(*std::move(query));
        return Recomputed{.executions = rows.number(0, 0), .changed = rows.number(0, 1), .costChange = rows.real(0, 2)};
    });
}

QFuture<Result<QList<ModelPrice>>> ExecutionStore::prices()
{
    return m_database.run([](Connection &connection) {
        return readRows(connection.query(u"select model, case when isfinite(valid_from) then date_part('epoch', "
                                         "valid_from) end, input_usd, cached_input_usd, output_usd "
                                         "from promptuary.model_prices order by model, valid_from"_s),
                        [](const ResultRows &rows, int row) {
                            return ModelPrice{.model = rows.text(row, 0),
                                              .validFrom = rows.time(row, 1),
                                              .inputUsd = rows.real(row, 2),
                                              .cachedInputUsd = rows.real(row, 3),
                                              .outputUsd = rows.real(row, 4)};
                        });
    });
}

QFuture<Result<void>> ExecutionStore::setPrices(const QList<ModelPrice> &prices, const QList<ModelPrice> &removed)
{
    return m_database.run([prices, removed](Connection &connection) -> Result<void> {
        const auto from = [](const ModelPrice &price) {
            return price.validFrom.isValid() ? nullIfInvalid(price.validFrom) : QVariant(u"-infinity"_s);
        };
        for (const ModelPrice &price : removed) {
            const auto gone =
                connection.query(u"select promptuary.remove_model_price(?, ?)"_s, {price.model, from(price)});
            if (!gone)
                return std::unexpected(gone.error());
        }
        for (const ModelPrice &price : prices) {
            const auto set =
                connection.query(u"select promptuary.set_model_price(?, ?, ?, ?, ?)"_s,
                                 {price.model, price.inputUsd, price.cachedInputUsd, price.outputUsd, from(price)});
            if (!set)
                return std::unexpected(set.error());
        }
        return {};
    });
}

QFuture<Result<ExecutionSettings>> ExecutionStore::settings()
{
    return m_database.run([](Connection &connection) {
        return connection.query(u"select raw_days, hourly_days, payload_bytes from promptuary.execution_settings"_s)
            .transform([](QSqlQuery query) {
                const ResultRows rows(std::move(query));
                return ExecutionSettings{.rawDays = int(rows.number(0, 0)),
                                         .hourlyDays = int(rows.number(0, 1)),
                                         .payloadBytes = int(rows.number(0, 2))};
            });
    });
}

QFuture<Result<void>> ExecutionStore::setSettings(const ExecutionSettings &settings)
{
    return m_database.run([settings](Connection &connection) {
        return connection
            .query(u"select promptuary.set_execution_settings(?, ?, ?)"_s,
                   {settings.rawDays, settings.hourlyDays, settings.payloadBytes})
            .transform([](const QSqlQuery &) {});
    });
}

} // namespace promptuary
