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
    qsizetype color = -1;                          ///< which of the colours; that of its place where it is below 0
    bool operator==(const ChartSeries &) const = default;
};

/// Something that happened at a time: an activation.
struct ChartMark {
    QDateTime at = {};
    QString label = {};
    QString explanation = {};
    bool operator==(const ChartMark &) const = default;
};

/// A time in which one version served.
struct ChartBand {
    QDateTime from = {};
    QDateTime to = {};
    QString label = {};
    bool operator==(const ChartBand &) const = default;
};

/// A piece of an axis of values: what lies above `low` and up to `high`. The first may reach down to 0 and the last up
/// without end; a piece from 0 to 0 holds what is 0.
struct ValueSpan {
    double low = 0;
    double high = 0;
    bool operator==(const ValueSpan &) const = default;
};

/// What is written at a place of the axis along which the points lie.
struct AxisLabel {
    double position = 0;
    QString text = {};
    bool operator==(const AxisLabel &) const = default;
};

/// A chart as plain data: what is drawn, what stands in the table behind it, and what is exported. Its points are
/// times or, in a distribution, spans of a value that grow by the same share from one to the next.
struct ChartData {
    QString title = {};
    QString subtitle = {};
    Unit unit = Unit::Count;
    MetricQuery::Step step = MetricQuery::Step::Day; ///< the length of a time
    bool stacked = false;
    QList<QDateTime> times = {};
    QList<ValueSpan> spans = {};
    Unit spanUnit = Unit::Duration;
    QString pointHeader = {}; ///< above the names of the points
    QList<ChartSeries> series = {};
    QList<ChartMark> marks = {};
    QList<ChartBand> bands = {}; ///< one after the other
    QString nothing = {};        ///< what to say in its place where nothing was measured
    bool operator==(const ChartData &) const = default;

    [[nodiscard]] bool isEmpty() const; ///< nothing was measured
    [[nodiscard]] qsizetype pointCount() const { return spans.isEmpty() ? times.size() : spans.size(); }
    /// From where to where the axis goes along which the points lie: milliseconds since 1970, or numbers of spans.
    [[nodiscard]] std::pair<double, double> extent() const;
    /// Of the time or span that the point stands for, on that axis.
    [[nodiscard]] std::pair<double, double> extentOf(qsizetype point) const;
    [[nodiscard]] double positionOf(qsizetype point) const; ///< the middle of that
    [[nodiscard]] QString pointName(qsizetype point) const; ///< "Sat 21 Nov 2026", "1.02 s to 1.08 s"
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

/// Amounts begin at zero. Rates keep to what they and their intervals reach and never pass 0 or 100 %; an interval that
/// says next to nothing may reach further.
[[nodiscard]] AxisTicks valueTicks(const ChartData &chart);
/// "axis from 90 %", "axis from 90 %, intervals cut"; empty where it begins at zero and has all of them.
[[nodiscard]] QString axisNote(const ChartData &chart);
/// What is written below the chart: at most `most`, times evenly spaced, of values the round ones.
[[nodiscard]] QList<AxisLabel> pointLabels(const ChartData &chart, int most);

/// The table behind the chart: a header and a row for each point, commas, points and ISO times whatever the language.
[[nodiscard]] QString toCsv(const ChartData &chart);
[[nodiscard]] QString csvQuoted(const QString &text); ///< where it has to be

} // namespace promptuary
