// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/failurefigures.h"

#include "core/executions/chartdata.h"
#include "core/executions/metricformat.h"

#include <QCoreApplication>

#include <algorithm>

namespace promptuary
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("Metrics", text);
}

QString nameOf(const QString &errorType)
{
    return errorType.isEmpty() ? tr("no type named") : errorType;
}

double shareOf(qint64 part, qint64 whole)
{
    return whole > 0 ? double(part) / double(whole) : 0;
}

} // namespace

FailureFigures failureFigures(const DashboardData &data)
{
    FailureFigures figures{.title = tr("Failures by type"), .earlierKnown = data.earlier.executions > 0};
    qint64 all = 0;
    for (const FailureCount &count : data.failures)
        all += count.failures;
    for (const FailureCount &count : data.failures)
        figures.rows.append({.name = nameOf(count.errorType),
                             .failures = count.failures,
                             .ofFailures = shareOf(count.failures, all),
                             .ofExecutions = shareOf(count.failures, data.total.executions)});
    for (const FailureCount &count : data.earlierFailures) {
        const QString name = nameOf(count.errorType);
        const auto known = std::ranges::find(figures.rows, name, &FailureRow::name);
        if (known != figures.rows.end())
            known->before = count.failures;
        else
            figures.rows.append({.name = name, .before = count.failures});
    }
    figures.subtitle = tr("%1 of %2").arg(figureText(Unit::Count, double(all)), executionsText(data.total.executions));
    return figures;
}

QList<FailureRow> foremost(const QList<FailureRow> &rows, qsizetype most)
{
    if (rows.size() <= most || most < 1)
        return rows.first(std::clamp<qsizetype>(most, 0, rows.size()));
    QList<FailureRow> shown = rows.first(most - 1);
    FailureRow others{.name = tr("%1 others").arg(rows.size() - shown.size())};
    for (const FailureRow &row : rows.sliced(most - 1)) {
        others.failures += row.failures;
        others.ofFailures += row.ofFailures;
        others.ofExecutions += row.ofExecutions;
        others.before += row.before;
    }
    shown.append(others);
    return shown;
}

QString changeSinceBefore(const FailureFigures &figures, const FailureRow &row)
{
    return figures.earlierKnown ? differenceText(Unit::Count, double(row.failures - row.before)) : QStringLiteral("–");
}

QString toCsv(const FailureFigures &figures)
{
    QString csv = QStringLiteral("error type,failures,share of failures,share of executions,failures before\n");
    for (const FailureRow &row : figures.rows) {
        const QStringList cells{csvQuoted(row.name), QString::number(row.failures),
                                QString::number(row.ofFailures, 'g', 10), QString::number(row.ofExecutions, 'g', 10),
                                figures.earlierKnown ? QString::number(row.before) : QString()};
        csv += cells.join(u',') + u'\n';
    }
    return csv;
}

} // namespace promptuary
