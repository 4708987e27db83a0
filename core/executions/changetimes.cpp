// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/changetimes.h"

#include "core/executions/dashboardcharts.h"

#include <algorithm>

namespace promptuary
{

namespace
{

using Step = MetricQuery::Step;

constexpr qint64 longest = 28LL * 24 * 3600; // whole weeks, so that weekdays do not weigh
/// Sums by the hour are cheaper where an hour more or less at the outer ends says little.
constexpr qint64 longestExact = 2LL * 3600;

bool shows(const DashboardFilter &filter, const Activation &change)
{
    return filter.versions.isEmpty() ||
           (filter.versions.contains(change.previous) && filter.versions.contains(change.active));
}

QDateTime oldestKept(const QDateTime &now, int days)
{
    return pointOf(now, Step::Day).addDays(1 - days);
}

QDateTime roundedUp(const QDateTime &time, Step step)
{
    const QDateTime point = pointOf(time, step);
    return point == time ? point : pointEnd(point, step);
}

/// The outer ends are rounded inwards, so that no other time of the same version comes in; what is not over has no
/// later part. `others` are when the environment's other changes were.
void measureByPoints(ChangeTimes &times, Step step, const QList<QDateTime> &others, const QDateTime &now)
{
    const QDateTime at = times.activation.at.toUTC();
    const QDateTime first = at.addSecs(-times.seconds);
    const QDateTime last = at.addSecs(times.seconds);
    QDateTime innerStart = pointOf(at, step);
    QDateTime innerEnd = roundedUp(at, step);
    const bool changedAgain =
        std::ranges::any_of(others, [&](const QDateTime &other) { return other > innerStart && other < innerEnd; });
    if (changedAgain) // a version may have served twice in it
        std::swap(innerStart, innerEnd);
    times.before = {.since = roundedUp(first, step), .until = innerEnd};
    times.after = {.since = innerStart, .until = last >= now.addSecs(-1) ? now : pointOf(last, step)};
}

ChangeTimes timesOf(const Activation &change, const QDateTime &previous, const QDateTime &next, const QDateTime &now,
                    const ExecutionSettings &settings, const QList<QDateTime> &others)
{
    ChangeTimes times{.activation = change};
    const QDateTime at = change.at.toUTC();
    times.seconds = std::min(longest, at.secsTo(next));
    if (previous.isValid())
        times.seconds = std::min(times.seconds, previous.secsTo(at));
    const QDateTime first = at.addSecs(-times.seconds);
    times.exact = times.seconds <= longestExact && first >= oldestKept(now, settings.rawDays);
    if (times.exact) {
        times.before = {.since = first, .until = at};
        times.after = {.since = at, .until = at.addSecs(times.seconds)};
    } else {
        measureByPoints(times, first >= oldestKept(now, settings.hourlyDays) ? Step::Hour : Step::Day, others, now);
    }
    return times;
}

} // namespace

QList<ChangeTimes> changeTimes(const DashboardFilter &filter, const MetricPeriod &period,
                               const QList<Activation> &activations, const QDateTime &now,
                               const ExecutionSettings &settings)
{
    QList<ChangeTimes> changes;
    if (!filter.templateId || filter.environment.isEmpty())
        return changes;
    QList<Activation> log;
    QList<QDateTime> others;
    for (const Activation &activation : activations) {
        if (concerns(activation, filter) && activation.at < now) {
            log.append(activation);
            others.append(activation.at.toUTC());
        }
    }
    for (qsizetype i = 0; i < log.size(); ++i) {
        const Activation &change = log.at(i);
        if (change.at < period.since || change.at >= period.until || !shows(filter, change))
            continue;
        const QDateTime next = i > 0 ? others.at(i - 1) : now.toUTC();
        const QDateTime previous = i + 1 < log.size() ? others.at(i + 1) : QDateTime();
        QList<QDateTime> rest = others;
        rest.removeAt(i);
        changes.append(timesOf(change, previous, next, now.toUTC(), settings, rest));
    }
    return changes;
}

} // namespace promptuary
