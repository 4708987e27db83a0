// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/dashboard.h"

#include "core/executions/executionstore.h"

#include <QPromise>
#include <QTimeZone>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace promptuary
{

namespace
{

using Rows = Result<QList<Metrics>>;
using By = MetricQuery::By;
using Step = MetricQuery::Step;

constexpr qsizetype mostChanges = 12; // more than that in one time are a trial of something

MetricQuery queryFor(const DashboardFilter &filter, const MetricPeriod &period)
{
    MetricQuery query{.since = period.since,
                      .until = period.until,
                      .recent = period.isRecent(),
                      .environment = filter.environment,
                      .model = filter.model};
    if (!filter.templateId) {
        query.taskType = filter.taskType;
        return query;
    }
    query.templates = QList{filter.templateId};
    if (filter.compared.isEmpty()) // else there is something to choose from
        query.versions = filter.versions;
    return query;
}

/// With percentiles where they are shown: of all together, and in the list of versions.
MetricQuery grouped(MetricQuery query, Step step, By by)
{
    query.step = step;
    query.by = by;
    query.percentiles = by == By::Total || (by == By::Version && step == Step::Whole);
    return query;
}

MetricQuery withoutPercentiles(MetricQuery query)
{
    query.percentiles = false;
    return query;
}

/// "<+02:00>-02:00": what POSIX calls a zone that is always two hours ahead of UTC.
QByteArray posixZone(int secondsAhead)
{
    const QTime ahead = QTime(0, 0).addSecs(std::abs(secondsAhead));
    const QByteArray time = ahead.toString(QStringLiteral("HH:mm")).toLatin1();
    const char sign = secondsAhead < 0 ? '-' : '+';
    const char opposite = secondsAhead < 0 ? '+' : '-';
    return '<' + QByteArray(1, sign) + time + '>' + opposite + time;
}

By layerOf(const DashboardFilter &filter)
{
    if (filter.templateId)
        return By::Version;
    switch (filter.stacking) {
    case Stacking::TaskType:
        return By::TaskType;
    case Stacking::Model:
        return By::Model;
    case Stacking::Template:
        break;
    }
    return By::Template;
}

/// Readings that are under way at the same time, each of which fills its part of the data.
class Readings
{
public:
    explicit Readings(const DashboardData &begun)
        : m_data(std::make_shared<DashboardData>(begun))
    {
    }

    template<typename T>
    void add(QFuture<Result<T>> answer, T DashboardData::*part)
    {
        m_parts.append(answer.then([data = m_data, part](const Result<T> &read) -> Result<void> {
            if (!read)
                return std::unexpected(read.error());
            (*data).*part = *read;
            return {};
        }));
    }

    template<typename T>
    void add(QFuture<Result<T>> answer, void (*fill)(DashboardData &, const T &))
    {
        m_parts.append(answer.then([data = m_data, fill](const Result<T> &read) -> Result<void> {
            return read.transform([&](const T &figures) { fill(*data, figures); });
        }));
    }

    /// A figure over all: one row, or none where nothing ran.
    void add(QFuture<Rows> answer, Metrics DashboardData::*part)
    {
        m_parts.append(answer.then([data = m_data, part](const Rows &read) -> Result<void> {
            if (!read)
                return std::unexpected(read.error());
            (*data).*part = read->value(0);
            return {};
        }));
    }

    [[nodiscard]] QFuture<Result<DashboardData>> all()
    {
        return QtFuture::whenAll(m_parts.begin(), m_parts.end())
            .then([data = m_data](const QList<QFuture<Result<void>>> &parts) -> Result<DashboardData> {
                for (const QFuture<Result<void>> &part : parts) {
                    if (const auto read = part.result(); !read)
                        return std::unexpected(read.error());
                }
                return *data;
            });
    }

private:
    std::shared_ptr<DashboardData> m_data;
    QList<QFuture<Result<void>>> m_parts;
};

/// By the weekdays and hours of this computer. Where it does not know the name of its time zone, or the database does
/// not know that name, by how far its clock is from UTC now.
QFuture<Result<Usage>> readUsage(ExecutionStore &store, const MetricQuery &query)
{
    auto in = [store, query](const QByteArray &zone, const QString &name) mutable {
        return store.usage(query, zone).then([name](const Result<QList<UsageHour>> &hours) {
            return hours.transform([&name](const QList<UsageHour> &known) { return Usage{name, known}; });
        });
    };
    const QByteArray zone = QTimeZone::systemTimeZoneId();
    const QTimeZone offset(QDateTime::currentDateTime().offsetFromUtc());
    const QString name = QString::fromUtf8(offset.id());
    const QByteArray posix = posixZone(offset.fixedSecondsAheadOfUtc());
    if (zone.isEmpty())
        return in(posix, name);
    return in(zone, QString::fromUtf8(zone))
        .then([in, posix, name](const Result<Usage> &usage) mutable {
            if (!usage && usage.error().kind == ErrorKind::Invalid)
                return in(posix, name);
            return QtFuture::makeReadyValueFuture(usage);
        })
        .unwrap();
}

/// What is read, and of when.
struct Wanted {
    DashboardFilter filter;
    QDateTime now;
    QList<Activation> activations;
};

MetricQuery queryFor(const DashboardFilter &filter, const ChangeTimes &change, const MeasuredTime &time, int version)
{
    MetricQuery query = queryFor(filter, {.since = time.since, .until = time.until});
    query.recent = change.exact;
    query.percentiles = false;
    query.versions = {time.isEmpty() ? 0 : version}; // of version 0 there is nothing
    return query;
}

QFuture<Result<MeasuredChanges>> readChanges(ExecutionStore &store, const Wanted &wanted, const MetricPeriod &period)
{
    return store.settings()
        .then([store, wanted, period](const Result<ExecutionSettings> &settings) mutable {
            if (!settings)
                return QtFuture::makeReadyValueFuture(Result<MeasuredChanges>(std::unexpected(settings.error())));
            QList<ChangeTimes> times = changeTimes(wanted.filter, period, wanted.activations, wanted.now, *settings);
            const qsizetype older = std::max<qsizetype>(0, times.size() - mostChanges);
            times.resize(times.size() - older);
            QList<MetricQuery> queries;
            for (const ChangeTimes &change : std::as_const(times))
                queries << queryFor(wanted.filter, change, change.before, change.activation.previous)
                        << queryFor(wanted.filter, change, change.after, change.activation.active);
            return store.totals(queries).then([times, older](const Rows &totals) -> Result<MeasuredChanges> {
                if (!totals)
                    return std::unexpected(totals.error());
                MeasuredChanges changes{.figures = {}, .older = older};
                for (qsizetype i = 0; i < times.size(); ++i)
                    changes.figures.append(
                        {.times = times.at(i), .before = totals->at(2 * i), .after = totals->at(2 * i + 1)});
                return changes;
            });
        })
        .unwrap();
}

/// The templates of the overview, and over time those of them that the chart has a colour for: by the hour, all of them
/// are a hundred times as much.
struct Templates {
    QList<Metrics> groups;
    QList<Metrics> layers;
};

QList<TemplateId> dearest(QList<Metrics> groups, qsizetype most)
{
    std::ranges::stable_sort(groups, std::ranges::greater(), &Metrics::costUsd);
    groups.resize(std::min(most, groups.size()));
    QList<TemplateId> templates;
    for (const Metrics &group : std::as_const(groups))
        templates << group.templateId;
    return templates;
}

QFuture<Result<Templates>> readTemplates(ExecutionStore &store, const MetricQuery &query, Step step)
{
    return store.metrics(grouped(query, Step::Whole, By::Template))
        .then([store, query, step](const Rows &groups) mutable {
            if (!groups)
                return QtFuture::makeReadyValueFuture(Result<Templates>(std::unexpected(groups.error())));
            MetricQuery layers = grouped(query, step, By::Template);
            if (groups->size() > mostLayers)
                layers.templates = dearest(*groups, mostLayers - 1);
            return store.metrics(layers).then([groups = *groups](const Rows &read) {
                return read.transform([&](const QList<Metrics> &rows) { return Templates{groups, rows}; });
            });
        })
        .unwrap();
}

void addGroups(Readings &readings, ExecutionStore &store, const DashboardFilter &filter, const MetricPeriod &period)
{
    const MetricQuery now = queryFor(filter, period);
    if (layerOf(filter) == By::Template) {
        readings.add<Templates>(readTemplates(store, now, period.step), [](DashboardData &data, const Templates &read) {
            data.groups = read.groups;
            data.layers = read.layers;
        });
        return;
    }
    const By group = filter.templateId ? By::Version : By::Template;
    readings.add(store.metrics(grouped(now, period.step, layerOf(filter))), &DashboardData::layers);
    readings.add(store.metrics(grouped(now, Step::Whole, group)), &DashboardData::groups);
}

/// What a dashboard has.
void addParts(Readings &readings, ExecutionStore &store, const Wanted &wanted, const MetricPeriod &period)
{
    const MetricQuery now = queryFor(wanted.filter, period);
    const MetricQuery before = queryFor(wanted.filter, earlierPeriod(period));
    readings.add(store.metrics(grouped(now, Step::Whole, By::Total)), &DashboardData::total);
    readings.add(store.metrics(grouped(before, Step::Whole, By::Total)), &DashboardData::earlier);
    readings.add(store.metrics(grouped(now, period.step, By::Total)), &DashboardData::points);
    addGroups(readings, store, wanted.filter, period);
    readings.add(store.failures(now), &DashboardData::failures);
    readings.add(store.failures(before), &DashboardData::earlierFailures);
    if (period.since.daysTo(period.until) >= 2) // less has no weekdays to compare
        readings.add(readUsage(store, now), &DashboardData::usage);
    if (!wanted.filter.templateId)
        readings.add(store.metrics(grouped(before, Step::Whole, By::Template)), &DashboardData::earlierGroups);
    else if (!wanted.activations.isEmpty())
        readings.add(readChanges(store, wanted, period), &DashboardData::changes);
}

/// What a comparison has: the versions themselves, and how their measures spread, which has their percentiles too.
void addComparison(Readings &readings, ExecutionStore &store, const DashboardFilter &filter, const MetricPeriod &period)
{
    using Measure = ExecutionStore::Measure;
    MetricQuery query = queryFor(filter, period);
    readings.add(store.metrics(withoutPercentiles(query)), &DashboardData::total);
    readings.add(store.metrics(withoutPercentiles(grouped(query, Step::Whole, By::Version))), &DashboardData::groups);
    query.versions = filter.compared;
    readings.add(store.distribution(Measure::Latency, query), &DashboardData::latencies);
    readings.add(store.distribution(Measure::Cost, query), &DashboardData::costs);
    readings.add(store.distribution(Measure::Confidence, query), &DashboardData::confidences);
}

QFuture<Result<DashboardData>> readPeriod(ExecutionStore &store, const Wanted &wanted, const MetricPeriod &period)
{
    Readings readings({.filter = wanted.filter, .period = period});
    if (wanted.filter.compared.isEmpty())
        addParts(readings, store, wanted, period);
    else
        addComparison(readings, store, wanted.filter, period);
    return readings.all();
}

QFuture<Result<DashboardData>> readCustom(ExecutionStore &store, const Wanted &wanted)
{
    return store.settings()
        .then([store, wanted](const Result<ExecutionSettings> &settings) mutable {
            if (!settings)
                return QtFuture::makeReadyValueFuture(Result<DashboardData>(std::unexpected(settings.error())));
            const DashboardFilter &filter = wanted.filter;
            return readPeriod(store, wanted,
                              customPeriod(filter.since, filter.until, wanted.now, settings->hourlyDays));
        })
        .unwrap();
}

/// No execution is older than the year 2000.
MetricPeriod allTime(const QDateTime &now)
{
    return {.since = QDateTime(QDate(2000, 1, 1), QTime(0, 0), QTimeZone::UTC), .until = now};
}

QFuture<Result<DashboardData>> readFiltered(ExecutionStore &store, const Wanted &wanted)
{
    const TimeRange range = wanted.filter.range;
    if (range == TimeRange::Custom)
        return readCustom(store, wanted);
    if (range != TimeRange::All)
        return readPeriod(store, wanted, periodOf(range, wanted.now));
    // When the first execution was decides how long a point is.
    return store
        .metrics(withoutPercentiles(grouped(queryFor(wanted.filter, allTime(wanted.now)), Step::Month, By::Total)))
        .then([store, wanted](const Rows &months) mutable {
            if (!months)
                return QtFuture::makeReadyValueFuture(Result<DashboardData>(std::unexpected(months.error())));
            return readPeriod(store, wanted, periodOf(TimeRange::All, wanted.now, months->value(0).startsAt));
        })
        .unwrap();
}

/// Of a time without executions: whether there are any at another, or of another filter.
QFuture<Result<DashboardData>> readWhatElse(ExecutionStore &store, const DashboardData &nothing, const QDateTime &now)
{
    const DashboardFilter unfiltered{.templateId = nothing.filter.templateId};
    const auto months =
        store.metrics(withoutPercentiles(grouped(queryFor(nothing.filter, allTime(now)), Step::Month, By::Total)));
    const auto ever = store.metrics(withoutPercentiles(queryFor(unfiltered, allTime(now))));
    return QtFuture::whenAll(months, ever)
        .then([data = nothing, months, ever](const auto &) mutable -> Result<DashboardData> {
            for (const Rows &read : {months.result(), ever.result()}) {
                if (!read)
                    return std::unexpected(read.error());
            }
            if (!months.result()->isEmpty())
                data.newest = months.result()->constLast().startsAt;
            data.everExecuted = ever.result()->value(0).executions > 0;
            return data;
        });
}

} // namespace

QFuture<Result<DashboardData>> readDashboard(ExecutionStore &store, const DashboardFilter &filter, const QDateTime &now,
                                             const QList<Activation> &activations)
{
    return readFiltered(store, {.filter = filter, .now = now, .activations = activations})
        .then([store, now](const Result<DashboardData> &read) mutable {
            if (!read || read->total.executions > 0)
                return QtFuture::makeReadyValueFuture(read);
            return readWhatElse(store, *read, now);
        })
        .unwrap();
}

} // namespace promptuary
