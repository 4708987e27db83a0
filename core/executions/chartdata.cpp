// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/chartdata.h"

#include "core/executions/metricperiod.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace promptuary
{

namespace
{

constexpr int wantedTicks = 4;

/// 1, 2 or 5 times a power of ten; the smallest that cuts `length` into no more than the wanted number of pieces.
double niceStep(double length)
{
    const double rough = length / wantedTicks;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * (1 - 1e-9))
            return factor * power;
    }
    return 10 * power;
}

/// From where to where something goes.
struct Reach {
    double low = 0;
    double high = 0;
};

void include(std::optional<Reach> &reach, double low, double high)
{
    reach = reach ? Reach{std::min(reach->low, low), std::max(reach->high, high)} : Reach{low, high};
}

/// The lowest and the highest line or layer.
std::optional<Reach> reachOfValues(const ChartData &chart)
{
    std::optional<Reach> reach;
    for (qsizetype s = 0; s < chart.series.size(); ++s) {
        for (qsizetype point = 0; point < chart.pointCount(); ++point) {
            if (const auto height = chart.heightAt(s, point))
                include(reach, *height, *height);
        }
    }
    return reach;
}

/// The lowest and the highest interval of those that are no wider than `widest`.
std::optional<Reach> reachOfIntervals(const ChartData &chart, double widest)
{
    std::optional<Reach> reach;
    for (const ChartSeries &series : chart.series) {
        for (const std::optional<Estimate> &interval : series.intervals) {
            if (interval && interval->high - interval->low <= widest)
                include(reach, interval->low, interval->high);
        }
    }
    return reach;
}

/// Half of the intervals are no wider; of two in the middle the narrower one.
double medianWidth(const ChartData &chart)
{
    QList<double> widths;
    for (const ChartSeries &series : chart.series) {
        for (const std::optional<Estimate> &interval : series.intervals) {
            if (interval)
                widths.append(interval->high - interval->low);
        }
    }
    if (widths.isEmpty())
        return 0;
    const auto middle = widths.begin() + (widths.size() - 1) / 2;
    std::ranges::nth_element(widths, middle);
    return *middle;
}

/// Lines and intervals have room, but for intervals of points with far fewer executions than most, such as a day that
/// has just begun: those would take all of it.
AxisTicks rateTicks(const ChartData &chart, const Reach &lines)
{
    const double margin = std::max((lines.high - lines.low) * 0.35, 0.01);
    std::optional<Reach> reach = Reach{std::max(0.0, lines.low - margin), std::min(1.0, lines.high + margin)};
    if (const auto intervals = reachOfIntervals(chart, 2 * medianWidth(chart)))
        include(reach, intervals->low, intervals->high);
    const double step = niceStep(reach->high - reach->low);
    return {.low = std::max(0.0, std::floor(reach->low / step + 1e-9) * step),
            .high = std::min(1.0, std::ceil(reach->high / step - 1e-9) * step),
            .step = step};
}

bool cutsIntervals(const ChartData &chart, const AxisTicks &ticks)
{
    const auto reach = reachOfIntervals(chart, 1);
    return reach && (reach->low < ticks.low || reach->high > ticks.high);
}

/// Steps that people count in: quarters of an hour, hours of a day, days of a week.
QList<qsizetype> stepsOf(MetricQuery::Step step)
{
    switch (step) {
    case MetricQuery::Step::Minute:
        return {1, 2, 5, 10, 15, 30, 60, 120};
    case MetricQuery::Step::Hour:
        return {1, 2, 3, 4, 6, 12, 24, 48};
    case MetricQuery::Step::Month:
        return {1, 2, 3, 6, 12, 24};
    case MetricQuery::Step::Day:
    case MetricQuery::Step::Whole:
        break;
    }
    return {1, 2, 7, 14, 28, 56, 91};
}

