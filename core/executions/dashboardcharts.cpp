// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/dashboardcharts.h"

#include "core/base/relativetime.h"
#include "core/executions/servedtimes.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace promptuary
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

/// What one layer is of: a template, a version of it, a task type or a model.
struct GroupKey {
    TemplateId templateId;
    int version = 0;
    QString name;
    auto operator<=>(const GroupKey &) const = default;
};

GroupKey keyOf(const Metrics &metrics)
{
    return {.templateId = metrics.templateId, .version = metrics.version, .name = metrics.name};
}

QString layerName(const GroupKey &key, const DashboardFilter &filter, const DashboardContext &context)
{
    if (!filter.templateId && filter.stacking == Stacking::TaskType)
        return context.taskTypeNames.value(key.name, key.name);
    return groupName({.templateId = key.templateId, .version = key.version, .name = key.name}, context);
}

/// Days and months are those of UTC, which is said where this computer has others.
QString stepName(MetricQuery::Step step)
{
    const bool utc = QDateTime::currentDateTime().offsetFromUtc() == 0;
    switch (step) {
    case MetricQuery::Step::Minute:
        return tr("a minute");
    case MetricQuery::Step::Hour:
        return tr("an hour");
    case MetricQuery::Step::Month:
        return utc ? tr("a month") : tr("a month (UTC)");
    case MetricQuery::Step::Day:
    case MetricQuery::Step::Whole:
        break;
    }
    return utc ? tr("a day") : tr("a day (UTC)");
}

QList<ChartMark> marksOf(const DashboardData &data, const DashboardContext &context)
{
    QList<ChartMark> marks;
    for (const Activation &activation : context.activations) {
        if (activation.at < data.period.since || activation.at > data.period.until ||
            !concerns(activation, data.filter))
            continue;
        const QString label = activation.active > 0 ? tr("v%1").arg(activation.active) : tr("off");
        const QString what = activationText(activation);
        const QString where = data.filter.environment.isEmpty() ? tr(" in %1").arg(activation.environment) : QString();
        QString why = tr("%1, %2").arg(activation.actor, exactTime(activation.at));
        if (!activation.reason.isEmpty())
            why += u'\n' + activation.reason;
        marks.prepend({.at = activation.at, .label = label, .explanation = what + where + u'\n' + why});
    }
    return marks;
}

ChartData emptyChart(const DashboardData &data, const DashboardContext &context, Unit unit)
{
    ChartData chart{.unit = unit, .step = data.period.step, .times = data.period.points(), .pointHeader = tr("Time")};
    chart.marks = marksOf(data, context);
    for (const ServedTime &served : servedTimes(data, context))
        chart.bands.append({.from = served.from,
                            .to = served.to,
                            .label = served.version > 0 ? tr("v%1").arg(served.version) : QString()});
    return chart;
}

QHash<QDateTime, qsizetype> placesOf(const QList<QDateTime> &times)
{
    QHash<QDateTime, qsizetype> places;
    for (qsizetype place = 0; place < times.size(); ++place)
        places.insert(times.at(place), place);
    return places;
}

/// The groups that get a series of their own: those that cost most, versions then by their number.
QList<GroupKey> chosenGroups(const QList<Metrics> &layers)
{
    std::map<GroupKey, double> costs;
    for (const Metrics &layer : layers)
        costs[keyOf(layer)] += layer.costUsd;
    QList<std::pair<GroupKey, double>> sorted(costs.begin(), costs.end());
    std::ranges::stable_sort(sorted, std::ranges::greater(), &std::pair<GroupKey, double>::second);
    if (sorted.size() > mostLayers)
        sorted.resize(mostLayers - 1);
    QList<GroupKey> chosen;
    for (const auto &[key, cost] : std::as_const(sorted))
        chosen.append(key);
    if (!chosen.isEmpty() && chosen.constFirst().version > 0)
        std::ranges::sort(chosen);
    return chosen;
}

/// A line of a value at each point.
template<typename Value>
ChartSeries lineOf(const ChartData &chart, const QList<Metrics> &points, const QString &name, const Value &value)
{
    const auto places = placesOf(chart.times);
    ChartSeries series{.name = name, .values = QList<std::optional<double>>(chart.times.size())};
    for (const Metrics &point : points) {
        if (const auto place = places.constFind(point.startsAt); place != places.cend())
            series.values[*place] = value(point);
    }
    return series;
}

/// Whether there is more than what has a layer of its own.
bool isPart(const DashboardData &data, const QList<GroupKey> &chosen)
{
    if (!data.filter.templateId && data.filter.stacking == Stacking::Template)
        return data.groups.size() > chosen.size();
    return std::ranges::any_of(data.layers, [&](const Metrics &layer) { return !chosen.contains(keyOf(layer)); });
}

