// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/healthfigures.h"

#include "core/base/relativetime.h"

#include <QCoreApplication>

namespace promptuary
{

namespace
{

QString none()
{
    return QStringLiteral("–");
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Health", text);
}

QString count(qint64 number)
{
    return figureText(Unit::Count, double(number));
}

struct Part {
    qint64 hits = 0;
    qint64 of = 0;
    [[nodiscard]] double rate() const { return double(hits) / double(of); }
};

/// A difference from the day before is coloured where it is more than noise.
KeyFigure rateFigure(const QString &name, Part now, Part before, bool moreIsBetter)
{
    KeyFigure figure{.name = name, .figure = none()};
    if (now.of == 0)
        return figure;
    figure.figure = shareText(now.hits, now.of);
    if (before.of == 0)
        return figure;
    const double change = now.rate() - before.rate();
    figure.difference = differenceText(Unit::Rate, change);
    const auto difference = compareRates(before.hits, before.of, now.hits, now.of);
    if (difference && difference->isReal())
        figure.tone = (change > 0) == moreIsBetter ? Verdict::Good : Verdict::Bad;
    return figure;
}

KeyFigure connectionFigure(const HealthReading &reading, const OwnConnection &own)
{
    const auto part = [](const LoadFigures &figures) {
        return Part{figures.attempts - figures.failedAttempts, figures.attempts};
    };
    const QString ours = tr("This program: %1 of %2 attempts failed since it was started.")
                             .arg(count(own.failures), count(own.attempts));
    const bool reported = reading.day.attempts > 0;
    KeyFigure figure = rateFigure(reported ? tr("Connection success") : tr("This program's connection"),
                                  reported ? part(reading.day) : Part{own.attempts - own.failures, own.attempts},
                                  reported ? part(reading.before) : Part{}, true);
    figure.explanation = (reported ? tr("Agents: %1 of %2 attempts to connect failed in the last 24 hours.")
                                         .arg(count(reading.day.failedAttempts), count(reading.day.attempts))
                                   : tr("No agent has reported attempts, so this is this program's own.")) +
                         u'\n' + ours;
    return figure;
}

KeyFigure fallbackFigure(const HealthReading &reading)
{
    const LoadFigures &day = reading.day;
    KeyFigure figure = rateFigure(tr("Fallback rate"), {day.fallbacks(), day.loads},
                                  {reading.before.fallbacks(), reading.before.loads}, false);
    figure.explanation = tr("Loads that the database did not answer in the last 24 hours: %1 an environment variable "
                            "did, %2 a file, %3 nothing.")
                             .arg(count(day.fromEnvironment), count(day.fromFile), count(day.notFound));
    return figure;
}

KeyFigure loadTimeFigure(const HealthReading &reading)
{
    KeyFigure figure{.name = tr("Load time p95"), .figure = none()};
    const LoadFigures &day = reading.day;
    if (!day.loadP95) {
        figure.explanation = tr("No agent has reported times in the last 24 hours.");
        return figure;
    }
    figure.figure = timeText(*day.loadP95);
    if (reading.before.loadP95)
        figure.difference = growthText(*day.loadP95, *reading.before.loadP95);
    figure.explanation = day.timed == 1
                             ? tr("One load, which took %1.").arg(timeText(*day.loadP95))
                             : tr("Half of %1 loads took up to %2, 95 % up to %3.")
                                   .arg(count(day.timed), timeText(day.loadP50.value_or(0)), timeText(*day.loadP95));
    return figure;
}

/// Sums of executions that were dropped before these were counted hold violated rules, of which one may have many.
Part violated(const LoadFigures &figures)
{
    return {std::min(figures.violations, figures.guarded), figures.guarded};
}

KeyFigure violationFigure(const HealthReading &reading)
{
    const LoadFigures &day = reading.day;
    KeyFigure figure = rateFigure(tr("Guardrail violation rate"), violated(day), violated(reading.before), false);
    figure.explanation = day.guarded == 0
                             ? tr("No execution of the last 24 hours came with results of guardrails.")
                             : tr("%1 of %2 that guardrails judged in the last 24 hours violated one or more.")
                                   .arg(count(day.violations), executionsText(day.guarded));
    return figure;
}

KeyFigure lagFigure(const HealthState &state, const OwnConnection &own)
{
    return {.name = tr("Notification lag"),
            .figure = own.notificationLag ? timeText(milliseconds(own)) : none(),
            .explanation = tr("From sending a notification until this window heard it. The server's queue is %1 full.")
                               .arg(figureText(Unit::Share, state.notificationQueue))};
}

KeyFigure waitingFigure(const HealthState &state)
{
    return {.name = tr("Executions to roll up"),
            .figure = waitingText(state),
            .explanation = tr("Executions that are in no rollup yet. Figures count them all the same.")};
}

KeyFigure deliveryFigure(const HealthState &state)
{
    return {.name = tr("Alerts to deliver"),
            .figure = count(state.deliveries),
            .explanation = state.deliveries == 0
                               ? tr("No webhook waits to be told of an alert.")
                               : tr("The oldest waits since %1.").arg(exactTime(state.oldestDelivery))};
}

KeyFigure timeFigure(const QString &name, const QDateTime &time, const HealthState &state, const QString &explanation)
{
    return {.name = name,
            .figure = agoText(time, state),
            .explanation = time.isValid() ? explanation + u'\n' + exactTime(time) : explanation};
}

} // namespace

QList<KeyFigure> healthFigures(const HealthReading &reading, const OwnConnection &own)
{
    const HealthState &state = reading.state;
    KeyFigure loads{.name = tr("Loads"),
                    .figure = reading.day.loads > 0 ? count(reading.day.loads) : none(),
                    .difference = growthText(double(reading.day.loads), double(reading.before.loads)),
                    .explanation = tr("Prompts that agents loaded in the last 24 hours, as they reported it.")};
    return {connectionFigure(reading, own),
            fallbackFigure(reading),
            loadTimeFigure(reading),
            violationFigure(reading),
            loads,
            lagFigure(state, own),
            waitingFigure(state),
            deliveryFigure(state),
            timeFigure(tr("Last rollup"), state.rolledUpAt, state,
                       tr("When executions were added to the figures by the hour and alert rules were judged.")),
            timeFigure(tr("Last maintenance"), state.maintainedAt, state,
                       tr("When days older than %1 were dropped and the next ones made.").arg(state.rawDays))};
}

QString shareText(qint64 part, qint64 whole)
{
    const double rate = double(part) / double(whole);
    const bool atAnEnd = part > 0 && part < whole && (rate < 0.01 || rate > 0.99);
    return atAnEnd ? exactText(Unit::Rate, rate) : figureText(Unit::Rate, rate);
}

QString waitingText(const HealthState &state)
{
    return state.waiting > HealthState::mostWaiting ? count(HealthState::mostWaiting) + u'+' : count(state.waiting);
}

QString timeText(double milliseconds)
{
    return milliseconds < 10 ? exactText(Unit::Duration, milliseconds) : figureText(Unit::Duration, milliseconds);
}

double milliseconds(const OwnConnection &own)
{
    return own.notificationLag ? double(own.notificationLag->count()) / 1000 : 0;
}

QString agoText(const QDateTime &time, const HealthState &state)
{
    return time.isValid() ? relativeTime(time, state.at.toLocalTime()) : tr("never");
}

QString howToReport(const HealthReading &reading)
{
    if (reading.day.loads + reading.day.attempts + reading.before.loads + reading.before.attempts > 0)
        return {};
    return tr("No agent has reported loads yet. Agents report them with promptuary.record_prompt_loads(), role "
              "promptuary_agent; then it shows here how often the database answers, how fast, and what did instead.");
}

} // namespace promptuary
