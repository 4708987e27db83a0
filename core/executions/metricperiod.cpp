// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/metricperiod.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int minuteSeconds = 60;
constexpr int hourSeconds = 3600;
constexpr int daySeconds = 24 * hourSeconds;
/// Up to so long, figures are by the minute, of executions no older than a day, which are always kept.
constexpr int mostMinutes = 6 * 60;
/// Up to so long, figures are by the hour.
constexpr int mostHours = 8 * 24;
/// More days than this are shown as months: a chart has about a thousand pixels, and a month still says something.
constexpr int mostDays = 400;
constexpr int firstYear = 2000;

MetricPeriod lastPoints(int points, MetricQuery::Step step, const QDateTime &now)
{
    const QDateTime last = pointOf(now, step);
    const qint64 length = last.secsTo(pointEnd(last, step));
    const QDateTime since = last.addSecs(-(points - 1) * length);
    return {.since = since, .until = now.toUTC(), .step = step};
}

} // namespace

QList<QDateTime> MetricPeriod::points() const
{
    QList<QDateTime> starts;
    for (QDateTime point = pointOf(since, step); point < until; point = pointEnd(point, step))
        starts.append(point);
    return starts;
}

MetricPeriod periodOf(TimeRange range, const QDateTime &now, const QDateTime &first)
{
    using Step = MetricQuery::Step;
    switch (range) {
    case TimeRange::Hour:
        return lastPoints(60, Step::Minute, now);
    case TimeRange::Day:
        return lastPoints(24, Step::Hour, now);
    case TimeRange::Week:
        return lastPoints(7 * 24, Step::Hour, now);
    case TimeRange::Month:
        return lastPoints(30, Step::Day, now);
    case TimeRange::Quarter:
        return lastPoints(90, Step::Day, now);
    case TimeRange::All:
    case TimeRange::Custom:
        break;
    }
    const QDateTime start = first.isValid() ? first : now;
    const Step step = start.daysTo(now) > mostDays ? Step::Month : Step::Day;
    return {.since = pointOf(start, step), .until = now.toUTC(), .step = step};
}

MetricPeriod customPeriod(const QDateTime &since, const QDateTime &until, const QDateTime &now, int hourlyDays)
{
    using Step = MetricQuery::Step;
    const QDateTime end = std::min(until, now).toUTC();
    const qint64 length = since.secsTo(end);
    const qint64 ago = since.secsTo(now);
    const Step step = length <= mostMinutes * minuteSeconds && ago <= daySeconds                   ? Step::Minute
                      : length <= mostHours * hourSeconds && ago < qint64{hourlyDays} * daySeconds ? Step::Hour
                      : length <= qint64{mostDays} * daySeconds                                    ? Step::Day
                                                                                                   : Step::Month;
    return {.since = pointOf(since, step == Step::Minute ? step : Step::Hour), .until = end, .step = step};
}

QString problemOf(const QDateTime &since, const QDateTime &until, const QDateTime &now)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Metrics", text); };
    if (since > now)
        return tr("This time lies in the future. Choose a start before now.");
    if (since >= until)
        return tr("The end has to come after the start.");
    if (since.date().year() < firstYear)
        return tr("No execution is older than the year 2000. Choose a later start.");
    return {};
}

QString betweenText(const QDateTime &since, const QDateTime &until)
{
    const QLocale locale;
    const auto text = [&locale](const QDateTime &time) {
        const QDateTime local = time.toLocalTime();
        const bool thisYear = local.date().year() == QDate::currentDate().year();
        return locale.toString(local, thisYear ? QStringLiteral("d MMM HH:mm") : QStringLiteral("d MMM yyyy HH:mm"));
    };
    return QCoreApplication::translate("Metrics", "%1 to %2").arg(text(since), text(until));
}

MetricPeriod earlierPeriod(const MetricPeriod &period)
{
    if (period.isRecent())
        return {.since = period.since.addSecs(-period.since.secsTo(period.until)),
                .until = period.since,
                .step = period.step};
    // Rollups know whole hours, so that is what lengths are compared in.
    const qint64 hours = qRound64(double(period.since.secsTo(period.until)) / hourSeconds);
    return {.since = period.since.addSecs(-hours * hourSeconds), .until = period.since, .step = period.step};
}

QDateTime pointEnd(const QDateTime &point, MetricQuery::Step step)
{
    switch (step) {
    case MetricQuery::Step::Minute:
        return point.addSecs(minuteSeconds);
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

QDateTime pointOf(const QDateTime &time, MetricQuery::Step step)
{
    const QDateTime utc = time.toUTC();
    switch (step) {
    case MetricQuery::Step::Minute:
        return QDateTime(utc.date(), QTime(utc.time().hour(), utc.time().minute()), QTimeZone::UTC);
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
    case MetricQuery::Step::Minute:
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
    case MetricQuery::Step::Minute:
        return locale.toString(point.toLocalTime(), QStringLiteral("ddd d MMM yyyy, HH:mm"));
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
