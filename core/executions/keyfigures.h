// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/metricformat.h"
#include "core/executions/metricperiod.h"
#include "core/executions/metrics.h"

namespace promptuary
{

/// Whether a difference is news: noise and what is neither good nor bad are neutral.
enum class Verdict : std::uint8_t { Neutral, Good, Bad };

/// A measure as a dashboard's tile shows it.
struct KeyFigure {
    enum class Measure : std::uint8_t {
        Executions,
        Success,
        Cost,
        InputTokens,
        OutputTokens,
        LatencyP50,
        Latency, ///< the percentile that is looked at first, p95; compared by its mean
        LatencyP99,
        Confidence,
        Review
    };

    std::optional<Measure> measure = {}; ///< of executions; none where the figure is of something else
    QString name = {};
    QString figure = {};     ///< a dash where nothing was measured
    QString difference = {}; ///< against the earlier time; empty where that has nothing
    Verdict tone = Verdict::Neutral;
    QString explanation = {};                 ///< the exact figures and what the colour means
    QList<std::optional<double>> course = {}; ///< the measure at each point
    bool operator==(const KeyFigure &) const = default;
};

/// All measures, in the order they are shown. `points` are figures at the times, of which some may have none.
[[nodiscard]] QList<KeyFigure> keyFigures(const Metrics &now, const Metrics &earlier, const QList<Metrics> &points,
                                          const MetricPeriod &period);

/// One of them, without its course.
[[nodiscard]] KeyFigure keyFigure(KeyFigure::Measure measure, const Metrics &now, const Metrics &earlier);

/// The measure of one point; nullopt where it was not measured.
[[nodiscard]] std::optional<double> measured(KeyFigure::Measure measure, const Metrics &metrics);

/// How a measure differs between two sets of executions, and whether that is more than noise. nullopt where core has no
/// comparison (a count) or a side has too little.
[[nodiscard]] std::optional<Difference> compare(KeyFigure::Measure measure, const Metrics &left, const Metrics &right);
[[nodiscard]] Unit unitOf(KeyFigure::Measure measure);
/// "+0.8 pts (+0.6 pts to +1.0 pts)" for rates and scores, "−7 % (−8 % to −6 %)" of what it was for the others.
[[nodiscard]] QString changeText(Unit unit, const Difference &difference, double before);
[[nodiscard]] QString changeText(Unit unit, double change, double before); ///< without the interval
/// What a real difference in that direction means.
[[nodiscard]] Verdict toneOf(KeyFigure::Measure measure, double change);

/// "98.7 % ± 0.1": the wider half of the interval, which near 0 and 100 % is not the same on both sides.
[[nodiscard]] QString rateText(const std::optional<Estimate> &rate);
/// "98.71 %; 95 % interval: 98.60 % to 98.82 %", for a tooltip.
[[nodiscard]] QString intervalText(Unit unit, const std::optional<Estimate> &estimate);
/// "$0.00112", or "$0.00112 of 163" where the cost of no more is known.
[[nodiscard]] QString costEachText(const Metrics &metrics);
/// "+$0.41": what so many executions a day would cost more or less, as many of them as are priced before; empty where
/// that is not known or no more than noise.
[[nodiscard]] QString costChangeADay(const Metrics &before, const Metrics &after, double executionsADay);
/// Its interval, and of how many it is, for a tooltip.
[[nodiscard]] QString costExplanation(const Metrics &metrics);
/// "41,208 executions, 98.7 % success, $0.00112 each, p95 2.05 s", for a tooltip.
[[nodiscard]] QString keyFiguresText(const Metrics &metrics);
/// "98.7 % · $0.00112": success and cost of each, for a list's row; empty where nothing ran.
[[nodiscard]] QString briefFiguresText(const Metrics &metrics);

} // namespace promptuary
