// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/execution.h"
#include "core/executions/metrics.h"

#include <QFuture>
#include <QJsonObject>

namespace promptuary
{

class Database;

/// The log of executions and its figures. Figures come from rollups and the few executions that are in none yet, so
/// they are current and their price does not grow with the log.
class ExecutionStore
{
public:
    enum class Measure : std::uint8_t { Latency, Cost, Confidence };

    /// A copy reads the same database: what is read in several steps has its own, for who asked may be gone by the
    /// next.
    explicit ExecutionStore(Database &database);

    /// A row for each point and group that has executions, by time, then template, version and name.
    [[nodiscard]] QFuture<Result<QList<Metrics>>> metrics(const MetricQuery &query);
    /// The first row of each query, in their order: one figure over all of each. Zeros where nothing ran.
    [[nodiscard]] QFuture<Result<QList<Metrics>>> totals(const QList<MetricQuery> &queries);
    [[nodiscard]] QFuture<Result<QList<FailureCount>>> failures(const MetricQuery &query); ///< the most first
    /// By version (0 for all where the query names no templates) and value.
    [[nodiscard]] QFuture<Result<QList<DistributionPoint>>> distribution(Measure measure, const MetricQuery &query);
    /// When executions happen, by the weekdays and hours of a time zone: a row for each hour of the week that lies in
    /// the time, as far back as hours are kept. The query's step and grouping do not matter.
    [[nodiscard]] QFuture<Result<QList<UsageHour>>> usage(const MetricQuery &query, const QByteArray &zone);
    [[nodiscard]] QFuture<Result<QStringList>> models(); ///< that executions of the last months name

    /// At most `limit` executions that come after `last` in the list (newest first), from the start without one. Never
    /// counts what it passes over: a page costs the same however deep it lies.
    [[nodiscard]] QFuture<Result<QList<Execution>>> page(const ExecutionFilter &filter, int limit,
                                                         const std::optional<Execution> &last = {});
    [[nodiscard]] QFuture<Result<ExecutionPayload>> payload(const Execution &execution);
    /// `outcome` is approved, rejected, or empty to take an earlier one back. An id may be recorded at more than one
    /// time; null means the latest.
    [[nodiscard]] QFuture<Result<void>> review(const QUuid &id, const QDateTime &startedAt, const QString &outcome,
                                               const QString &note);

    /// `batch` is a JSON array as sql/README.md describes for record_executions().
    [[nodiscard]] QFuture<Result<RecordResult>> record(const QByteArray &batch);
    /// What record() would do; nothing of it stays.
    [[nodiscard]] QFuture<Result<RecordResult>> tryRecord(const QByteArray &batch);
    /// Moves whenever executions were, or are about to be, recorded or reviewed.
    [[nodiscard]] QFuture<Result<qint64>> pulse();
    [[nodiscard]] QFuture<Result<qint64>> rollUp(); ///< how many executions were added to the rollups
    /// Until no old day is left to look at, in a transaction for each ten.
    [[nodiscard]] QFuture<Result<QJsonObject>> maintain();

    /// The days (UTC) from `first` to `last` whose costs can be computed again.
    [[nodiscard]] QFuture<Result<RecomputableDays>> recomputableDays(const QString &model, QDate first, QDate last);
    /// Prices the executions of one day by the table as it is now, the rollups with them; costs that agents named stay.
    [[nodiscard]] QFuture<Result<Recomputed>> recomputeCosts(QDate day, const QString &model); ///< of all without one

    [[nodiscard]] QFuture<Result<QList<ModelPrice>>> prices(); ///< by model and time
    /// All or none. Of those to be removed, model and time count; what they priced keeps its cost until it is computed
    /// again.
    [[nodiscard]] QFuture<Result<void>> setPrices(const QList<ModelPrice> &prices,
                                                  const QList<ModelPrice> &removed = {});

    [[nodiscard]] QFuture<Result<ExecutionSettings>> settings();
    [[nodiscard]] QFuture<Result<void>> setSettings(const ExecutionSettings &settings);

private:
    Database &m_database;
};

} // namespace promptuary