/// What is left of all together.
ChartSeries restOf(const ChartData &chart, const QList<Metrics> &points)
{
    ChartSeries rest = lineOf(chart, points, tr("others"), [](const Metrics &point) { return point.costUsd; });
    rest.rest = true;
    for (qsizetype place = 0; place < chart.times.size(); ++place) {
        double left = rest.values.at(place).value_or(0);
        for (const ChartSeries &series : chart.series)
            left -= series.values.at(place).value_or(0);
        rest.values[place] = std::max(0.0, left);
    }
    return rest;
}

bool hasCost(const DashboardData &data)
{
    const auto priced = [](const Metrics &metrics) { return metrics.priced > 0; };
    return std::ranges::any_of(data.points, priced) || std::ranges::any_of(data.layers, priced);
}

QString costTitle(const DashboardFilter &filter)
{
    if (filter.templateId)
        return tr("Cost by version");
    switch (filter.stacking) {
    case Stacking::TaskType:
        return tr("Cost by task type");
    case Stacking::Model:
        return tr("Cost by model");
    case Stacking::Template:
        break;
    }
    return tr("Cost by template");
}

} // namespace

bool concerns(const Activation &activation, const DashboardFilter &filter)
{
    return filter.environment.isEmpty() || activation.environment == filter.environment;
}

QString groupName(const Metrics &group, const DashboardContext &context)
{
    if (group.version > 0)
        return tr("v%1").arg(group.version);
    if (group.templateId)
        return context.templateNames.value(group.templateId, tr("template %1").arg(group.templateId.value));
    return group.name.isEmpty() ? tr("no model named") : group.name;
}

QHash<int, qsizetype> versionColors(QList<int> versions)
{
    std::ranges::sort(versions);
    QHash<int, qsizetype> colors;
    QSet<qsizetype> taken;
    for (const int version : std::as_const(versions)) {
        qsizetype color = (version - 1) % mostLayers;
        while (taken.contains(color) && taken.size() < mostLayers)
            color = (color + 1) % mostLayers;
        taken.insert(color);
        colors.insert(version, color);
    }
    return colors;
}

ChartData costChart(const DashboardData &data, const DashboardContext &context)
{
    ChartData chart = emptyChart(data, context, Unit::Money);
    chart.stacked = true;
    chart.title = costTitle(data.filter);
    chart.subtitle = tr("USD %1").arg(stepName(chart.step));
    chart.nothing = tr("No execution of this time has a cost. Add the prices of its models (File, Model prices…), "
                       "then recompute costs.");
    if (!hasCost(data)) // which is not the same as a cost of 0
        return chart;
    const QList<GroupKey> chosen = chosenGroups(data.layers);
    QList<int> versions;
    for (const GroupKey &key : chosen) {
        if (key.version > 0)
            versions << key.version;
    }
    const auto colors = versionColors(versions);
    for (const GroupKey &key : chosen)
        chart.series.append({.name = layerName(key, data.filter, context),
                             .values = QList<std::optional<double>>(chart.times.size(), 0.0),
                             .color = colors.value(key.version, -1)});
    const auto places = placesOf(chart.times);
    for (const Metrics &layer : data.layers) {
        const auto place = places.constFind(layer.startsAt);
        if (place == places.cend())
            continue;
        if (const qsizetype own = chosen.indexOf(keyOf(layer)); own >= 0)
            chart.series[own].values[*place] = layer.costUsd;
    }
    if (isPart(data, chosen))
        chart.series.append(restOf(chart, data.points));
    return chart;
}

ChartData successChart(const DashboardData &data, const DashboardContext &context)
{
    ChartData chart = emptyChart(data, context, Unit::Rate);
    chart.title = tr("Success rate");
    chart.subtitle = tr("with 95 % interval");
    chart.nothing = tr("There is no execution in this time.");
    ChartSeries line = lineOf(chart, data.points, tr("Success"),
                              [](const Metrics &point) { return measured(KeyFigure::Measure::Success, point); });
    line.intervals = QList<std::optional<Estimate>>(chart.times.size());
    const auto places = placesOf(chart.times);
    for (const Metrics &point : data.points) {
        if (const auto place = places.constFind(point.startsAt); place != places.cend())
            line.intervals[*place] = point.successRate();
    }
    chart.series.append(line);
    return chart;
}

ChartData latencyChart(const DashboardData &data, const DashboardContext &context)
{
    ChartData chart = emptyChart(data, context, Unit::Duration);
    chart.title = tr("Latency");
    chart.subtitle = tr("p50 and p95");
    chart.nothing = tr("No execution of this time says how long it took.");
    chart.series.append(lineOf(chart, data.points, tr("p50"), [](const Metrics &point) { return point.latencyP50; }));
    chart.series.append(lineOf(chart, data.points, tr("p95"), [](const Metrics &point) { return point.latencyP95; }));
    return chart;
}

} // namespace promptuary
