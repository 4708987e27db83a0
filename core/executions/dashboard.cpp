// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/dashboard.h"

#include "core/executions/executionstore.h"

#include <QPromise>
#include <QTimeZone>

namespace promptuary
{

namespace
{

using Rows = Result<QList<Metrics>>;
using By = MetricQuery::By;
using Step = MetricQuery::Step;

MetricQuery queryFor(const DashboardFilter &filter, const MetricPeriod &period)
{
    MetricQuery query{
        .since = period.since, .until = period.until, .environment = filter.environment, .model = filter.model};
    if (filter.templateId)
        query.templates = QList{filter.templateId};
    return query;
}

MetricQuery grouped(MetricQuery query, Step step, By by)
{
    query.step = step;
    query.by = by;
    return query;
}

Result<DashboardData> united(DashboardData data, const QList<QFuture<Rows>> &answers)
{
    for (const QFuture<Rows> &answer : answers) {
        if (const Rows &rows = answer.result(); !rows)
            return std::unexpected(rows.error());
    }
    const auto rows = [&answers](qsizetype which) { return answers.at(which).result().value(); };
    data.total = rows(0).value(0);
    data.earlier = rows(1).value(0);
    data.points = rows(2);
    data.layers = rows(3);
    data.groups = rows(4);
    return data;
}

QFuture<Result<DashboardData>> readPeriod(ExecutionStore &store, const DashboardFilter &filter,
                                          const MetricPeriod &period)
{
    const MetricQuery now = queryFor(filter, period);
    const MetricQuery before = queryFor(filter, earlierPeriod(period));
    const By group = filter.templateId ? By::Version : By::Template;
    const By layer = !filter.templateId && filter.byModel ? By::Model : group;
    QList<QFuture<Rows>> queries{
        store.metrics(grouped(now, Step::Whole, By::Total)), store.metrics(grouped(before, Step::Whole, By::Total)),
        store.metrics(grouped(now, period.step, By::Total)), store.metrics(grouped(now, period.step, layer)),
        store.metrics(grouped(now, Step::Whole, group))};
    return QtFuture::whenAll(queries.begin(), queries.end())
        .then([data = DashboardData{.filter = filter, .period = period}](const QList<QFuture<Rows>> &answers) {
            return united(data, answers);
        });
}

} // namespace

QFuture<Result<DashboardData>> readDashboard(ExecutionStore &store, const DashboardFilter &filter, const QDateTime &now)
{
    if (filter.range != TimeRange::All)
        return readPeriod(store, filter, periodOf(filter.range, now));
    // When the first execution was decides how long a point is. No execution is older than the year 2000.
    const MetricPeriod ever{.since = QDateTime(QDate(2000, 1, 1), QTime(0, 0), QTimeZone::UTC), .until = now};
    return store.metrics(grouped(queryFor(filter, ever), Step::Month, By::Total))
        .then([&store, filter, now](const Rows &months) {
            if (!months)
                return QtFuture::makeReadyValueFuture(Result<DashboardData>(std::unexpected(months.error())));
            return readPeriod(store, filter, periodOf(TimeRange::All, now, months->value(0).startsAt));
        })
        .unwrap();
}

} // namespace promptuary