/// Which of the times are written: evenly spaced.
QList<qsizetype> timeTicks(const ChartData &chart, int most)
{
    const qsizetype count = chart.times.size();
    QList<qsizetype> ticks;
    if (count == 0 || most < 1)
        return ticks;
    const QList<qsizetype> steps = stepsOf(chart.step);
    const auto fits = [&](qsizetype step) { return (count + step - 1) / step <= most; };
    const auto found = std::ranges::find_if(steps, fits);
    const qsizetype step = found != steps.end() ? *found : (count + most - 1) / most;
    // Minutes of the clock; else counted from the newest, which is the one that people look for.
    const int minute = chart.times.constFirst().time().minute();
    const bool byClock = chart.step == MetricQuery::Step::Minute;
    for (qsizetype tick = byClock ? (step - minute % step) % step : (count - 1) % step; tick < count; tick += step)
        ticks.append(tick);
    return ticks;
}

/// Round numbers between the first and the last limit: 1, 2 and 5 times powers of ten where the limits lie far apart.
QList<double> roundValues(double low, double high, int most)
{
    QList<double> values;
    if (high < 5 * low) {
        double step = niceStep(high - low);
        while ((high - low) / step > most)
            step *= 2;
        for (double value = std::ceil(low / step - 1e-9) * step; value <= high * (1 + 1e-9); value += step)
            values.append(value);
        return values;
    }
    for (const QList<double> &factors : {QList<double>{1, 2, 5}, QList<double>{1, 3}, QList<double>{1}}) {
        values.clear();
        for (double power = std::pow(10, std::floor(std::log10(low))); power <= high; power *= 10) {
            for (const double factor : factors) {
                if (const double value = factor * power; value >= low && value <= high * (1 + 1e-9))
                    values.append(value);
            }
        }
        if (values.size() <= most)
            break;
    }
    return values;
}

QList<AxisLabel> spanLabels(const ChartData &chart, int most)
{
    QList<AxisLabel> labels;
    const auto bounded = [](const ValueSpan &span) { return span.low > 0 && std::isfinite(span.high); };
    const auto known = std::ranges::find_if(chart.spans, bounded);
    if (known == chart.spans.end())
        return labels;
    // The outer spans reach further than the axis, which is equally long for each.
    const qsizetype first = chart.spans.constFirst().high == 0 ? 1 : 0;
    const double growth = std::log(known->high / known->low);
    const double low = known->low * std::exp(-growth * double(known - chart.spans.begin() - first));
    const double high = low * std::exp(growth * double(chart.spans.size() - first));
    const QList<double> values = roundValues(low, high, most);
    for (const double value : values) {
        const double between = values.size() > 1 ? values.at(1) - values.at(0) : value;
        const double step = high < 5 * low ? between : std::pow(10, std::floor(std::log10(value) + 1e-9));
        labels.append({.position = double(first) + std::log(value / low) / growth,
                       .text = tickText(chart.spanUnit, value, step)});
    }
    return labels;
}

QString number(const std::optional<double> &value)
{
    return value && std::isfinite(*value) ? QString::number(*value, 'g', 10) : QString();
}

} // namespace

bool ChartData::isEmpty() const
{
    return std::ranges::none_of(series, [](const ChartSeries &one) {
        return std::ranges::any_of(one.values, [](const auto &value) { return value.has_value(); });
    });
}

std::pair<double, double> ChartData::extentOf(qsizetype point) const
{
    if (!spans.isEmpty())
        return {double(point), double(point + 1)};
    const QDateTime &time = times.at(point);
    return {double(time.toMSecsSinceEpoch()), double(pointEnd(time, step).toMSecsSinceEpoch())};
}

double ChartData::positionOf(qsizetype point) const
{
    const auto [from, to] = extentOf(point);
    return (from + to) / 2;
}

std::pair<double, double> ChartData::extent() const
{
    if (!spans.isEmpty())
        return {0, double(spans.size())};
    return {extentOf(0).first, extentOf(times.size() - 1).second};
}

