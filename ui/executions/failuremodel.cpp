// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/failuremodel.h"

#include "core/executions/metricformat.h"

#include <algorithm>
#include <array>

namespace promptuary
{

void FailureModel::setFigures(const FailureFigures &figures)
{
    if (figures == m_figures)
        return;
    const bool same = std::ranges::equal(figures.rows, m_figures.rows, {}, &FailureRow::name, &FailureRow::name);
    if (!same)
        beginResetModel();
    m_figures = figures;
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int FailureModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_figures.rows.size());
}

int FailureModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FailureModel::cell(const FailureRow &row, int column) const
{
    switch (column) {
    case Type:
        return row.name;
    case Failures:
        return figureText(Unit::Count, double(row.failures));
    case OfFailures:
        return exactText(Unit::Share, row.ofFailures);
    case OfExecutions:
        return exactText(Unit::Share, row.ofExecutions);
    case Change:
        return changeSinceBefore(m_figures, row);
    default:
        return {};
    }
}

QVariant FailureModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FailureRow &row = m_figures.rows.at(index.row());
    if (role == Qt::DisplayRole)
        return cell(row, index.column());
    if (role == Qt::ToolTipRole && index.column() == Change && m_figures.earlierKnown)
        return tr("The time before, equally long: %1").arg(figureText(Unit::Count, double(row.before)));
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Type ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

QVariant FailureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Type ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> names{tr("Error type"), tr("Failures"), tr("Of all failures"),
                                                 tr("Of all executions"), tr("Change")};
    return names.at(std::size_t(section));
}

} // namespace promptuary
