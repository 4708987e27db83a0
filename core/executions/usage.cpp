// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/usage.h"

#include "core/executions/metricformat.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace promptuary
{

namespace
{

constexpr int hourSeconds = 3600;

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

} // namespace

UsageMap usageMap(const Usage &usage, const MetricPeriod &period)
{
    UsageMap map{.title = tr("Usage by hour and weekday")};
    for (int weekday = 1; weekday <= weekdays; ++weekday) {
        for (int hour = 0; hour < dayHours; ++hour)
            map.hours.append({.weekday = weekday, .hour = hour});
    }
    qint64 told = 0;
    for (const UsageHour &hour : usage.hours) {
        map.hours[(hour.weekday - 1) * dayHours + hour.hour] = hour;
        map.most = std::max(map.most, executionsPerHour(hour).value_or(0));
        told += hour.hours;
    }
    map.subtitle = tr("executions an hour, %1").arg(usage.zone);
    // Single hours are forgotten after a while; whole days are not.
    const qint64 asked = period.since.secsTo(period.until) / hourSeconds;
    const qint64 days = (told + dayHours / 2) / dayHours;
    if (told > 0 && asked - told > dayHours)
        map.subtitle += days == 1 ? tr(", of the last day") : tr(", of the last %1 days").arg(days);
    return map;
}

std::optional<double> executionsPerHour(const UsageHour &hour)
{
    if (hour.hours == 0)
        return {};
    return double(hour.executions) / double(hour.hours);
}

std::optional<double> successShare(const UsageHour &hour)
{
    if (hour.executions == 0)
        return {};
    return double(hour.successes) / double(hour.executions);
}

QString hourText(int hour)
{
    const QLocale locale;
    const auto time = [&locale](int of) { return locale.toString(QTime(of % dayHours, 0), QStringLiteral("HH:mm")); };
    return tr("%1 to %2").arg(time(hour), time(hour + 1));
}

QString perHourText(double executions)
{
    if (executions >= 10 || executions == 0)
        return figureText(Unit::Count, executions);
    return QLocale().toString(executions, 'f', 1);
}

QString toCsv(const UsageMap &map)
{
    static constexpr std::array<QLatin1StringView, weekdays> names{
        QLatin1StringView("Monday"),   QLatin1StringView("Tuesday"), QLatin1StringView("Wednesday"),
        QLatin1StringView("Thursday"), QLatin1StringView("Friday"),  QLatin1StringView("Saturday"),
        QLatin1StringView("Sunday")};
    QString csv = QStringLiteral("weekday,hour,hours,executions,successes,priced,cost_usd\n");
    for (const UsageHour &hour : map.hours) {
        csv += QStringLiteral("%1,%2,%3,%4,%5,%6,%7\n")
                   .arg(names.at(std::size_t(hour.weekday - 1)))
                   .arg(hour.hour)
                   .arg(hour.hours)
                   .arg(hour.executions)
                   .arg(hour.successes)
                   .arg(hour.priced)
                   .arg(QString::number(hour.costUsd, 'g', 10));
    }
    return csv;
}

} // namespace promptuary
