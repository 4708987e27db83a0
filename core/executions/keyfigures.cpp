// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/keyfigures.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>
#include <utility>

namespace promptuary
{

namespace
{

using Measure = KeyFigure::Measure;

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

QString nameOf(Measure measure)
{
    static constexpr std::array names{
        QT_TRANSLATE_NOOP("Metrics", "Executions"),    QT_TRANSLATE_NOOP("Metrics", "Success"),
        QT_TRANSLATE_NOOP("Metrics", "Cost"),          QT_TRANSLATE_NOOP("Metrics", "Input tokens"),
        QT_TRANSLATE_NOOP("Metrics", "Output tokens"), QT_TRANSLATE_NOOP("Metrics", "Latency p50"),
        QT_TRANSLATE_NOOP("Metrics", "Latency p95"),   QT_TRANSLATE_NOOP("Metrics", "Latency p99"),
        QT_TRANSLATE_NOOP("Metrics", "Confidence"),    QT_TRANSLATE_NOOP("Metrics", "Manual review")};
    return tr(names.at(std::size_t(measure)));
}

std::optional<double> valueOf(const std::optional<Estimate> &estimate)
{
    return estimate.transform([](const Estimate &known) { return known.value; });
}

Moments costs(const Metrics &metrics)
{
    return {.count = metrics.priced, .sum = metrics.costUsd, .squares = metrics.costSquares};
}

Moments latencies(const Metrics &metrics)
{
    return {.count = metrics.timed, .sum = metrics.latencyMs, .squares = metrics.latencySquares};
}

Moments confidences(const Metrics &metrics)
{
    return {.count = metrics.scored, .sum = metrics.confidence, .squares = metrics.confidenceSquares};
}

/// Amounts grow by a share of what they were, rates and scores by points.
QString growth(Measure measure, double now, double before)
{
    const Unit unit = unitOf(measure);
    return unit == Unit::Rate || unit == Unit::Score ? differenceText(unit, now - before) : growthText(now, before);
}

/// Totals follow how much runs, the cost too, which is neither good nor bad, and a percentile is not judged by what is
/// known of the mean; versions held against each other have its interval.
bool isJudged(Measure measure)
{
    return measure == Measure::Success || measure == Measure::Confidence || measure == Measure::Review;
}

/// What grows with the time that is shown.
bool isAmount(Measure measure)
{
    return measure == Measure::Executions || measure == Measure::Cost || measure == Measure::InputTokens ||
           measure == Measure::OutputTokens;
}

QString verdict(const std::optional<Difference> &difference)
{
    if (!difference)
        return tr("There are too few executions to compare.");
    return difference->isReal() ? tr("The difference is more than noise (95 % confidence).")
                                : tr("No more than noise: it is not coloured.");
}

/// What the total of the cost does not say: whether an execution costs more than it did.
QString ofEachCost(const Metrics &now, const Metrics &earlier)
{
    QString total = tr("A total follows how much runs, so it is not coloured.");
    const auto difference = compare(Measure::Cost, earlier, now);
    const auto before = earlier.meanCost();
    if (!difference || !before)
        return total;
    const QString each = changeText(Unit::Money, *difference, before->value);
    const QString meant = difference->isReal()
                              ? tr("Of each execution: %1, more than noise (95 % confidence).").arg(each)
                              : tr("Of each execution: %1, no more than noise.").arg(each);
    return total + u'\n' + meant;
}

/// Whether a cost each stands for so few of the executions that it has to be said; a failure often has none.
bool isOfFew(const Metrics &metrics)
{
    return metrics.priced * 10 < metrics.executions * 9;
}

} // namespace

std::optional<double> measured(Measure measure, const Metrics &metrics)
{
    switch (measure) {
    case Measure::Executions:
        return double(metrics.executions);
    case Measure::Cost:
        return metrics.priced > 0 ? std::optional(metrics.costUsd) : std::nullopt;
    case Measure::Success:
        return valueOf(metrics.successRate());
    case Measure::InputTokens:
        return double(metrics.inputTokens);
    case Measure::OutputTokens:
        return double(metrics.outputTokens);
    case Measure::LatencyP50:
        return metrics.latencyP50;
    case Measure::Latency:
        return metrics.latencyP95;
    case Measure::LatencyP99:
        return metrics.latencyP99;
    case Measure::Confidence:
        return valueOf(metrics.meanConfidence());
    case Measure::Review:
        return valueOf(metrics.reviewRate());
    }
    return {};
}

std::optional<Difference> compare(Measure measure, const Metrics &left, const Metrics &right)
{
    switch (measure) {
    case Measure::Executions:
    case Measure::InputTokens:
    case Measure::OutputTokens:
    case Measure::LatencyP50:
    case Measure::LatencyP99:
        break;
    case Measure::Cost:
        return compareMeans(costs(left), costs(right));
    case Measure::Success:
        return compareRates(left.successes, left.executions, right.successes, right.executions);
    case Measure::Latency:
        return compareMeans(latencies(left), latencies(right));
    case Measure::Confidence:
        return compareMeans(confidences(left), confidences(right));
    case Measure::Review:
        return compareRates(left.needsReview, left.executions, right.needsReview, right.executions);
    }
    return {};
}

Unit unitOf(Measure measure)
{
    static constexpr std::array units{Unit::Count,    Unit::Rate,     Unit::Money,    Unit::Tokens, Unit::Tokens,
                                      Unit::Duration, Unit::Duration, Unit::Duration, Unit::Score,  Unit::Rate};
    return units.at(std::size_t(measure));
}

QString changeText(Unit unit, const Difference &difference, double before)
{
    const Estimate &change = difference.change;
    return tr("%1 (%2 to %3)")
        .arg(changeText(unit, change.value, before), changeText(unit, change.low, before),
             changeText(unit, change.high, before));
}

QString changeText(Unit unit, double change, double before)
{
    const bool points = unit == Unit::Rate || unit == Unit::Score;
    if (points || before <= 0)
        return differenceText(unit, change);
    return signedPercentText(std::max(-1.0, change / before)); // an interval may reach below nothing, an amount may not
}

Verdict toneOf(Measure measure, double change)
{
    const bool amount = isAmount(measure) && measure != Measure::Cost;
    if (amount || change == 0)
        return Verdict::Neutral;
    const bool moreIsBetter = measure == Measure::Success || measure == Measure::Confidence;
    return (change > 0) == moreIsBetter ? Verdict::Good : Verdict::Bad;
}

KeyFigure keyFigure(Measure measure, const Metrics &now, const Metrics &earlier)
{
    KeyFigure figure{.measure = measure, .name = nameOf(measure)};
    const Unit unit = unitOf(measure);
    const auto value = measured(measure, now);
    figure.figure = value ? figureText(unit, *value) : QStringLiteral("–");
    figure.explanation = value ? tr("%1: %2").arg(figure.name, exactText(unit, *value))
                               : tr("%1: nothing measured in this time").arg(figure.name);
    const auto before = measured(measure, earlier);
    if (!value || !before || earlier.executions == 0)
        return figure;
    figure.difference = growth(measure, *value, *before);
    figure.explanation += u'\n' + tr("The time before, equally long: %1").arg(exactText(unit, *before));
    if (measure == Measure::Cost)
        figure.explanation += u'\n' + ofEachCost(now, earlier);
    if (!isJudged(measure))
        return figure;
    const auto difference = compare(measure, earlier, now);
    figure.tone = difference && difference->isReal() ? toneOf(measure, *value - *before) : Verdict::Neutral;
    figure.explanation += u'\n' + verdict(difference);
    return figure;
}

QList<KeyFigure> keyFigures(const Metrics &now, const Metrics &earlier, const QList<Metrics> &points,
                            const MetricPeriod &period)
{
    const QList<QDateTime> times = period.points();
    const bool goesOn = times.size() > 2 && pointEnd(times.constLast(), period.step) > period.until;
    QHash<QDateTime, Metrics> at;
    for (const Metrics &point : points)
        at.insert(point.startsAt, point);
    QList<KeyFigure> figures;
    for (const auto measure :
         {Measure::Executions, Measure::Success, Measure::Cost, Measure::InputTokens, Measure::OutputTokens,
          Measure::LatencyP50, Measure::Latency, Measure::LatencyP99, Measure::Confidence, Measure::Review}) {
        KeyFigure figure = keyFigure(measure, now, earlier);
        for (const QDateTime &time : times)
            figure.course.append(measured(measure, at.value(time)));
        // An amount of a day that is not whole looks like a fall.
        if (goesOn && isAmount(measure))
            figure.course.removeLast();
        figures.append(figure);
    }
    return figures;
}

QString rateText(const std::optional<Estimate> &rate)
{
    if (!rate)
        return QStringLiteral("–");
    const double half = std::max(rate->high - rate->value, rate->value - rate->low) * 100;
    return QStringLiteral("%1 ± %2").arg(figureText(Unit::Rate, rate->value), QString::number(half, 'f', 1));
}

QString intervalText(Unit unit, const std::optional<Estimate> &estimate)
{
    if (!estimate)
        return tr("Nothing measured");
    return tr("%1; 95 % interval: %2 to %3")
        .arg(exactText(unit, estimate->value), exactText(unit, estimate->low), exactText(unit, estimate->high));
}

QString costEachText(const Metrics &metrics)
{
    const auto cost = metrics.meanCost();
    if (!cost)
        return QStringLiteral("–");
    const QString each = figureText(Unit::Money, cost->value);
    return !isOfFew(metrics) ? each : tr("%1 of %2").arg(each, figureText(Unit::Count, double(metrics.priced)));
}

QString costChangeADay(const Metrics &before, const Metrics &after, double executionsADay)
{
    const auto difference = compare(KeyFigure::Measure::Cost, before, after);
    if (!difference || !difference->isReal() || executionsADay <= 0)
        return {};
    const double pricedADay = executionsADay * double(before.priced) / double(before.executions);
    return differenceText(Unit::Money, difference->change.value * pricedADay);
}

QString costExplanation(const Metrics &metrics)
{
    QString text = intervalText(Unit::Money, metrics.meanCost());
    if (metrics.priced > 0 && metrics.priced < metrics.executions)
        text += u'\n' + tr("Of the %1 of %2 whose cost is known.")
                            .arg(figureText(Unit::Count, double(metrics.priced)), executionsText(metrics.executions));
    return text;
}

QString keyFiguresText(const Metrics &metrics)
{
    QStringList parts{executionsText(metrics.executions)};
    if (const auto success = metrics.successRate())
        parts << tr("%1 success").arg(figureText(Unit::Rate, success->value));
    if (const auto cost = metrics.meanCost()) {
        const QString each = tr("%1 each").arg(figureText(Unit::Money, cost->value));
        parts << (!isOfFew(metrics) ? each
                                    : tr("%1 (of %2)").arg(each, figureText(Unit::Count, double(metrics.priced))));
    }
    if (metrics.latencyP95)
        parts << tr("p95 %1").arg(figureText(Unit::Duration, *metrics.latencyP95));
    return parts.join(QStringLiteral(", "));
}

QString briefFiguresText(const Metrics &metrics)
{
    QStringList parts;
    if (const auto success = metrics.successRate())
        parts << figureText(Unit::Rate, success->value);
    if (metrics.priced > 0)
        parts << costEachText(metrics);
    return parts.join(QStringLiteral(" · "));
}

} // namespace promptuary
