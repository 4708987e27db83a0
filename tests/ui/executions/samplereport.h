// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/report.h"

#include <QTimeZone>

namespace promptuary
{

inline QDateTime sampleDay(int number)
{
    return QDateTime(QDate(2026, 11, 1), QTime(0, 0), QTimeZone::UTC).addDays(number - 1);
}

inline Metrics sampleMetrics(qint64 executions)
{
    const auto n = double(executions);
    return {.executions = executions,
            .successes = executions - executions / 20,
            .priced = executions,
            .costUsd = n * 0.01,
            .costSquares = n * 0.00011,
            .timed = executions,
            .latencyMs = n * 900,
            .latencySquares = n * 900 * 950,
            .latencyP50 = 800,
            .latencyP95 = 1500};
}

/// Twenty days of so many templates, each with a long name.
inline DashboardData sampleDashboard(int templates)
{
    DashboardData data;
    data.period = {.since = sampleDay(1), .until = sampleDay(21), .step = MetricQuery::Step::Day};
    data.total = sampleMetrics(20'000);
    data.earlier = sampleMetrics(15'000);
    for (int number = 1; number <= 20; ++number) {
        Metrics point = sampleMetrics(1000);
        point.startsAt = sampleDay(number);
        data.points.append(point);
        for (int which = 1; which <= 2; ++which) {
            point.templateId = TemplateId{which};
            data.layers.append(point);
        }
    }
    for (int number = 1; number <= templates; ++number) {
        Metrics group = sampleMetrics(100 + number);
        group.templateId = TemplateId{number};
        data.groups.append(group);
    }
    data.usage.zone = QStringLiteral("UTC");
    for (int hour = 0; hour < 24; ++hour)
        data.usage.hours.append({.weekday = 2, .hour = hour, .hours = 3, .executions = 10 * hour});
    return data;
}

inline QString sampleName(int number)
{
    return QStringLiteral("template-%1").arg(number, 4, 10, QChar(u'0'));
}

inline DashboardContext sampleContext(int templates)
{
    DashboardContext context;
    for (int number = 1; number <= templates; ++number)
        context.templateNames.insert(TemplateId{number}, sampleName(number));
    return context;
}

inline Report sampleReport(int templates)
{
    return makeReport(sampleDashboard(templates), sampleContext(templates), Ranking::Cost, sampleDay(21));
}

} // namespace promptuary
