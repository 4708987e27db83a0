// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/chartdata.h"

#include <QSet>

namespace promptuary
{

/// The part of a chart's times that is looked at: its first and its last point. By times and not by places, so that it
/// stays where it is while the chart moves on.
struct ChartWindow {
    QDateTime first = {};
    QDateTime last = {};
    bool operator==(const ChartWindow &) const = default;
};
/// nullopt is the whole chart.
using OptionalWindow = std::optional<ChartWindow>;

/// What is left of a chart without some of its series, in the colours they had, and outside of the window.
[[nodiscard]] ChartData shownPart(const ChartData &chart, const QSet<QString> &hiddenSeries,
                                  const OptionalWindow &window);

/// The points between two times; the whole chart where that is all of them, and never fewer than two.
[[nodiscard]] OptionalWindow windowBetween(const ChartData &chart, const QDateTime &first, const QDateTime &last);
/// As many times wider as `factor`, with `around` at the place where it was.
[[nodiscard]] OptionalWindow zoomed(const ChartData &chart, const OptionalWindow &window, double factor,
                                    const QDateTime &around);
/// Moved by some points, to the end of the chart at most.
[[nodiscard]] OptionalWindow panned(const ChartData &chart, const OptionalWindow &window, qsizetype points);
/// The window itself while the chart still has two of its points; nullopt where its times are others.
[[nodiscard]] OptionalWindow windowKept(const ChartData &chart, const OptionalWindow &window);

/// "3 Nov to 9 Nov".
[[nodiscard]] QString windowText(const ChartData &chart, const ChartWindow &window);

} // namespace promptuary
