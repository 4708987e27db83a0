// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a report.
#include "core/executions/failurefigures.h"
#include "core/executions/report.h"
#include "core/executions/servedtimes.h"
#include "core/executions/versioncomparison.h"

#include <QCoreApplication>

#include <limits>

namespace promptuary
{

namespace
{

/// A reason may be as long as its author likes; a row has to fit on a page.
constexpr qsizetype longestReason = 1500;
constexpr qsizetype allRows = std::numeric_limits<qsizetype>::max();

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

QString textOf(Unit unit, const std::optional<double> &value)
{
    return value ? figureText(unit, *value) : QStringLiteral("–");
}

QString textOf(Unit unit, const std::optional<Estimate> &estimate)
{
    return estimate ? figureText(unit, estimate->value) : QStringLiteral("–");
}

QString countText(qint64 count)
{
    return figureText(Unit::Count, double(count));
}

QString costText(const Metrics &metrics, const CostDigits &digits)
{
    return metrics.priced > 0 ? moneyText(metrics.costUsd, digits.cost) : QStringLiteral("–");
}

QString costEachText(const Metrics &metrics, const CostDigits &digits)
{
    return metrics.priced > 0 ? moneyText(metrics.meanCost()->value, digits.costEach) : QStringLiteral("–");
}

ReportCell comparedCell(const ComparedFigure &figure)
{
    QStringList notes{figure.interval, differenceLine(figure)};
    notes.removeAll(QString());
    return {.text = figure.value, .note = notes.join(u'\n'), .tone = figure.tone};
}

QString rankingText(Ranking ranking)
{
    switch (ranking) {
    case Ranking::Failures:
        return tr("by failures");
    case Ranking::CostChange:
        return tr("by change of cost");
    case Ranking::SuccessChange:
        return tr("by change of success");
    case Ranking::Cost:
        break;
    }
    return tr("by cost");
}

QString whoAndWhy(const Activation &activation, const QDateTime &made)
{
    QString who = tr("%1, %2").arg(activation.actor, reportTime(activation.at, made));
    QString why = activation.reason.simplified();
    if (why.isEmpty())
        return who;
    if (why.size() > longestReason)
        why = why.left(longestReason) + QChar(0x2026);
    return tr("%1: %2").arg(who, why);
}

} // namespace

ReportTable versionTable(const DashboardData &data, const DashboardContext &context)
{
    ReportTable table{.title = tr("Versions side by side"), .remark = impactOf(data, context)};
    table.columns = {{tr("Version"), true}, {tr("Executions")}, {tr("Success")}, {tr("Failures")},   {tr("Cost")},
                     {tr("Cost each")},     {tr("p50")},        {tr("p95")},     {tr("Confidence")}, {tr("Review")}};
    const QList<GroupFigures> groups = groupFigures(data, context, Ranking::Cost, allRows);
    const CostDigits digits = costDigits(groups);
    for (const GroupFigures &group : groups) {
        const Metrics &metrics = group.metrics;
        const QString state = group.active ? tr("active") : group.rolledBack ? tr("rolled back") : QString();
        table.rows.append({.cells = {{.text = group.name,
                                      .note = state,
                                      .tone = group.active       ? Verdict::Good
                                              : group.rolledBack ? Verdict::Bad
                                                                 : Verdict::Neutral},
                                     {countText(metrics.executions)},
                                     {rateText(metrics.successRate())},
                                     {countText(metrics.failures())},
                                     {costText(metrics, digits)},
                                     {costEachText(metrics, digits)},
                                     {textOf(Unit::Duration, metrics.latencyP50)},
                                     {textOf(Unit::Duration, metrics.latencyP95)},
                                     {textOf(Unit::Score, metrics.meanConfidence())},
                                     {textOf(Unit::Rate, metrics.reviewRate())}}});
    }
    return table;
}

ReportTable templateTable(const DashboardData &data, const DashboardContext &context, Ranking ranking)
{
    ReportTable table{.title = tr("Templates"), .subtitle = rankingText(ranking)};
    const bool ofSuccess = ranking == Ranking::Failures || ranking == Ranking::SuccessChange;
    table.columns = {{tr("Template"), true},
                     {tr("Executions")},
                     {tr("Success")},
                     {tr("Failures")},
                     {tr("Cost")},
                     {tr("Cost each")},
                     {ofSuccess ? tr("Success change") : tr("Cost change")}};
    const QList<GroupFigures> groups = groupFigures(data, context, ranking, allRows);
    const CostDigits digits = costDigits(groups);
    for (const GroupFigures &group : groups) {
        const Metrics &metrics = group.metrics;
        const QString change = group.change.difference;
        table.rows.append({.cells = {{.text = group.name},
                                     {countText(metrics.executions)},
                                     {rateText(metrics.successRate())},
                                     {countText(metrics.failures())},
                                     {costText(metrics, digits)},
                                     {costEachText(metrics, digits)},
                                     {.text = change.isEmpty() ? QStringLiteral("–") : QString(),
                                      .note = change,
                                      .tone = group.change.tone}}});
    }
    return table;
}

ReportTable impactTable(const DashboardData &data, const QDateTime &made)
{
    const QString &environment = data.filter.environment;
    ReportTable table{.title = tr("Before and after each change")};
    if (environment.isEmpty()) {
        table.nothing = tr("What served differs from one environment to the other: a report of one of them has this.");
        return table;
    }
    table.subtitle = tr("in %1, with 95 % interval").arg(environment);
    table.nothing = tr("Nothing was activated or rolled back in %1 in this time.").arg(environment);
    if (data.changes.older > 0)
        table.caution = tr("%1 older changes of this time are not listed.").arg(data.changes.older);
    table.columns = {{tr("Change"), true}, {tr("Executions")}};
    for (const QString &measure : impactMeasures())
        table.columns.append({measure});
    for (const ChangeImpact &impact : changeImpacts(data)) {
        ReportRow row{.cells = {{.text = activationText(impact.activation), .note = impact.time},
                                {.text = tr("%1 before").arg(countText(impact.before)),
                                 .note = tr("%1 after").arg(countText(impact.after))}},
                      .details = whoAndWhy(impact.activation, made)};
        if (!impact.nothing.isEmpty())
            row.details += u'\n' + impact.nothing;
        for (const ComparedFigure &figure : impact.measures)
            row.cells.append(impact.nothing.isEmpty() ? comparedCell(figure) : ReportCell{.text = figure.value});
        table.rows.append(row);
    }
    return table;
}

ReportTable failureTable(const DashboardData &data)
{
    const FailureFigures figures = failureFigures(data);
    ReportTable table{.title = figures.title,
                      .subtitle = figures.subtitle,
                      .columns = {{tr("Error type"), true},
                                  {tr("Failures")},
                                  {tr("Of all failures")},
                                  {tr("Of all executions")},
                                  {tr("Change")}},
                      .nothing = tr("Nothing failed in this time.")};
    for (const FailureRow &failure : figures.rows)
        table.rows.append({.cells = {{failure.name},
                                     {countText(failure.failures)},
                                     {figureText(Unit::Share, failure.ofFailures)},
                                     {exactText(Unit::Share, failure.ofExecutions)},
                                     {changeSinceBefore(figures, failure)}}});
    return table;
}

ReportTable comparisonTable(const DashboardData &data)
{
    const QList<int> &versions = data.filter.compared;
    ReportTable table{.title = tr("Versions side by side"),
                      .subtitle = tr("with 95 % interval"),
                      .remark = comparedImpact(data),
                      .columns = {{tr("Measure"), true}},
                      .caution = comparisonCaution()};
    for (const int version : versions) {
        const QString name = tr("v%1").arg(version);
        const bool base = version == versions.constFirst();
        table.columns.append({base ? name : tr("%1 against v%2").arg(name).arg(versions.constFirst())});
    }
    for (const ComparedMeasure &measure : compareVersions(data)) {
        ReportRow row{.cells = {{.text = measure.name}}};
        for (const ComparedFigure &figure : measure.figures)
            row.cells.append(comparedCell(figure));
        table.rows.append(row);
    }
    return table;
}

} // namespace promptuary
