// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/comparisonmodel.h"

#include "ui/executions/figuredelegate.h"

#include <algorithm>

namespace promptuary
{

void ComparisonModel::setMeasures(const QList<int> &versions, const QList<ComparedMeasure> &measures)
{
    if (versions == m_versions && measures == m_measures)
        return;
    // A figure that moved is no new table: the row one reads stays where it is.
    const bool same = versions == m_versions &&
                      std::ranges::equal(measures, m_measures, {}, &ComparedMeasure::name, &ComparedMeasure::name);
    if (same) {
        m_measures = measures;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_versions = versions;
    m_measures = measures;
    endResetModel();
}

const ComparedFigure *ComparisonModel::figure(const QModelIndex &index) const
{
    return index.column() == 0 ? nullptr : &m_measures.at(index.row()).figures.at(index.column() - 1);
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_measures.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_versions.size()) + 1;
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ComparedFigure *compared = figure(index);
    switch (role) {
    case Qt::DisplayRole:
        return compared ? compared->value : m_measures.at(index.row()).name;
    case Qt::AccessibleTextRole:
        return compared ? spokenFigure(*compared) : m_measures.at(index.row()).name;
    case figureRole:
        return compared ? QVariant::fromValue(*compared) : QVariant();
    case Qt::ToolTipRole:
        return compared ? compared->explanation : QString();
    case Qt::TextAlignmentRole:
        return int((compared ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return tr("Measure");
    const QString version = tr("v%1").arg(m_versions.at(section - 1));
    return section == 1 ? version : tr("%1 against v%2").arg(version).arg(m_versions.constFirst());
}

} // namespace promptuary
