// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/metrics.h"

#include <cstdint>

namespace promptuary
{

/// The times a dashboard can be about, all up to now but for one that was chosen by hand.
enum class TimeRange : std::uint8_t { Hour, Day, Week, Month, Quarter, All, Custom };

/// A time with the points it is cut into. Points are those of UTC, as in the rollups.
struct MetricPeriod {
    QDateTime since = {};
    QDateTime until = {};
    MetricQuery::Step step = MetricQuery::Step::Day;
    bool operator==(const MetricPeriod &) const = default;

    /// Short and not long ago, so that it is known to the second.
    [[nodiscard]] bool isRecent() const { return step == MetricQuery::Step::Minute; }
    [[nodiscard]] QList<QDateTime> points() const; ///< their starts; the last one may still go on
};

/// For all but TimeRange::Custom; `first` is when the oldest execution was, needed for TimeRange::All only.
[[nodiscard]] MetricPeriod periodOf(TimeRange range, const QDateTime &now, const QDateTime &first = {});
/// A time that was chosen by hand, in points as short as there are figures and a chart has room for. Figures by the
/// hour go back `hourlyDays`.
[[nodiscard]] MetricPeriod customPeriod(const QDateTime &since, const QDateTime &until, const QDateTime &now,
                                        int hourlyDays);
/// What is wrong with two times as a period, as a sentence; empty where it can be shown.
[[nodiscard]] QString problemOf(const QDateTime &since, const QDateTime &until, const QDateTime &now);
/// "3 Nov 14:00 to 5 Nov 09:00", with the year where it is not this one.
[[nodiscard]] QString betweenText(const QDateTime &since, const QDateTime &until);

/// The time of the same length that ends where this one begins.
[[nodiscard]] MetricPeriod earlierPeriod(const MetricPeriod &period);

/// The start of the point of that length which holds a time.
[[nodiscard]] QDateTime pointOf(const QDateTime &time, MetricQuery::Step step);
[[nodiscard]] QDateTime pointEnd(const QDateTime &point, MetricQuery::Step step);
/// "21 Nov", "14:00" in local time, "Nov 2026": short for an axis.
[[nodiscard]] QString pointText(const QDateTime &point, MetricQuery::Step step);
/// "Sat 21 Nov 2026", "Sat 21 Nov 2026, 14:00 to 15:00", "November 2026".
[[nodiscard]] QString exactPointText(const QDateTime &point, MetricQuery::Step step);

} // namespace promptuary