QString ChartData::pointName(qsizetype point) const
{
    if (spans.isEmpty())
        return exactPointText(times.at(point), step);
    const auto &[low, high] = spans.at(point);
    if (high == 0)
        return figureText(spanUnit, 0);
    if (low == 0)
        return QCoreApplication::translate("Metrics", "up to %1").arg(figureText(spanUnit, high));
    if (!std::isfinite(high))
        return QCoreApplication::translate("Metrics", "above %1").arg(figureText(spanUnit, low));
    return QCoreApplication::translate("Metrics", "%1 to %2")
        .arg(figureText(spanUnit, low), figureText(spanUnit, high));
}

std::optional<double> ChartData::heightAt(qsizetype which, qsizetype point) const
{
    if (!stacked)
        return series.at(which).values.value(point);
    double height = 0;
    for (qsizetype below = 0; below <= which; ++below)
        height += series.at(below).values.value(point).value_or(0);
    return height;
}

AxisTicks valueTicks(const ChartData &chart)
{
    const auto reach = reachOfValues(chart);
    if (!reach)
        return {};
    if (chart.unit == Unit::Rate)
        return rateTicks(chart, *reach);
    const double top = reach->high > 0 ? reach->high : 1;
    const double step = niceStep(top);
    return {.low = 0, .high = std::ceil(top / step - 1e-9) * step, .step = step};
}

QString axisNote(const ChartData &chart)
{
    const AxisTicks ticks = valueTicks(chart);
    QStringList parts;
    if (ticks.low > 0)
        parts
            << QCoreApplication::translate("Metrics", "axis from %1").arg(tickText(chart.unit, ticks.low, ticks.step));
    if (cutsIntervals(chart, ticks))
        parts << QCoreApplication::translate("Metrics", "intervals cut");
    return parts.join(QStringLiteral(", "));
}

QList<AxisLabel> pointLabels(const ChartData &chart, int most)
{
    if (!chart.spans.isEmpty())
        return spanLabels(chart, most);
    // A week by the hour is read by its days.
    const bool days = chart.step == MetricQuery::Step::Hour && chart.times.size() > 48;
    QList<AxisLabel> labels;
    for (const qsizetype tick : timeTicks(chart, most)) {
        const QDateTime &time = chart.times.at(tick);
        labels.append(
            {.position = chart.positionOf(tick),
             .text = days ? pointText(time.toLocalTime(), MetricQuery::Step::Day) : pointText(time, chart.step)});
    }
    return labels;
}

QString csvQuoted(const QString &text)
{
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n'))
        return text;
    return u'"' + QString(text).replace(u'"', QLatin1StringView("\"\"")) + u'"';
}

QString toCsv(const ChartData &chart)
{
    QStringList header = chart.spans.isEmpty() ? QStringList{QStringLiteral("time")}
                                               : QStringList{QStringLiteral("above"), QStringLiteral("up to")};
    for (const ChartSeries &series : chart.series) {
        header << csvQuoted(series.name);
        if (!series.intervals.isEmpty())
            header << csvQuoted(series.name + QLatin1StringView(" low"))
                   << csvQuoted(series.name + QLatin1StringView(" high"));
    }
    QString csv = header.join(u',') + u'\n';
    for (qsizetype point = 0; point < chart.pointCount(); ++point) {
        QStringList row;
        if (chart.spans.isEmpty())
            row << chart.times.at(point).toUTC().toString(Qt::ISODate);
        else
            row << number(chart.spans.at(point).low) << number(chart.spans.at(point).high);
        for (const ChartSeries &series : chart.series) {
            row << number(series.values.value(point));
            if (series.intervals.isEmpty())
                continue;
            const auto interval = series.intervals.value(point);
            row << (interval ? number(interval->low) : QString()) << (interval ? number(interval->high) : QString());
        }
        csv += row.join(u',') + u'\n';
    }
    return csv;
}

} // namespace promptuary
