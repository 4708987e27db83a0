// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/report.h"

#include "core/executions/versioncomparison.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

#include <cstdlib>

namespace promptuary
{

namespace
{

constexpr qsizetype longestFileName = 80; // of the template's name in it

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

QString titleOf(const DashboardFilter &filter, const DashboardContext &context)
{
    if (filter.templateId)
        return groupName({.templateId = filter.templateId}, context);
    return filter.taskType.isEmpty() ? tr("All templates")
                                     : context.taskTypeNames.value(filter.taskType, filter.taskType);
}

QString periodText(const MetricPeriod &period, const QDateTime &made)
{
    return tr("%1 to %2").arg(reportTime(period.since, made), reportTime(period.until, made));
}

/// Days and months are cut at midnight of UTC, which is not midnight everywhere.
QString pointsText(MetricQuery::Step step)
{
    switch (step) {
    case MetricQuery::Step::Minute:
        return tr("by the minute");
    case MetricQuery::Step::Hour:
        return tr("by the hour");
    case MetricQuery::Step::Month:
        return tr("by the month of UTC");
    case MetricQuery::Step::Day:
    case MetricQuery::Step::Whole:
        break;
    }
    return tr("by the day of UTC");
}

QString versionsText(const QList<int> &versions)
{
    QStringList names;
    for (const int version : versions)
        names << tr("v%1").arg(version);
    return names.join(QStringLiteral(", "));
}

/// "Europe/Berlin", or where the zone has no place, "UTC+01:00".
QString zoneText(const QDateTime &time)
{
    QString id = QString::fromUtf8(time.timeZone().id());
    if (id.contains(u'/'))
        return id;
    const int minutes = time.offsetFromUtc() / 60;
    const QTime clock = QTime(0, 0).addSecs(std::abs(minutes) * 60);
    return minutes == 0
               ? QStringLiteral("UTC")
               : QStringLiteral("UTC%1%2").arg(QChar(minutes < 0 ? u'\u2212' : u'+')).arg(clock.toString(u"HH:mm"));
}

QList<ReportFact> factsOf(const DashboardData &data, const DashboardContext &context, const QDateTime &made)
{
    const DashboardFilter &filter = data.filter;
    QList<ReportFact> facts{
        {tr("Time"),
         tr("%1 (%2), %3").arg(periodText(data.period, made), zoneText(made), pointsText(data.period.step))},
        {tr("Environment"), filter.environment.isEmpty() ? tr("all environments") : filter.environment},
        {tr("Model"), filter.model.isEmpty() ? tr("all models") : filter.model},
    };
    const QList<int> &versions = filter.compared.isEmpty() ? filter.versions : filter.compared;
    if (filter.templateId)
        facts.append({tr("Versions"), versions.isEmpty() ? tr("all versions") : versionsText(versions)});
    else
        facts.append({tr("Templates"), filter.taskType.isEmpty()
                                           ? tr("all templates")
                                           : tr("those of task type %1").arg(titleOf(filter, context))});
    return facts;
}

ReportFigure withBefore(const KeyFigure &figure, const Metrics &earlier)
{
    const auto before = figure.measure && earlier.executions > 0 ? measured(*figure.measure, earlier) : std::nullopt;
    return {.figure = figure,
            .before = before ? tr("before: %1").arg(figureText(unitOf(*figure.measure), *before))
                             : tr("nothing measured before")};
}

QString nothingIn(const DashboardData &data)
{
    return data.everExecuted ? tr("There are no executions in this time that match these filters.")
                             : tr("There are no executions yet.");
}

/// What no file system takes stands as a dash.
QString fileSafe(QString name)
{
    static const QString refused = QStringLiteral("/\\:*?\"<>|");
    for (QChar &character : name) {
        if (refused.contains(character) || !character.isPrint())
            character = u'-';
    }
    while (name.startsWith(u'.')) // which would hide it
        name.removeFirst();
    return name.left(longestFileName).trimmed();
}

QString fileNameFor(const QString &title, const MetricPeriod &period, const QDateTime &made)
{
    const auto dayOf = [&made](const QDateTime &time) {
        return time.toTimeZone(made.timeZone()).date().toString(Qt::ISODate);
    };
    const QString first = dayOf(period.since);
    const QString last = dayOf(period.until);
    const QString time = first == last ? first : tr("%1 to %2").arg(first, last);
    return QStringLiteral("%1 %2.pdf").arg(fileSafe(title), time);
}

void addFigures(Report &report, const DashboardData &data, const QDateTime &made)
{
    const auto figures = keyFigures(data.total, data.earlier, data.points, data.period);
    for (const KeyFigure &figure : figures)
        report.figures.append(withBefore(figure, data.earlier));
    report.figuresNote = tr("“Before” is the time before, equally long: %1. A difference is green or red where it is "
                            "better or worse by more than noise (95 % confidence); totals, which follow how much runs, "
                            "and percentiles have no colour.")
                             .arg(periodText(earlierPeriod(data.period), made));
}

} // namespace

QString reportTime(const QDateTime &time, const QDateTime &like)
{
    return QLocale().toString(time.toTimeZone(like.timeZone()), QStringLiteral("d MMM yyyy, HH:mm"));
}

Report makeReport(const DashboardData &data, const DashboardContext &context, Ranking ranking, const QDateTime &made)
{
    Report report{.title = titleOf(data.filter, context), .made = tr("Metrics, as of %1").arg(reportTime(made, made))};
    report.facts = factsOf(data, context, made);
    report.fileName = fileNameFor(report.title, data.period, made);
    if (data.total.executions == 0) {
        report.nothing = nothingIn(data);
        return report;
    }
    if (!data.filter.compared.isEmpty()) {
        report.parts.append(comparisonTable(data));
        for (const ChartData &chart : comparedDistributions(data))
            report.parts.append(chart);
        return report;
    }
    addFigures(report, data, made);
    report.parts = {costChart(data, context), successChart(data, context), latencyChart(data, context)};
    if (data.filter.templateId) {
        report.parts.append(versionTable(data, context));
        report.parts.append(impactTable(data, made));
    } else {
        report.parts.append(templateTable(data, context, ranking));
    }
    report.parts.append(failureTable(data));
    if (!data.usage.hours.isEmpty())
        report.parts.append(usageMap(data.usage, data.period));
    return report;
}

} // namespace promptuary
