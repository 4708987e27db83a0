// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/servedtimes.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <ranges>

namespace promptuary
{

namespace
{

using Measure = KeyFigure::Measure;

constexpr std::array impactOrder{Measure::Success, Measure::Cost, Measure::Latency, Measure::Confidence,
                                 Measure::Review};

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

bool reaches(const ServedTime &served, const QDateTime &point, MetricQuery::Step step)
{
    return point < served.to && pointEnd(point, step) > served.from;
}

/// What a version did while it served.
Metrics figuresIn(const DashboardData &data, const QList<ServedTime> &times, qsizetype which)
{
    const ServedTime &served = times.at(which);
    Metrics sum{.version = served.version};
    for (const Metrics &layer : data.layers) {
        if (layer.version != served.version || !reaches(served, layer.startsAt, data.period.step))
            continue;
        const auto twice = std::ranges::count_if(times, [&](const ServedTime &other) {
            return other.version == served.version && reaches(other, layer.startsAt, data.period.step);
        });
        if (twice == 1)
            sum += layer;
    }
    return sum;
}

/// Whether its figures were read.
bool shows(const DashboardFilter &filter, const ServedTime &served)
{
    return filter.versions.isEmpty() || filter.versions.contains(served.version);
}

/// What a change of a mean is a share of.
double meanOf(Measure measure, const Metrics &metrics)
{
    const auto mean = measure == Measure::Cost      ? metrics.meanCost()
                      : measure == Measure::Latency ? metrics.meanLatency()
                                                    : std::nullopt;
    return mean ? mean->value : 0;
}

ComparedFigure changeOf(Measure measure, const Metrics &before, const Metrics &after)
{
    const auto difference = compare(measure, before, after);
    if (!difference)
        return {.value = QStringLiteral("–"),
                .difference = tr("too few to compare"),
                .explanation = tr("There are too few executions to compare.")};
    const Unit unit = unitOf(measure);
    const double mean = meanOf(measure, before);
    const auto text = [&](double change) { return changeText(unit, change, mean); };
    ComparedFigure figure{.value = text(difference->change.value),
                          .difference = tr("%1 to %2").arg(text(difference->change.low), text(difference->change.high)),
                          .compared = true,
                          .real = difference->isReal()};
    figure.tone = figure.real ? toneOf(measure, difference->change.value) : Verdict::Neutral;
    figure.explanation = figure.real ? tr("The difference is more than noise (95 % confidence). It is of before and "
                                          "after: what else changed at that time is in it, too.")
                                     : tr("The difference is no more than noise.");
    return figure;
}

} // namespace

QString activationText(const Activation &activation)
{
    if (activation.active == 0)
        return tr("v%1 deactivated").arg(activation.previous);
    return activation.kind == QLatin1StringView("rollback") ? tr("Rolled back to v%1").arg(activation.active)
                                                            : tr("v%1 activated").arg(activation.active);
}

QList<ServedTime> servedTimes(const DashboardData &data, const DashboardContext &context)
{
    QList<ServedTime> times;
    if (!data.filter.templateId || data.filter.environment.isEmpty())
        return times;
    ServedTime open{.from = data.period.since};
    bool known = false; // what served when the time began
    for (const Activation &activation : std::views::reverse(context.activations)) {
        if (!concerns(activation, data.filter) || activation.at >= data.period.until)
            continue;
        if (activation.at < data.period.since) {
            open.version = activation.active;
            known = true;
            continue;
        }
        if (!known)
            open.version = activation.previous;
        known = true;
        open.to = activation.at;
        times.append(open);
        open = {.version = activation.active, .from = activation.at, .began = activation};
    }
    if (known) {
        open.to = data.period.until;
        times.append(open);
    }
    return times;
}

QStringList impactMeasures()
{
    return {tr("Success"), tr("Cost each"), tr("Mean latency"), tr("Confidence"), tr("Manual review")};
}

QList<ChangeImpact> changeImpacts(const DashboardData &data, const DashboardContext &context)
{
    const QList<ServedTime> times = servedTimes(data, context);
    QList<ChangeImpact> impacts;
    for (qsizetype i = 1; i < times.size(); ++i) {
        if (!shows(data.filter, times.at(i - 1)) || !shows(data.filter, times.at(i)))
            continue;
        const Metrics before = figuresIn(data, times, i - 1);
        const Metrics after = figuresIn(data, times, i);
        ChangeImpact impact{.activation = *times.at(i).began, .before = before.executions, .after = after.executions};
        for (const Measure measure : impactOrder)
            impact.measures.append(changeOf(measure, before, after));
        impacts.prepend(impact);
    }
    return impacts;
}

} // namespace promptuary
