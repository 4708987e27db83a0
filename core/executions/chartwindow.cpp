// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/chartwindow.h"

#include "core/executions/metricperiod.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace promptuary
{

namespace
{

/// Places of the first and the last point.
struct Part {
    qsizetype first = 0;
    qsizetype last = 0;
};

qsizetype placeOf(const ChartData &chart, const QDateTime &time)
{
    const auto found = std::ranges::lower_bound(chart.times, time);
    return std::min<qsizetype>(found - chart.times.begin(), chart.times.size() - 1);
}

Part partOf(const ChartData &chart, const OptionalWindow &window)
{
    if (!window || chart.times.isEmpty())
        return {.first = 0, .last = chart.times.size() - 1};
    return {.first = placeOf(chart, window->first), .last = placeOf(chart, window->last)};
}

/// Within the chart, and at least two points.
OptionalWindow windowOf(const ChartData &chart, Part part)
{
    const qsizetype end = chart.times.size() - 1;
    if (end < 2)
        return {};
    part.first = std::clamp<qsizetype>(part.first, 0, end - 1);
    part.last = std::clamp(part.last, part.first + 1, end);
    if (part.first == 0 && part.last == end)
        return {};
    return ChartWindow{.first = chart.times.at(part.first), .last = chart.times.at(part.last)};
}

} // namespace

ChartData shownPart(const ChartData &chart, const QSet<QString> &hiddenSeries, const OptionalWindow &window)
{
    ChartData shown = chart;
    shown.series.clear();
    const Part part = partOf(chart, window);
    const bool cut = window && chart.spans.isEmpty();
    if (cut)
        shown.times = chart.times.sliced(part.first, part.last - part.first + 1);
    for (qsizetype i = 0; i < chart.series.size(); ++i) {
        ChartSeries series = chart.series.at(i);
        if (hiddenSeries.contains(series.name))
            continue;
        if (series.color < 0)
            series.color = i;
        if (cut && !series.values.isEmpty())
            series.values = series.values.sliced(part.first, shown.times.size());
        if (cut && !series.intervals.isEmpty())
            series.intervals = series.intervals.sliced(part.first, shown.times.size());
        shown.series.append(series);
    }
    return shown;
}

OptionalWindow windowBetween(const ChartData &chart, const QDateTime &first, const QDateTime &last)
{
    if (chart.times.isEmpty())
        return {};
    return windowOf(chart, partOf(chart, ChartWindow{.first = std::min(first, last), .last = std::max(first, last)}));
}

OptionalWindow zoomed(const ChartData &chart, const OptionalWindow &window, double factor, const QDateTime &around)
{
    if (chart.times.isEmpty())
        return {};
    const Part part = partOf(chart, window);
    const double width = double(part.last - part.first);
    const double wanted = std::clamp(std::round(width * factor), 1.0, double(chart.times.size() - 1));
    const auto middle = double(std::clamp(placeOf(chart, around), part.first, part.last));
    const double share = width > 0 ? (middle - double(part.first)) / width : 0.5;
    const qsizetype room = chart.times.size() - 1 - qsizetype(wanted);
    const auto first = std::clamp<qsizetype>(qsizetype(std::round(middle - share * wanted)), 0, room);
    return windowOf(chart, {.first = first, .last = first + qsizetype(wanted)});
}

OptionalWindow panned(const ChartData &chart, const OptionalWindow &window, qsizetype points)
{
    if (!window || chart.times.isEmpty())
        return window;
    const Part part = partOf(chart, window);
    const qsizetype moved = std::clamp(points, -part.first, chart.times.size() - 1 - part.last);
    return windowOf(chart, {.first = part.first + moved, .last = part.last + moved});
}

OptionalWindow windowKept(const ChartData &chart, const OptionalWindow &window)
{
    if (!window || !chart.spans.isEmpty() || chart.times.size() < 3)
        return {};
    const bool there =
        std::ranges::binary_search(chart.times, window->first) && std::ranges::binary_search(chart.times, window->last);
    return there ? windowOf(chart, partOf(chart, window)) : std::nullopt;
}

QString windowText(const ChartData &chart, const ChartWindow &window)
{
    const bool clock = chart.step == MetricQuery::Step::Hour || chart.step == MetricQuery::Step::Minute;
    if (clock)
        return betweenText(window.first, pointEnd(window.last, chart.step));
    return QCoreApplication::translate("Metrics", "%1 to %2")
        .arg(pointText(window.first, chart.step), pointText(window.last, chart.step));
}

} // namespace promptuary
