// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/metricperiod.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

namespace promptuary
{

namespace
{

constexpr int hourSeconds = 3600;
/// More days than this are shown as months: a chart has about a thousand pixels, and a month still says something.
constexpr int mostDays = 400;

QDateTime next(const QDateTime &point, MetricQuery::Step step)
{
    switch (step) {
    case MetricQuery::Step::Hour:
        return point.addSecs(hourSeconds);
    case MetricQuery::Step::Month:
        return point.addMonths(1);
    case MetricQuery::Step::Day:
    case MetricQuery::Step::Whole:
        break;
    }
    return point.addDays(1);
}

MetricPeriod lastPoints(int points, MetricQuery::Step step, const QDateTime &now)
{
    const QDateTime last = pointOf(now, step);
    const QDateTime since =
        step == MetricQuery::Step::Hour ? last.addSecs(-qint64{points - 1} * hourSeconds) : last.addDays(1 - points);
    return {.since = since, .until = now.toUTC(), .step = step};
}

} // namespace

QList<QDateTime> MetricPeriod::points() const
{
    QList<QDateTime> starts;
    for (QDateTime point = pointOf(since, step); point < until; point = next(point, step))
        starts.append(point);
    return starts;
}

MetricPeriod periodOf(TimeRange range, const QDateTime &now, const QDateTime &first)
{
    using Step = MetricQuery::Step;
    switch (range) {
    case TimeRange::Day:
        return lastPoints(24, Step::Hour, now);
    case TimeRange::Week:
        return lastPoints(7 * 24, Step::Hour, now);
    case TimeRange::Month:
        return lastPoints(30, Step::Day, now);
    case TimeRange::Quarter:
        return lastPoints(90, Step::Day, now);
    case TimeRange::All:
        break;
    }
    const QDateTime start = first.isValid() ? first : now;
    const Step step = start.daysTo(now) > mostDays ? Step::Month : Step::Day;
    return {.since = pointOf(start, step), .until = now.toUTC(), .step = step};
}

MetricPeriod earlierPeriod(const MetricPeriod &period)
{
    // Rollups know whole hours, so that is what lengths are compared in.
    const qint64 hours = qRound64(double(period.since.secsTo(period.until)) / hourSeconds);
    return {.since = period.since.addSecs(-hours * hourSeconds), .until = period.since, .step = period.step};
}

QDateTime pointOf(const QDateTime &time, MetricQuery::Step step)
{
    const QDateTime utc = time.toUTC();
    switch (step) {
    case MetricQuery::Step::Hour:
        return QDateTime(utc.date(), QTime(utc.time().hour(), 0), QTimeZone::UTC);
    case MetricQuery::Step::Month:
        return QDateTime(QDate(utc.date().year(), utc.date().month(), 1), QTime(0, 0), QTimeZone::UTC);
    case MetricQuery::Step::Day:
    case MetricQuery::Step::Whole:
        break;
    }
    return QDateTime(utc.date(), QTime(0, 0), QTimeZone::UTC);
}

QString pointText(const QDateTime &point, MetricQuery::Step step)
{
    const QLocale locale;
    switch (step) {
    case MetricQuery::Step::Hour:
        return locale.toString(point.toLocalTime().time(), QStringLiteral("HH:mm"));
    case MetricQuery::Step::Month:
        return locale.toString(point.date(), QStringLiteral("MMM yyyy"));
    case MetricQuery::Step::Day:
    case MetricQuery::Step::Whole:
        break;
    }
    return locale.toString(point.date(), QStringLiteral("d MMM"));
}

QString exactPointText(const QDateTime &point, MetricQuery::Step step)
{
    const QLocale locale;
    switch (step) {
    case MetricQuery::Step::Hour: {
        const QDateTime local = point.toLocalTime();
        return QCoreApplication::translate("Metrics", "%1 to %2")
            .arg(locale.toString(local, QStringLiteral("ddd d MMM yyyy, HH:mm")),
                 locale.toString(local.addSecs(hourSeconds).time(), QStringLiteral("HH:mm")));
    }
    case MetricQuery::Step::Month:
        return locale.toString(point.date(), QStringLiteral("MMMM yyyy"));
    case MetricQuery::Step::Day:
    case MetricQuery::Step::Whole:
        break;
    }
    return locale.toString(point.date(), QStringLiteral("ddd d MMM yyyy"));
}

} // namespace promptuary
