// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/metricformat.h"
#include "core/executions/metrics.h"

#include <optional>

namespace promptuary
{

/// One line or layer of a chart. A point without a value was not measured: lines break there.
struct ChartSeries {
    QString name = {};
    QList<std::optional<double>> values = {};
    QList<std::optional<Estimate>> intervals = {}; ///< empty where there are none
    bool rest = false;                             ///< what did not get a series of its own
    bool operator==(const ChartSeries &) const = default;
};

/// Something that happened at a time: an activation.
struct ChartMark {
    QDateTime at = {};
    QString label = {};
    QString explanation = {};
    bool operator==(const ChartMark &) const = default;
};

/// A chart as plain data: what is drawn, what stands in the table behind it, and what is exported.
struct ChartData {
    QString title = {};
    QString subtitle = {};
    Unit unit = Unit::Count;
    MetricQuery::Step step = MetricQuery::Step::Day;
    bool stacked = false;
    QList<QDateTime> times = {};
    QList<ChartSeries> series = {};
    QList<ChartMark> marks = {};
    bool operator==(const ChartData &) const = default;

    [[nodiscard]] bool isEmpty() const; ///< nothing was measured
    /// The top of a layer in a stacked chart; the value itself in others.
    [[nodiscard]] std::optional<double> heightAt(qsizetype series, qsizetype point) const;
};

/// The ticks of an axis: multiples of `step` from `low` to `high`.
struct AxisTicks {
    double low = 0;
    double high = 1;
    double step = 1;
    bool operator==(const AxisTicks &) const = default;
};

/// Amounts begin at zero. Rates keep to what they reach, with a margin, and never pass 0 or 100 %.
[[nodiscard]] AxisTicks valueTicks(const ChartData &chart);
/// Which of the times are written below the chart: at most `most`, evenly spaced.
[[nodiscard]] QList<qsizetype> timeTicks(const ChartData &chart, int most);

/// The table behind the chart: a header and a row for each time, commas, points and ISO times whatever the language.
[[nodiscard]] QString toCsv(const ChartData &chart);

} // namespace promptuary
