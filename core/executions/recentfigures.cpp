// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/recentfigures.h"

#include "core/executions/executionstore.h"
#include "core/executions/metricperiod.h"

namespace promptuary
{

namespace
{

constexpr int dayCount = 7;

} // namespace

RecentByTemplate recentFigures(const QList<Metrics> &totals, const QList<Metrics> &points, const QList<QDateTime> &days)
{
    RecentByTemplate figures;
    for (const Metrics &total : totals)
        figures.insert(total.templateId, {.total = total, .days = QList<double>(days.size(), 0.0)});
    for (const Metrics &point : points) {
        const auto known = figures.find(point.templateId);
        const qsizetype day = days.indexOf(point.startsAt);
        if (known != figures.end() && day >= 0)
            known->days[day] = double(point.executions);
    }
    for (RecentFigures &one : figures) {
        if (!one.days.isEmpty() && qint64(one.days.constLast()) < one.total.executions)
            one.days.removeLast();
    }
    return figures;
}

QFuture<Result<RecentByTemplate>> readRecentFigures(ExecutionStore &store, const QString &environment,
                                                    const QDateTime &now)
{
    using Rows = Result<QList<Metrics>>;
    const MetricPeriod week{.since = pointOf(now, MetricQuery::Step::Day).addDays(1 - dayCount), .until = now.toUTC()};
    MetricQuery query{.since = week.since,
                      .until = week.until,
                      .by = MetricQuery::By::Template,
                      .templates = {},
                      .versions = {},
                      .environment = environment};
    QList<QFuture<Rows>> answers{store.metrics(query)};
    query.step = MetricQuery::Step::Day;
    answers.append(store.metrics(query));
    return QtFuture::whenAll(answers.begin(), answers.end())
        .then([days = week.points()](const QList<QFuture<Rows>> &read) -> Result<RecentByTemplate> {
            const Rows &totals = read.at(0).result();
            const Rows &points = read.at(1).result();
            if (!totals || !points)
                return std::unexpected(!totals ? totals.error() : points.error());
            return recentFigures(*totals, *points, days);
        });
}

} // namespace promptuary
