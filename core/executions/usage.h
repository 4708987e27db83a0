// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/metricperiod.h"
#include "core/executions/metrics.h"

namespace promptuary
{

constexpr int weekdays = 7;
constexpr int dayHours = 24;

/// How busy each hour of the week is. A week has four Mondays in one month and five in another, so what is compared is
/// the mean of those that came.
struct UsageMap {
    QString title = {};
    QString subtitle = {};
    QList<UsageHour> hours = {}; ///< all of a week, from Monday 0:00 on; `hours` is 0 where none came
    double most = 0;             ///< executions in the busiest hour of the week, on average
    bool operator==(const UsageMap &) const = default;

    [[nodiscard]] bool isEmpty() const { return most == 0; }
    [[nodiscard]] const UsageHour &at(int weekday, int hour) const { return hours.at((weekday - 1) * dayHours + hour); }
};

[[nodiscard]] UsageMap usageMap(const Usage &usage, const MetricPeriod &period);

/// Executions in such an hour on average; nullopt where none came.
[[nodiscard]] std::optional<double> executionsPerHour(const UsageHour &hour);
[[nodiscard]] std::optional<double> successShare(const UsageHour &hour);
/// "14:00 to 15:00".
[[nodiscard]] QString hourText(int hour);
/// "308", "2.4": with a digit after the point where there are few.
[[nodiscard]] QString perHourText(double executions);

/// A header and a row for each hour of the week, commas and points whatever the language.
[[nodiscard]] QString toCsv(const UsageMap &map);

} // namespace promptuary
