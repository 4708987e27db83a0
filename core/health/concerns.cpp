// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/concerns.h"

#include "core/base/relativetime.h"
#include "core/health/healthfigures.h"

#include <QCoreApplication>

#include <algorithm>

namespace promptuary
{

using namespace std::chrono_literals;

namespace
{

// What is too much. Below it is said by the figures and nothing more.
constexpr double manyFallbacks = 0.05;
constexpr double someFallbacks = 0.001;
constexpr double manyFailures = 0.05; ///< of attempts to connect
constexpr double someFailures = 0.001;
constexpr double slowLoad = 50; ///< milliseconds in which the database is to answer 95 % of loads
constexpr auto lateRollup = 10min;
constexpr auto oldRollup = 1h;
constexpr auto veryOldRollup = 24h;
constexpr auto oldMaintenance = 48h;
constexpr auto lateDelivery = 1h;
constexpr std::chrono::microseconds longLag = 1s;
constexpr std::chrono::microseconds veryLongLag = 10s;
constexpr double fullQueue = 0.1;
constexpr double veryFullQueue = 0.5;

QString tr(const char *text)
{
    return QCoreApplication::translate("Health", text);
}

QString days(int number)
{
    return number == 1 ? tr("1 day") : tr("%1 days").arg(number);
}

QString count(qint64 number)
{
    return figureText(Unit::Count, double(number));
}

double share(qint64 part, qint64 whole)
{
    return whole > 0 ? double(part) / double(whole) : 0;
}

void judgeLoads(const LoadFigures &day, QList<Concern> &concerns)
{
    if (day.notFound > 0)
        concerns.append({AlertSeverity::Critical,
                         (day.loads == 1 ? tr("%1 of %2 load in the last 24 hours found no prompt anywhere.")
                                         : tr("%1 of %2 loads in the last 24 hours found no prompt anywhere."))
                             .arg(count(day.notFound), count(day.loads)),
                         tr("Look whether the template that the agents ask for exists and is active in their "
                            "environment, and give them a fallback.")});
    const qint64 fellBack = day.fromEnvironment + day.fromFile;
    if (const double rate = share(fellBack, day.loads); rate >= someFallbacks)
        concerns.append({rate >= manyFallbacks ? AlertSeverity::Critical : AlertSeverity::Warning,
                         tr("%1 of loads in the last 24 hours were answered by a fallback: %2 by an environment "
                            "variable, %3 by a file.")
                             .arg(shareText(fellBack, day.loads), count(day.fromEnvironment), count(day.fromFile)),
                         tr("Fallbacks may be older than what serves. Look why these agents do not reach the "
                            "database.")});
    if (const double rate = share(day.failedAttempts, day.attempts); rate >= someFailures)
        concerns.append({rate >= manyFailures ? AlertSeverity::Critical : AlertSeverity::Warning,
                         tr("Agents could not connect to the database in %1 of %2 attempts in the last 24 hours.")
                             .arg(count(day.failedAttempts), count(day.attempts)),
                         tr("Look at the server's log and its max_connections, and at the network between.")});
    if (day.loadP95.value_or(0) > slowLoad)
        concerns.append({AlertSeverity::Warning,
                         tr("One load of twenty takes longer than %1; %2 is what agents are promised.")
                             .arg(timeText(*day.loadP95), timeText(slowLoad)),
                         tr("Let agents keep what they loaded until a notification tells of a change.")});
}

void judgeRollup(const HealthState &state, QList<Concern> &concerns)
{
    const QString held = tr("An open window rolls up each minute, promptuaryctl maintain when it is called; a "
                            "transaction that stays open holds it up.");
    const QDateTime since = state.rolledUpAt.isValid() ? state.rolledUpAt : state.installedAt;
    const auto age = std::chrono::seconds(since.isValid() ? since.secsTo(state.at) : 0);
    if (age > (state.waiting > 0 ? std::chrono::seconds(lateRollup) : oldRollup)) {
        const QString last = state.rolledUpAt.isValid()
                                 ? tr("The last rollup was %1").arg(agoText(state.rolledUpAt, state))
                                 : tr("There was no rollup yet");
        concerns.append({age > veryOldRollup ? AlertSeverity::Critical : AlertSeverity::Warning,
                         (state.waiting == 1
                              ? tr("%1: %2 execution waits for the next, and alert rules are not judged until then.")
                              : tr("%1: %2 executions wait for the next, and alert rules are not judged until then."))
                             .arg(last, waitingText(state)),
                         held});
    } else if (state.waiting > HealthState::mostWaiting) {
        concerns.append(
            {AlertSeverity::Warning,
             tr("%1 executions are in no rollup yet, which makes every dashboard slow.").arg(waitingText(state)),
             held});
    } else if (state.judgedAt.isValid() && state.rolledUpAt - state.judgedAt > lateRollup) {
        concerns.append({AlertSeverity::Critical,
                         tr("Alert rules were judged %1 and could not be since.").arg(agoText(state.judgedAt, state)),
                         tr("The server's log says why: look there for “Alert rules could not be judged”.")});
    }
}

void judgeMaintenance(const HealthState &state, QList<Concern> &concerns)
{
    const QDateTime since = state.maintainedAt.isValid() ? state.maintainedAt : state.installedAt;
    if (since.isValid() && std::chrono::seconds(since.secsTo(state.at)) > oldMaintenance) {
        const QString last = state.maintainedAt.isValid()
                                 ? tr("The last maintenance was %1").arg(agoText(state.maintainedAt, state))
                                 : tr("There was no maintenance yet");
        concerns.append({AlertSeverity::Warning,
                         tr("%1: executions older than %2 are not dropped.").arg(last, days(state.rawDays)),
                         tr("Run promptuaryctl maintain as an administrator, or enable the timer of "
                            "packaging/systemd.")});
    } else if (state.overdueDays > 0) {
        concerns.append({AlertSeverity::Warning,
                         (state.overdueDays == 1 ? tr("%1 of executions is older than %2 and still here.")
                                                 : tr("%1 of executions are older than %2 and still here."))
                             .arg(days(state.overdueDays), days(state.rawDays)),
                         tr("The next maintenance drops those that came since the last one. It keeps a day whose "
                            "rollups differ from its rows; promptuaryctl maintain says why.")});
    }
}

void judgeMessages(const HealthState &state, const OwnConnection &own, QList<Concern> &concerns)
{
    if (state.deliveries > 0 && std::chrono::seconds(state.oldestDelivery.secsTo(state.at)) > lateDelivery)
        concerns.append(
            {AlertSeverity::Warning,
             tr("%1 to be told to a webhook, the oldest since %2.%3")
                 .arg(state.deliveries == 1 ? tr("One alert waits") : tr("%1 alerts wait").arg(count(state.deliveries)),
                      exactTime(state.oldestDelivery).chopped(3),
                      state.deliveryProblem.isEmpty() ? QString()
                                                      : u' ' + tr("The last try: %1").arg(state.deliveryProblem)),
             tr("An administrator's window delivers, and so does promptuaryctl alerts deliver; "
                "promptuaryctl alerts webhooks lists where to.")});
    if (own.notificationLag.value_or(0us) > longLag)
        concerns.append({*own.notificationLag > veryLongLag ? AlertSeverity::Critical : AlertSeverity::Warning,
                         tr("A notification takes %1 to come back to this window.").arg(timeText(milliseconds(own))),
                         tr("Changes show late here and at agents that listen. Look at the server's load and at the "
                            "network between.")});
    if (state.notificationQueue >= fullQueue)
        concerns.append({state.notificationQueue >= veryFullQueue ? AlertSeverity::Critical : AlertSeverity::Warning,
                         tr("The server's queue of notifications is %1 full; at 100 % nothing can be changed any more.")
                             .arg(figureText(Unit::Share, state.notificationQueue)),
                         tr("A session that listens sits in an open transaction: the server's log names it. End it.")});
}

} // namespace

QList<Concern> concernsOf(const HealthReading &reading, const OwnConnection &own)
{
    QList<Concern> concerns;
    judgeLoads(reading.day, concerns);
    judgeRollup(reading.state, concerns);
    judgeMaintenance(reading.state, concerns);
    judgeMessages(reading.state, own, concerns);
    std::ranges::stable_sort(concerns, std::ranges::greater(), &Concern::severity);
    return concerns;
}

} // namespace promptuary
