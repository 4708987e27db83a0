// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alerttexts.h"

#include "core/base/relativetime.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("Alerts", text);
}

QString hours(int count)
{
    return count == 1        ? tr("an hour")
           : count % 24 == 0 ? (count == 24 ? tr("a day") : tr("%1 days").arg(count / 24))
                             : tr("%1 hours").arg(count);
}

QString days(int count)
{
    return count == 1 ? tr("the day before") : tr("the last %1 days").arg(count);
}

/// What volume is held against: whole weeks before, so many that the window is not among them. alert_figures() chooses
/// the same.
QString sameHours(const AlertRule &rule)
{
    const int stride = (rule.windowHours + 167) / 168;
    const int times = std::max(1, rule.baselineDays / (7 * stride));
    if (stride == 1)
        return times == 1 ? tr("the same hours a week before")
                          : tr("the same hours of each of the last %1 weeks").arg(times);
    return times == 1 ? tr("the same hours %1 weeks before").arg(stride)
                      : tr("the same hours %1 to %2 weeks before").arg(stride).arg(stride * times);
}

/// Means and shares name what they are of; volume is that itself.
QString valueText(AlertMetric metric, double value, qint64 sample)
{
    if (metric == AlertMetric::Volume)
        return executionsText(qint64(value));
    return tr("%1 of %2").arg(figureText(unitOf(metric), value), executionsText(sample));
}

/// How an alert ended that did not recover, with a place for when.
QString endOf(const QString &resolution)
{
    if (resolution == u"replaced")
        return tr("Over %1, when the version was replaced.");
    if (resolution == u"deactivated")
        return tr("Over %1, when the version was deactivated and no other serves there.");
    if (resolution == u"archived")
        return tr("Over %1, when the template was archived.");
    if (resolution == u"moved")
        return tr("Over %1, when the template moved to a task type that the rule is not about.");
    if (resolution == u"rule_disabled")
        return tr("Over %1, when the rule was switched off.");
    if (resolution == u"rule_removed")
        return tr("Over %1, when the rule was removed.");
    return tr("Over %1, when the rule was changed.");
}

} // namespace

QString nameOf(AlertMetric metric)
{
    switch (metric) {
    case AlertMetric::SuccessRate:
        return tr("Success rate");
    case AlertMetric::CostPerExecution:
        return tr("Cost per execution");
    case AlertMetric::LatencyP95:
        return tr("Latency p95");
    case AlertMetric::Confidence:
        return tr("Mean confidence");
    case AlertMetric::ReviewRate:
        return tr("Manual review rate");
    case AlertMetric::ViolationRate:
        return tr("Guardrail violation rate");
    case AlertMetric::Volume:
        return tr("Executions");
    }
    return {};
}

QString nameOf(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Info:
        return tr("Info");
    case AlertSeverity::Warning:
        return tr("Warning");
    case AlertSeverity::Critical:
        return tr("Critical");
    }
    return {};
}

QString nameOf(AlertComparison comparison)
{
    switch (comparison) {
    case AlertComparison::Fixed:
        return tr("A fixed limit");
    case AlertComparison::Baseline:
        return tr("The version's own past");
    case AlertComparison::VersionBefore:
        return tr("The version before");
    }
    return {};
}

Unit unitOf(AlertMetric metric)
{
    switch (metric) {
    case AlertMetric::CostPerExecution:
        return Unit::Money;
    case AlertMetric::LatencyP95:
        return Unit::Duration;
    case AlertMetric::Confidence:
        return Unit::Score;
    case AlertMetric::Volume:
        return Unit::Count;
    case AlertMetric::SuccessRate:
    case AlertMetric::ReviewRate:
    case AlertMetric::ViolationRate:
        return Unit::Rate;
    }
    return Unit::Count;
}

QString ruleText(const AlertRule &rule)
{
    const bool floor = hasFloor(rule.metric);
    if (rule.comparedTo == AlertComparison::Fixed) {
        return (floor ? tr("%1 below %2 over %3") : tr("%1 above %2 over %3"))
            .arg(nameOf(rule.metric), figureText(unitOf(rule.metric), rule.threshold), hours(rule.windowHours));
    }
    const QString baseline = rule.comparedTo != AlertComparison::Baseline ? tr("the version before")
                             : rule.metric == AlertMetric::Volume         ? sameHours(rule)
                                                                          : days(rule.baselineDays);
    // A percentage of a percentage reads as points; a factor does not.
    if (const Unit unit = unitOf(rule.metric); unit == Unit::Rate || unit == Unit::Score) {
        const double factor = floor ? 1 - rule.threshold : 1 + rule.threshold;
        return (floor ? tr("%1 over %2 below %3 × that of %4") : tr("%1 over %2 above %3 × that of %4"))
            .arg(nameOf(rule.metric), hours(rule.windowHours), QString::number(factor, 'g', 4), baseline);
    }
    return (floor ? tr("%1 over %2 more than %3 below %4") : tr("%1 over %2 more than %3 above %4"))
        .arg(nameOf(rule.metric), hours(rule.windowHours), QString::number(rule.threshold * 100, 'g', 4) + u"\u202F%"_s,
             baseline);
}

