// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/charttablemodel.h"

namespace promptuary
{

QString valueWithInterval(const ChartData &chart, const ChartSeries &series, qsizetype point)
{
    const auto value = series.values.value(point);
    if (!value)
        return QStringLiteral("–");
    const auto interval = series.intervals.value(point);
    if (!interval)
        return exactText(chart.unit, *value);
    return ChartTableModel::tr("%1 (%2 to %3)")
        .arg(exactText(chart.unit, *value), exactText(chart.unit, interval->low),
             exactText(chart.unit, interval->high));
}

void ChartTableModel::setChart(const ChartData &chart)
{
    if (chart == m_chart)
        return;
    // A figure that moved is no new table: the row one reads stays where it is.
    const bool same =
        chart.times == m_chart.times && chart.spans == m_chart.spans && chart.series.size() == m_chart.series.size();
    if (!same)
        beginResetModel();
    m_chart = chart;
    if (!same) {
        endResetModel();
    } else if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    }
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_chart.pointCount());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_chart.series.size()) + 1;
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return cell(index.row(), index.column());
    if (role == Qt::TextAlignmentRole && index.column() > 0)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QString ChartTableModel::cell(int row, int column) const
{
    const qsizetype point = m_chart.spans.isEmpty() ? m_chart.times.size() - 1 - row : row;
    if (column == 0)
        return m_chart.pointName(point);
    return valueWithInterval(m_chart, m_chart.series.at(column - 1), point);
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? m_chart.pointHeader : m_chart.series.at(section - 1).name;
}

} // namespace promptuary
