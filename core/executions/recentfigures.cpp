// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/recentfigures.h"

#include "core/executions/executionstore.h"
#include "core/executions/metricformat.h"
#include "core/executions/metricperiod.h"

#include <QCoreApplication>

#include <algorithm>
#include <type_traits>

namespace promptuary
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

constexpr int templateDays = 7;
constexpr int versionDays = 30;

template<typename Key>
QHash<Key, RecentFigures> figuresBy(Key Metrics::*key, const QList<Metrics> &totals, const QList<Metrics> &points,
                                    const QList<QDateTime> &days)
{
    QHash<Key, RecentFigures> figures;
    for (const Metrics &total : totals)
        figures.insert(total.*key, {.total = total, .days = QList<double>(days.size(), 0.0)});
    for (const Metrics &point : points) {
        const auto known = figures.find(point.*key);
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

/// The query over all of the days and that of each, put together by `make`.
template<typename Make, typename Figures = std::invoke_result_t<Make, QList<Metrics>, QList<Metrics>, QList<QDateTime>>>
QFuture<Result<Figures>> readDays(ExecutionStore &store, MetricQuery query, int dayCount, const QDateTime &now,
                                  const Make &make)
{
    using Rows = Result<QList<Metrics>>;
    const MetricPeriod period{.since = pointOf(now, MetricQuery::Step::Day).addDays(1 - dayCount),
                              .until = now.toUTC()};
    query.since = period.since;
    query.until = period.until;
    QList<QFuture<Rows>> answers{store.metrics(query)};
    query.step = MetricQuery::Step::Day;
    query.percentiles = false;
    answers.append(store.metrics(query));
    return QtFuture::whenAll(answers.begin(), answers.end())
        .then([days = period.points(), make](const QList<QFuture<Rows>> &read) -> Result<Figures> {
            const Rows &totals = read.at(0).result();
            const Rows &points = read.at(1).result();
            if (!totals || !points)
                return std::unexpected(!totals ? totals.error() : points.error());
            return make(*totals, *points, days);
        });
}

} // namespace

RecentByTemplate recentFigures(const QList<Metrics> &totals, const QList<Metrics> &points, const QList<QDateTime> &days)
{
    return figuresBy(&Metrics::templateId, totals, points, days);
}

RecentByVersion recentVersionFigures(const QList<Metrics> &totals, const QList<Metrics> &points,
                                     const QList<QDateTime> &days)
{
    return figuresBy(&Metrics::version, totals, points, days);
}

QFuture<Result<RecentByTemplate>> readRecentFigures(ExecutionStore &store, const QString &environment,
                                                    const QDateTime &now)
{
    return readDays(store, {.by = MetricQuery::By::Template, .environment = environment, .percentiles = false},
                    templateDays, now, recentFigures);
}

QFuture<Result<RecentByVersion>> readVersionFigures(ExecutionStore &store, TemplateId id, const QString &environment,
                                                    const QDateTime &now)
{
    return readDays(store, {.by = MetricQuery::By::Version, .templates = QList{id}, .environment = environment},
                    versionDays, now, recentVersionFigures);
}

QString daysText(const QList<double> &days)
{
    const qsizetype ran = std::ranges::count_if(days, [](double executions) { return executions > 0; });
    if (ran == 0)
        return {};
    const double most = *std::ranges::max_element(days);
    const QString share = tr("ran on %1 of %2 days")
                              .arg(figureText(Unit::Count, double(ran)), figureText(Unit::Count, double(days.size())));
    return most == 1 ? tr("%1, once a day at most").arg(share)
                     : tr("%1, at most %2 times a day").arg(share, figureText(Unit::Count, most));
}

} // namespace promptuary