QString headlineOf(const AlertEvent &event)
{
    const Unit unit = unitOf(event.rule.metric);
    return (hasFloor(event.rule.metric) ? tr("%1 %2, at least %3 expected") : tr("%1 %2, at most %3 expected"))
        .arg(nameOf(event.rule.metric), figureText(unit, event.value), figureText(unit, event.limit));
}

QString rulesOf(const AlertEvent &event)
{
    const qsizetype more = event.rules.size() - 1;
    if (more < 1)
        return event.rule.name;
    return more == 1 ? tr("%1 and 1 more rule").arg(event.rule.name)
                     : tr("%1 and %2 more rules").arg(event.rule.name).arg(more);
}

QString evidenceOf(const AlertEvent &event)
{
    QString sentence =
        tr("%1 in the hours from %2.")
            .arg(valueText(event.rule.metric, event.value, event.sample), exactTime(event.windowFrom).chopped(3));
    if (!event.baseline)
        return sentence;
    if (event.rule.metric == AlertMetric::Volume) // the least of the weeks that it worked in
        return sentence + u' ' +
               tr("The same hours of the weeks before had at least %1.").arg(executionsText(qint64(*event.baseline)));
    const QString before = valueText(event.rule.metric, *event.baseline, event.baselineSample);
    switch (event.rule.comparedTo) {
    case AlertComparison::VersionBefore:
        return sentence + u' ' + tr("The version before had %1.").arg(before);
    case AlertComparison::Baseline:
        return sentence + u' ' + tr("In %1 before, it was %2.").arg(days(event.rule.baselineDays), before);
    case AlertComparison::Fixed:
        break;
    }
    return sentence;
}

QString stateOf(const AlertEvent &event, const QDateTime &now)
{
    if (event.isOpen())
        return tr("Judged %1: %2.")
            .arg(relativeTime(event.judgedAt, now), valueText(event.rule.metric, event.lastValue, event.lastSample));
    const QString when = relativeTime(event.resolvedAt, now);
    if (event.resolution == u"recovered")
        return tr("Recovered %1, with %2.").arg(when, valueText(event.rule.metric, event.lastValue, event.lastSample));
    if (event.resolution == u"too_few_executions")
        return tr("Over %1: since %2 too few executions came to judge it.")
            .arg(when, exactTime(event.judgedAt).chopped(3));
    return endOf(event.resolution).arg(when);
}

QString quietText(const AlertJudgement &judgement, const QDateTime &now)
{
    if (judgement.rules == 0)
        return tr("Nothing is judged: no rule is switched on.");
    const QString needs = judgement.leastSample == 1
                              ? tr("A rule needs an execution in its window to say something of a version")
                              : tr("A rule needs at least %1 in its window to say something of a version")
                                    .arg(executionsText(judgement.leastSample));
    if (!judgement.recorded)
        return tr("Nothing has been judged yet: no execution was recorded.\nRules are judged within a minute after "
                  "agents "
                  "record some. %1.")
            .arg(needs);
    if (!judgement.at.isValid())
        return tr("Nothing has been judged yet.\nRules are judged within a minute. %1.").arg(needs);
    if (judgement.verdicts == 0)
        return tr("Nothing can be judged: of no version that serves are there enough executions.\n%1, and as many "
                  "before it "
                  "where it compares. They were judged %2, and are again within a minute after agents record more.")
            .arg(needs, relativeTime(judgement.at, now));
    return tr("All is well: nothing got worse so far.\nRules watch every version that serves, and what they find "
              "stands "
              "here. They were judged %1.")
        .arg(relativeTime(judgement.at, now));
}

QString lastDeliveryOf(const AlertWebhook &webhook, const QDateTime &now)
{
    if (!webhook.triedAt.isValid())
        return tr("Never told anything");
    const QString when = relativeTime(webhook.triedAt, now);
    return webhook.problem.isEmpty() ? tr("Taken %1").arg(when) : tr("Failed %1: %2").arg(when, webhook.problem);
}

QString removalOf(const AlertWebhook &webhook)
{
    QStringList rules;
    for (const QString &rule : webhook.rules)
        rules << tr("“%1”").arg(rule);
    QString text = tr("Remove “%1”?").arg(webhook.name) + u' ';
    if (rules.isEmpty())
        text += tr("No rule uses it.");
    else if (rules.size() == 1)
        text += tr("The rule %1 uses it and will tell nobody this way any more.").arg(rules.constFirst());
    else
        text += tr("%1 rules use it and will tell nobody this way any more: %2.")
                    .arg(rules.size())
                    .arg(rules.join(QStringLiteral(", ")));
    if (webhook.waiting > 0)
        text += u' ' + (webhook.waiting == 1 ? tr("What waits to be delivered is dropped.")
                                             : tr("%1 deliveries that wait are dropped.").arg(webhook.waiting));
    return text;
}

} // namespace promptuary
