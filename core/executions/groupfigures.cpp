// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of "Versions side by side" and "Top templates".
#include "core/executions/dashboardcharts.h"

#include <algorithm>
#include <cmath>

namespace promptuary
{

namespace
{

/// Newest first.
QList<GroupFigures> versionRows(const DashboardData &data, const DashboardContext &context)
{
    QSet<int> leftBehind;
    for (const Activation &activation : context.activations) {
        if (activation.kind == QLatin1StringView("rollback") && concerns(activation, data.filter))
            leftBehind.insert(activation.previous);
    }
    QList<GroupFigures> rows;
    for (const Metrics &group : data.groups) {
        const bool active = group.version == context.active;
        rows.append({.templateId = group.templateId,
                     .version = group.version,
                     .name = groupName(group, context),
                     .metrics = group,
                     .active = active,
                     .rolledBack = !active && leftBehind.contains(group.version)});
    }
    std::ranges::sort(rows, std::ranges::greater(), &GroupFigures::version);
    return rows;
}

/// What templates are ranked by, the highest first; where that is equal, as all costs are where nothing has a price, by
/// how much they run. A change of success that is more than noise comes before all that are not.
std::pair<bool, double> rankOf(Ranking ranking, const Metrics &now, const Metrics &earlier)
{
    switch (ranking) {
    case Ranking::Failures:
        return {true, double(now.failures())};
    case Ranking::CostChange:
        return {true, std::abs(now.costUsd - earlier.costUsd)};
    case Ranking::SuccessChange: {
        const auto difference = compare(KeyFigure::Measure::Success, earlier, now);
        return difference ? std::pair(difference->isReal(), std::abs(difference->change.value))
                          : std::pair(false, -1.0);
    }
    case Ranking::Cost:
        break;
    }
    return {true, now.costUsd};
}

QList<GroupFigures> templateRows(const DashboardData &data, const DashboardContext &context, Ranking ranking)
{
    QHash<TemplateId, Metrics> earlier;
    for (const Metrics &group : data.earlierGroups)
        earlier.insert(group.templateId, group);
    QList<Metrics> groups = data.groups;
    for (const Metrics &group : data.earlierGroups) { // what is not run any more has changed, too
        if (std::ranges::find(data.groups, group.templateId, &Metrics::templateId) == data.groups.end())
            groups.append({.startsAt = data.period.since, .templateId = group.templateId});
    }
    std::ranges::stable_sort(groups, std::ranges::greater(), [&](const Metrics &group) {
        return std::pair(rankOf(ranking, group, earlier.value(group.templateId)), group.executions);
    });
    const bool ofSuccess = ranking == Ranking::Failures || ranking == Ranking::SuccessChange;
    const auto measure = ofSuccess ? KeyFigure::Measure::Success : KeyFigure::Measure::Cost;
    QList<GroupFigures> rows;
    for (const Metrics &group : std::as_const(groups))
        rows.append({.templateId = group.templateId,
                     .name = groupName(group, context),
                     .metrics = group,
                     .change = keyFigure(measure, group, earlier.value(group.templateId))});
    return rows;
}

} // namespace

CostDigits costDigits(const QList<GroupFigures> &rows)
{
    QList<double> costs;
    QList<double> each;
    for (const GroupFigures &row : rows) {
        if (const auto mean = row.metrics.meanCost()) {
            costs.append(row.metrics.costUsd);
            each.append(mean->value);
        }
    }
    return {.cost = moneyDigits(costs), .costEach = moneyDigits(each)};
}

QList<GroupFigures> groupFigures(const DashboardData &data, const DashboardContext &context, Ranking ranking,
                                 qsizetype most)
{
    QList<GroupFigures> rows =
        data.filter.templateId ? versionRows(data, context) : templateRows(data, context, ranking);
    if (rows.size() > most)
        rows.resize(most);
    return rows;
}

} // namespace promptuary
