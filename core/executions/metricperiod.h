// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/metrics.h"

#include <cstdint>

namespace promptuary
{

/// The times a dashboard can be about, all up to now.
enum class TimeRange : std::uint8_t { Day, Week, Month, Quarter, All };

/// A time with the points it is cut into. Points are those of UTC, as in the rollups.
struct MetricPeriod {
    QDateTime since = {};
    QDateTime until = {};
    MetricQuery::Step step = MetricQuery::Step::Day;
    bool operator==(const MetricPeriod &) const = default;

    [[nodiscard]] QList<QDateTime> points() const; ///< their starts; the last one may still go on
};

/// `first` is when the oldest execution was, needed for TimeRange::All only.
[[nodiscard]] MetricPeriod periodOf(TimeRange range, const QDateTime &now, const QDateTime &first = {});
/// The time of the same length that ends where this one begins.
[[nodiscard]] MetricPeriod earlierPeriod(const MetricPeriod &period);

/// The start of the point of that length which holds a time.
[[nodiscard]] QDateTime pointOf(const QDateTime &time, MetricQuery::Step step);
/// "21 Nov", "14:00" in local time, "Nov 2026": short for an axis.
[[nodiscard]] QString pointText(const QDateTime &point, MetricQuery::Step step);
/// "Sat 21 Nov 2026", "Sat 21 Nov 2026, 14:00 to 15:00", "November 2026".
[[nodiscard]] QString exactPointText(const QDateTime &point, MetricQuery::Step step);

} // namespace promptuary
