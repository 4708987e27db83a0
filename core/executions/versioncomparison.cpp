// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/versioncomparison.h"

#include "core/executions/distribution.h"

#include <QCoreApplication>

#include <algorithm>

namespace promptuary
{

namespace
{

using Measure = KeyFigure::Measure;

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

/// What is better of a measure.
enum class Better : std::uint8_t { Neither, More, Less };

/// A measure of one version: its figure, and the interval where one is known.
struct Figure {
    std::optional<double> value;
    std::optional<Estimate> estimate;
};

Figure figureOf(const std::optional<Estimate> &estimate)
{
    return {.value = estimate.transform([](const Estimate &known) { return known.value; }), .estimate = estimate};
}

Figure figureOf(const std::optional<Percentile> &percentile)
{
    if (!percentile)
        return {};
    return {.value = percentile->value, .estimate = percentile->estimate};
}

Figure figureOf(double value)
{
    return {.value = value, .estimate = {}};
}

/// How a measure is read, compared and written.
struct Row {
    QString name;
    Unit unit = Unit::Count;
    Better better = Better::Neither;
    std::function<Figure(const Metrics &)> figure;
    std::function<std::optional<Difference>(const Metrics &, const Metrics &)> difference = {};
    std::function<bool(const Metrics &)> spreadKnown = {}; ///< whether `difference` can tell; empty where it always can
    std::function<QString(const Metrics &)> remark = {};   ///< what else has to be said of the figure
};

using Compare = std::function<std::optional<Difference>(const Metrics &, const Metrics &)>;

Compare by(Measure measure)
{
    return [measure](const Metrics &left, const Metrics &right) { return compare(measure, left, right); };
}

qint64 countOf(const QList<DistributionPoint> &points, int version)
{
    qint64 count = 0;
    for (const DistributionPoint &point : points)
        count += point.version == version ? point.executions : 0;
    return count;
}

/// By the intervals of the figures themselves, which are of these points.
Compare byIntervals(const std::function<Figure(const Metrics &)> &figure, const QList<DistributionPoint> &points)
{
    return [figure, points](const Metrics &left, const Metrics &right) -> std::optional<Difference> {
        if (std::min(countOf(points, left.version), countOf(points, right.version)) < leastCompared)
            return {};
        const auto before = figure(left).estimate;
        const auto after = figure(right).estimate;
        if (!before || !after)
            return {};
        return compareEstimates(*before, *after);
    };
}

std::optional<Difference> compareRejections(const Metrics &left, const Metrics &right)
{
    return compareRates(left.rejected, left.approved + left.rejected, right.rejected, right.approved + right.rejected);
}

std::optional<Difference> compareViolations(const Metrics &left, const Metrics &right)
{
    return compareRates(std::min(left.violations, left.guarded), left.guarded,
                        std::min(right.violations, right.guarded), right.guarded);
}

Row percentileRow(const QString &name, const QList<DistributionPoint> &points, double share)
{
    const auto figure = [points, share](const Metrics &metrics) {
        return figureOf(percentileOf(points, metrics.version, share));
    };
    return {.name = name,
            .unit = Unit::Duration,
            .better = Better::Less,
            .figure = figure,
            .difference = byIntervals(figure, points)};
}

/// Where figures hold what is known of tokens of one kind.
struct Tokens {
    qint64 Metrics::*sum;
    qint64 Metrics::*counted;
    std::optional<double> Metrics::*squares;
    std::optional<double> (Metrics::*each)() const;
    std::optional<Estimate> (Metrics::*mean)() const;
};

constexpr Tokens inputTokens{.sum = &Metrics::inputTokens,
                             .counted = &Metrics::inputCounted,
                             .squares = &Metrics::inputSquares,
                             .each = &Metrics::inputTokensEach,
                             .mean = &Metrics::meanInputTokens};
constexpr Tokens outputTokens{.sum = &Metrics::outputTokens,
                              .counted = &Metrics::outputCounted,
                              .squares = &Metrics::outputSquares,
                              .each = &Metrics::outputTokensEach,
                              .mean = &Metrics::meanOutputTokens};

Moments momentsOf(const Tokens &tokens, const Metrics &metrics)
{
    return {.count = metrics.*tokens.counted,
            .sum = double(metrics.*tokens.sum),
            .squares = (metrics.*tokens.squares).value_or(0)};
}

QString tokenRemark(const Tokens &tokens, const Metrics &metrics)
{
    if (!(metrics.*tokens.squares))
        return tr("No interval is known: some of these executions were dropped before it was kept how tokens vary.");
    if (metrics.*tokens.counted == metrics.executions)
        return {};
    return tr("Of the %1 of %2 that named them.")
        .arg(figureText(Unit::Count, double(metrics.*tokens.counted)), executionsText(metrics.executions));
}

Row tokenRow(const QString &name, const Tokens &tokens)
{
    return {.name = name,
            .unit = Unit::Count,
            .better = Better::Less,
            .figure =
                [tokens](const Metrics &metrics) {
                    return Figure{.value = (metrics.*tokens.each)(), .estimate = (metrics.*tokens.mean)()};
                },
            .difference =
                [tokens](const Metrics &left, const Metrics &right) {
                    return compareMeans(momentsOf(tokens, left), momentsOf(tokens, right));
                },
            .spreadKnown = [tokens](const Metrics &metrics) { return (metrics.*tokens.squares).has_value(); },
            .remark = [tokens](const Metrics &metrics) { return tokenRemark(tokens, metrics); }};
}

QList<Row> rowsFor(const DashboardData &data)
{
    const auto violations = [](const Metrics &metrics) { return figureOf(metrics.violationRate()); };
    return {
        {.name = tr("Executions"),
         .figure = [](const Metrics &metrics) { return figureOf(double(metrics.executions)); }},
        {.name = tr("Success"),
         .unit = Unit::Rate,
         .better = Better::More,
         .figure = [](const Metrics &metrics) { return figureOf(metrics.successRate()); },
         .difference = by(Measure::Success)},
        {.name = tr("Cost each"),
         .unit = Unit::Money,
         .better = Better::Less,
         .figure = [](const Metrics &metrics) { return figureOf(metrics.meanCost()); },
         .difference = by(Measure::Cost)},
        tokenRow(tr("Input tokens each"), inputTokens),
        tokenRow(tr("Output tokens each"), outputTokens),
        {.name = tr("Latency, mean"),
         .unit = Unit::Duration,
         .better = Better::Less,
         .figure = [](const Metrics &metrics) { return figureOf(metrics.meanLatency()); },
         .difference = by(Measure::Latency)},
        percentileRow(tr("Latency p50"), data.latencies, 0.5),
        percentileRow(tr("Latency p95"), data.latencies, 0.95),
        percentileRow(tr("Latency p99"), data.latencies, 0.99),
        {.name = tr("Confidence"),
         .unit = Unit::Score,
         .better = Better::More,
         .figure = [](const Metrics &metrics) { return figureOf(metrics.meanConfidence()); },
         .difference = by(Measure::Confidence)},
        {.name = tr("Manual review"),
         .unit = Unit::Rate,
         .better = Better::Less,
         .figure = [](const Metrics &metrics) { return figureOf(metrics.reviewRate()); },
         .difference = by(Measure::Review)},
        {.name = tr("Rejected in review"),
         .unit = Unit::Rate,
         .better = Better::Less,
         .figure = [](const Metrics &metrics) { return figureOf(metrics.rejectionRate()); },
         .difference = compareRejections},
        {.name = tr("Guardrail violations"),
         .unit = Unit::Rate,
         .better = Better::Less,
         .figure = violations,
         .difference = compareViolations},
    };
}

QString exactly(Unit unit, const Figure &figure)
{
    if (!figure.value)
        return tr("Nothing measured");
    if (!figure.estimate)
        return exactText(unit, *figure.value);
    return tr("%1; 95 % interval: %2 to %3")
        .arg(exactText(unit, *figure.value), exactText(unit, figure.estimate->low),
             exactText(unit, figure.estimate->high));
}

Verdict toneOf(Better better, double change)
{
    if (better == Better::Neither || change == 0)
        return Verdict::Neutral;
    return (change > 0) == (better == Better::More) ? Verdict::Good : Verdict::Bad;
}

void addDifference(ComparedFigure &figure, const Row &row, const Metrics &base, const Metrics &metrics)
{
    const Figure before = row.figure(base);
    const Figure after = row.figure(metrics);
    if (!before.value || !after.value)
        return;
    const bool canTell = row.difference && (!row.spreadKnown || (row.spreadKnown(base) && row.spreadKnown(metrics)));
    const auto difference = canTell ? row.difference(base, metrics) : std::nullopt;
    if (!difference) {
        figure.difference = canTell ? tr("too few to compare") : growthText(*after.value, *before.value);
        figure.explanation += u'\n' + (canTell ? tr("There are too few executions to compare.")
                                               : tr("Whether that differs by more than noise is not known."));
        return;
    }
    figure.difference = changeText(row.unit, *difference, *before.value);
    figure.compared = true;
    figure.real = difference->isReal();
    figure.tone = figure.real ? toneOf(row.better, difference->change.value) : Verdict::Neutral;
    figure.explanation += u'\n' + (figure.real ? tr("The difference is more than noise (95 % confidence).")
                                               : tr("The difference is no more than noise."));
}

} // namespace

QList<ComparedMeasure> compareVersions(const DashboardData &data)
{
    QList<Metrics> versions;
    for (const int number : data.filter.compared) {
        const auto found = std::ranges::find(data.groups, number, &Metrics::version);
        Metrics metrics = found != data.groups.end() ? *found : Metrics();
        metrics.version = number;
        versions.append(metrics);
    }
    QList<ComparedMeasure> measures;
    for (const Row &row : rowsFor(data)) {
        ComparedMeasure measure{.name = row.name};
        bool measured = false;
        for (const Metrics &metrics : std::as_const(versions)) {
            const Figure known = row.figure(metrics);
            measured |= known.value.has_value();
            ComparedFigure figure{.value = known.value ? figureText(row.unit, *known.value) : QStringLiteral("–"),
                                  .explanation = exactly(row.unit, known)};
            if (row.unit == Unit::Money)
                figure.explanation = costExplanation(metrics);
            if (const QString remark = known.value && row.remark ? row.remark(metrics) : QString(); !remark.isEmpty())
                figure.explanation += u'\n' + remark;
            if (known.estimate)
                figure.interval =
                    tr("%1 to %2")
                        .arg(figureText(row.unit, known.estimate->low), figureText(row.unit, known.estimate->high));
            if (metrics.version != versions.constFirst().version)
                addDifference(figure, row, versions.constFirst(), metrics);
            measure.figures.append(figure);
        }
        if (measured)
            measures.append(measure);
    }
    return measures;
}

Impact comparedImpact(const DashboardData &data)
{
    if (data.filter.compared.size() != 2)
        return {};
    const auto find = [&data](int number) { return std::ranges::find(data.groups, number, &Metrics::version); };
    const auto before = find(data.filter.compared.at(0));
    const auto after = find(data.filter.compared.at(1));
    if (before == data.groups.end() || after == data.groups.end())
        return {};
    return impactBetween(*before, *after);
}

QString comparisonCaution()
{
    return tr("Each difference is tested by itself at 95 %: of twenty that are noise, one may seem real. Versions that "
              "served at different times also met different questions.");
}

QString verdictText(const ComparedFigure &figure)
{
    if (!figure.compared)
        return {};
    return figure.real ? QCoreApplication::translate("Metrics", "real", "a difference") : tr("noise");
}

QString differenceLine(const ComparedFigure &figure)
{
    if (!figure.compared)
        return figure.difference;
    return QStringLiteral("%1 · %2").arg(figure.difference, verdictText(figure));
}

QList<ChartData> comparedDistributions(const DashboardData &data)
{
    const QList<int> &versions = data.filter.compared;
    return {distributionChart(tr("Latency"), Unit::Duration, data.latencies, versions),
            distributionChart(tr("Cost"), Unit::Money, data.costs, versions),
            distributionChart(tr("Confidence"), Unit::Score, data.confidences, versions)};
}

} // namespace promptuary
