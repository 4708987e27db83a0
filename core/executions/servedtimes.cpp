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

/// Seconds in which nobody expects an execution.
constexpr qint64 shortTime = 60;

/// What a change of a mean is a share of.
double meanOf(Measure measure, const Metrics &metrics)
{
    const auto mean = measure == Measure::Cost      ? metrics.meanCost()
                      : measure == Measure::Latency ? metrics.meanLatency()
                                                    : std::nullopt;
    return mean ? mean->value : 0;
}

/// How many executions a measure is known of.
qint64 countOf(Measure measure, const Metrics &metrics)
{
    switch (measure) {
    case Measure::Cost:
        return metrics.priced;
    case Measure::Latency:
        return metrics.timed;
    case Measure::Confidence:
        return metrics.scored;
    default:
        return metrics.executions;
    }
}

QString countText(qint64 count)
{
    return figureText(Unit::Count, double(count));
}

/// Where a measure cannot be compared.
ComparedFigure tooFew(qint64 before, qint64 after)
{
    ComparedFigure figure{.value = QStringLiteral("–")};
    if (before + after == 0) {
        figure.difference = tr("not measured");
        figure.explanation = tr("No execution before or after the change says this.");
        return figure;
    }
    figure.difference = tr("too few to compare");
    figure.explanation =
        tr("Too few executions to compare: %1 before the change and %2 after it; there have to be %3 of each.")
            .arg(countText(before), countText(after), countText(leastCompared));
    return figure;
}

/// "−9.7 to −4.7 pts": the unit once where both have it.
QString rangeText(QString low, const QString &high)
{
    const auto isDigit = [](QChar c) { return c.isDigit(); };
    const auto lastDigit = std::find_if(low.crbegin(), low.crend(), isDigit);
    const QStringView unit = QStringView(low).last(lastDigit - low.crbegin());
    if (lastDigit != low.crend() && high.endsWith(unit))
        low.chop(unit.size());
    return tr("%1 to %2").arg(low, high);
}

ComparedFigure changeOf(Measure measure, const Metrics &before, const Metrics &after)
{
    const auto difference = compare(measure, before, after);
    if (!difference)
        return tooFew(countOf(measure, before), countOf(measure, after));
    const Unit unit = unitOf(measure);
    const double mean = meanOf(measure, before);
    const auto text = [&](double change) { return changeText(unit, change, mean); };
    ComparedFigure figure{.value = text(difference->change.value),
                          .difference = rangeText(text(difference->change.low), text(difference->change.high)),
                          .compared = true,
                          .real = difference->isReal()};
    figure.tone = figure.real ? toneOf(measure, difference->change.value) : Verdict::Neutral;
    figure.explanation = figure.real ? tr("The difference is more than noise (95 % confidence). It is of before and "
                                          "after: what else changed at that time is in it, too.")
                                     : tr("The difference is no more than noise.");
    return figure;
}

/// "28 d", "3 h", "12 min", "40 s": the largest unit there are two of.
QString lengthText(qint64 seconds)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    if (seconds >= 2 * day)
        return tr("%1 d").arg(seconds / day);
    if (seconds >= 2 * hour)
        return tr("%1 h").arg(seconds / hour);
    return seconds >= 2 * minute ? tr("%1 min").arg(seconds / minute) : tr("%1 s").arg(seconds);
}

QString betweenText(const ChangeTimes &times)
{
    const auto text = [](const MeasuredTime &time) { return promptuary::betweenText(time.since, time.until); };
    if (times.before.isEmpty() || times.after.isEmpty())
        return {};
    return tr("Before: %1\nAfter: %2").arg(text(times.before), text(times.after));
}

/// As a sentence, why there is nothing to compare.
QString whyNothing(const ChangeFigures &change)
{
    const ChangeTimes &times = change.times;
    if (times.activation.previous == 0)
        return tr("Nothing served before this, so there is nothing to compare with.");
    if (times.activation.active == 0)
        return tr("Nothing serves after this, so there is nothing to compare.");
    if (!times.exact && (times.before.isEmpty() || times.after.isEmpty()))
        return tr("This is so long ago that only sums by the hour or day are left, and versions changed within one.");
    const qint64 before = change.before.executions;
    const qint64 after = change.after.executions;
    if (before + after == 0)
        return times.seconds < shortTime
                   ? tr("Nothing ran in so short a time before and after it, so there is nothing to compare.")
                   : tr("Nothing ran before and after it, so there is nothing to compare.");
    return std::min(before, after) < leastCompared ? tooFew(before, after).explanation : QString();
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

QList<MeasuredTime> recentlyServed(const QList<Activation> &log, const QString &environment, const QDateTime &now)
{
    const QDateTime since = now.addSecs(-7 * qint64{86'400});
    QList<MeasuredTime> times;
    QDateTime until = now;
    const auto add = [&](int version, const QDateTime &from) {
        const MeasuredTime time{.since = std::max(from, since), .until = until};
        if (version > 0 && !time.isEmpty()) {
            if (!times.isEmpty() && times.constLast().since == until)
                times.last().since = time.since;
            else
                times.append(time);
        }
        until = std::min(until, from);
    };
    int before = 0;
    for (const Activation &entry : log) {
        if (entry.environment != environment)
            continue;
        add(entry.active, entry.at);
        before = entry.previous;
    }
    add(before, since); // where the log does not reach back as far
    return times;
}

double executionsADay(qint64 executions, const QList<MeasuredTime> &served)
{
    qint64 milliseconds = 0;
    for (const MeasuredTime &time : served)
        milliseconds += time.since.msecsTo(time.until);
    const double days = double(milliseconds) / 86'400'000;
    return days < 1 ? 0 : double(executions) / days;
}

QStringList impactMeasures()
{
    return {tr("Success"), tr("Cost each"), tr("Mean latency"), tr("Confidence"), tr("Manual review")};
}

QList<ChangeImpact> changeImpacts(const DashboardData &data)
{
    QList<ChangeImpact> impacts;
    for (const ChangeFigures &change : data.changes.figures) {
        ChangeImpact impact{.activation = change.times.activation,
                            .time = change.times.seconds > 0 ? tr("%1 each").arg(lengthText(change.times.seconds))
                                                             : tr("under 1 s each"),
                            .between = betweenText(change.times),
                            .before = change.before.executions,
                            .after = change.after.executions,
                            .nothing = whyNothing(change)};
        for (const Measure measure : impactOrder) {
            impact.measures.append(changeOf(measure, change.before, change.after));
            if (!impact.nothing.isEmpty())
                impact.measures.last().explanation = impact.nothing;
        }
        impacts.append(impact);
    }
    return impacts;
}

} // namespace promptuary
