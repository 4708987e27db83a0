// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/distribution.h"

#include "core/executions/dashboardcharts.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>
#include <cmath>
#include <limits>

namespace promptuary
{

namespace
{

// The buckets of execution_rollups.latency_histogram: bucket b reaches from growth^(b-1) to growth^b.
constexpr double growth = 1.01 / 0.99;
constexpr int zero = std::numeric_limits<int>::min();
constexpr int mostSpans = 36;
constexpr int fewestSpans = 8;
constexpr double outer = 0.005;
constexpr double z95 = 1.959963984540054;

using Histogram = QMap<int, qint64>; ///< executions by bucket

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

/// The bucket that has this value in its middle.
int bucketOf(double value)
{
    return value > 0 ? qRound(std::log(value * (growth + 1) / 2) / std::log(growth)) : zero;
}

double topOf(int bucket)
{
    return bucket == zero ? 0 : std::pow(growth, bucket);
}

double middleOf(int bucket)
{
    return bucket == zero ? 0 : 2 * topOf(bucket) / (growth + 1);
}

Histogram histogramOf(const QList<DistributionPoint> &points, int version)
{
    Histogram histogram;
    for (const DistributionPoint &point : points) {
        if (point.version == version)
            histogram[bucketOf(point.value)] += point.executions;
    }
    return histogram;
}

qint64 sizeOf(const Histogram &histogram)
{
    qint64 size = 0;
    for (const qint64 executions : histogram)
        size += executions;
    return size;
}

/// The bucket of the execution of that rank, counted from 1.
int bucketAt(const Histogram &histogram, qint64 rank)
{
    qint64 reached = 0;
    for (auto [bucket, executions] : histogram.asKeyValueRange()) {
        reached += executions;
        if (reached >= rank)
            return bucket;
    }
    return zero;
}

/// From where to where the versions' values lie, but for the outermost of each.
struct Reach {
    int first = std::numeric_limits<int>::max();
    int last = zero;
    bool below = false; ///< some lie lower
    bool above = false;
    bool zeros = false;
};

Reach reachOf(const QList<Histogram> &histograms)
{
    Reach reach;
    for (Histogram histogram : histograms) {
        reach.zeros |= histogram.remove(zero) > 0;
        const qint64 size = sizeOf(histogram);
        if (size == 0)
            continue;
        reach.first = std::min(reach.first, bucketAt(histogram, 1 + qint64(double(size) * outer)));
        reach.last = std::max(reach.last, bucketAt(histogram, size - qint64(double(size) * outer)));
    }
    for (Histogram histogram : histograms) {
        histogram.remove(zero);
        if (histogram.isEmpty())
            continue;
        reach.below |= histogram.firstKey() < reach.first;
        reach.above |= histogram.lastKey() > reach.last;
    }
    return reach;
}

/// By Rice's rule: with few executions in each span, lines would show nothing but chance.
int spansFor(const QList<Histogram> &histograms)
{
    double spans = mostSpans;
    for (const Histogram &histogram : histograms) {
        if (const qint64 size = sizeOf(histogram); size > 0)
            spans = std::min(spans, 2 * std::cbrt(double(size)));
    }
    return std::max(fewestSpans, int(spans));
}

} // namespace

std::optional<Percentile> percentileOf(const QList<DistributionPoint> &points, int version, double share)
{
    const Histogram histogram = histogramOf(points, version);
    const qint64 size = sizeOf(histogram);
    if (size == 0)
        return {};
    const double expected = double(size) * share;
    const double deviation = z95 * std::sqrt(expected * (1 - share));
    const auto low = qint64(std::floor(expected - deviation));
    const auto high = qint64(std::ceil(expected + deviation)) + 1;
    Percentile percentile{.value = middleOf(bucketAt(histogram, qint64(std::ceil(expected - 1e-9))))};
    if (low >= 1 && high <= size) {
        const int lowest = bucketAt(histogram, low);
        percentile.estimate = Estimate{.value = percentile.value,
                                       .low = lowest == zero ? 0 : topOf(lowest - 1),
                                       .high = topOf(bucketAt(histogram, high))};
    }
    return percentile;
}

ChartData distributionChart(const QString &title, Unit unit, const QList<DistributionPoint> &points,
                            const QList<int> &versions)
{
    ChartData chart{.title = title,
                    .subtitle = tr("share of executions"),
                    .unit = Unit::Share,
                    .spanUnit = unit,
                    .pointHeader = title};
    QList<Histogram> histograms;
    for (const int version : versions)
        histograms.append(histogramOf(points, version));
    const Reach reach = reachOf(histograms);
    const bool positive = reach.last != zero;
    // A span holds whole buckets, as many each: else lines would be jagged where one holds a bucket more.
    const int most = spansFor(histograms);
    const int width = positive ? (reach.last - reach.first + most) / most : 1;
    const int zeros = reach.zeros ? 1 : 0;
    const int count = positive ? (reach.last - reach.first) / width + 1 : 0;
    if (reach.zeros)
        chart.spans.append(ValueSpan());
    for (int span = 0; span < count; ++span)
        chart.spans.append(
            {.low = topOf(reach.first + span * width - 1), .high = topOf(reach.first + (span + 1) * width - 1)});
    if (reach.below)
        chart.spans[zeros].low = 0;
    if (reach.above)
        chart.spans.last().high = std::numeric_limits<double>::infinity();
    const auto colors = versionColors(versions);
    for (qsizetype i = 0; i < versions.size(); ++i) {
        ChartSeries series{.name = tr("v%1").arg(versions.at(i)), .color = colors.value(versions.at(i))};
        const auto size = double(sizeOf(histograms.at(i)));
        if (size > 0)
            series.values = QList<std::optional<double>>(chart.spans.size(), 0.0);
        for (auto [bucket, executions] : histograms.at(i).asKeyValueRange()) {
            const int span = bucket == zero ? 0 : zeros + std::clamp((bucket - reach.first) / width, 0, count - 1);
            series.values[span] = *series.values.at(span) + double(executions) / size;
        }
        chart.series.append(series);
    }
    return chart;
}

} // namespace promptuary
