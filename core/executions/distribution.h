// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/chartdata.h"

namespace promptuary
{

/// A percentile: a value within 1 %, with its 95 % interval where there are enough executions to tell.
struct Percentile {
    double value = 0;
    std::optional<Estimate> estimate = {}; ///< the same value
    bool operator==(const Percentile &) const = default;
};

/// The value that a share of a version's executions do not pass, as the database tells it. Its interval is that of
/// order statistics: how far the rank can be off by chance, which asks nothing of how the values are spread. nullopt
/// where nothing was measured.
[[nodiscard]] std::optional<Percentile> percentileOf(const QList<DistributionPoint> &points, int version, double share);

/// How a measure spreads, a line for each version: the share of its executions in each span. Spans are equally wide on
/// a logarithmic axis; what lies beyond the outer 0.5 % is in the first and the last.
[[nodiscard]] ChartData distributionChart(const QString &title, Unit unit, const QList<DistributionPoint> &points,
                                          const QList<int> &versions);

} // namespace promptuary
