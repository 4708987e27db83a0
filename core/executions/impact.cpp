// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the newest change of a template did, as a sentence.
#include "core/executions/dashboardcharts.h"

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

const Metrics *figuresOf(const DashboardData &data, int version)
{
    const auto found = std::ranges::find(data.groups, version, &Metrics::version);
    return found == data.groups.end() || found->executions == 0 ? nullptr : &*found;
}

struct Change {
    const Metrics *before = nullptr;
    const Metrics *after = nullptr;
};

Change newestChange(const DashboardData &data, const DashboardContext &context)
{
    for (const Activation &activation : context.activations) {
        if (!concerns(activation, data.filter))
            continue;
        const Change change{figuresOf(data, activation.previous), figuresOf(data, activation.active)};
        if (change.before && change.after && change.before != change.after)
            return change;
    }
    QList<int> versions;
    for (const Metrics &group : data.groups)
        versions.append(group.version);
    if (versions.size() < 2)
        return {};
    std::ranges::sort(versions, std::ranges::greater());
    return {figuresOf(data, versions.at(1)), figuresOf(data, versions.at(0))};
}

/// What a change of a mean is a share of.
double meanOf(Measure measure, const Metrics &metrics)
{
    const auto mean = measure == Measure::Cost ? metrics.meanCost() : metrics.meanLatency();
    return mean ? mean->value : 0;
}

QString nameOf(Measure measure)
{
    switch (measure) {
    case Measure::Success:
        return tr("success");
    case Measure::Cost:
        return tr("cost each");
    case Measure::Latency:
        return tr("mean latency");
    case Measure::Confidence:
        return tr("confidence");
    case Measure::Review:
        return tr("review rate");
    case Measure::Executions:
    case Measure::InputTokens:
    case Measure::OutputTokens:
    case Measure::LatencyP50:
    case Measure::LatencyP99:
        break;
    }
    return {};
}

QString verdict(qsizetype real, qsizetype noise)
{
    if (noise > 0)
        return tr("The other measures differ by no more than noise.");
    return real == 1 ? tr("The difference is real.") : tr("The differences are real.");
}

} // namespace

Impact impactBetween(const Metrics &before, const Metrics &after)
{
    QStringList real;
    QStringList noise;
    bool better = false;
    bool worse = false;
    for (const Measure measure :
         {Measure::Success, Measure::Cost, Measure::Latency, Measure::Confidence, Measure::Review}) {
        const auto difference = compare(measure, before, after);
        if (!difference)
            continue;
        if (!difference->isReal()) {
            noise << nameOf(measure);
            continue;
        }
        real << nameOf(measure) + u' ' + changeText(unitOf(measure), *difference, meanOf(measure, before));
        (toneOf(measure, difference->change.value) == Verdict::Good ? better : worse) = true;
    }
    const QString pair = tr("v%1 against v%2").arg(after.version).arg(before.version);
    if (real.isEmpty() && noise.isEmpty())
        return {.sentence = tr("%1: too few executions to compare, %2 and %3; there have to be %4 of each.")
                                .arg(pair, figureText(Unit::Count, double(after.executions)),
                                     figureText(Unit::Count, double(before.executions)),
                                     figureText(Unit::Count, double(leastCompared)))};
    if (real.isEmpty())
        return {.sentence = tr("%1: no difference that is more than noise, after %2 and %3.")
                                .arg(pair, figureText(Unit::Count, double(after.executions)),
                                     executionsText(before.executions))};
    return {.sentence = tr("%1: %2. %3").arg(pair, real.join(QStringLiteral(", ")), verdict(real.size(), noise.size())),
            .tone = better && !worse   ? Verdict::Good
                    : worse && !better ? Verdict::Bad
                                       : Verdict::Neutral,
            .mixed = better && worse};
}

Impact impactOf(const DashboardData &data, const DashboardContext &context)
{
    const auto [before, after] = newestChange(data, context);
    return before && after ? impactBetween(*before, *after) : Impact();
}

} // namespace promptuary
