// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/groupmodel.h"

#include <algorithm>
#include <array>

namespace promptuary
{

namespace
{

QString duration(const std::optional<double> &milliseconds)
{
    return milliseconds ? figureText(Unit::Duration, *milliseconds) : QStringLiteral("–");
}

QString shortText(Unit unit, const std::optional<Estimate> &estimate)
{
    return estimate ? figureText(unit, estimate->value) : QStringLiteral("–");
}

QString cellText(const GroupFigures &row, int column, const CostDigits &digits)
{
    const Metrics &metrics = row.metrics;
    switch (column) {
    case GroupModel::Name:
        return row.name;
    case GroupModel::Executions:
        return figureText(Unit::Count, double(metrics.executions));
    case GroupModel::Success:
        return rateText(metrics.successRate());
    case GroupModel::Failures:
        return figureText(Unit::Count, double(metrics.failures()));
    case GroupModel::Cost:
        return metrics.priced > 0 ? moneyText(metrics.costUsd, digits.cost) : QStringLiteral("–");
    case GroupModel::CostEach:
        return metrics.priced > 0 ? moneyText(metrics.meanCost()->value, digits.costEach) : QStringLiteral("–");
    case GroupModel::Change:
        return row.change.difference.isEmpty() ? QStringLiteral("–") : row.change.difference;
    case GroupModel::Latency:
        return duration(metrics.latencyP95);
    case GroupModel::Confidence:
        return shortText(Unit::Score, metrics.meanConfidence());
    case GroupModel::Review:
        return shortText(Unit::Rate, metrics.reviewRate());
    default:
        return {};
    }
}

QString toolTip(const GroupFigures &row, int column)
{
    const Metrics &metrics = row.metrics;
    switch (column) {
    case GroupModel::Change:
        return row.change.explanation;
    case GroupModel::Name:
        return row.version == 0 ? row.name + u'\n' + keyFiguresText(metrics)
               : row.active     ? GroupModel::tr("%1 serves now").arg(row.name)
               : row.rolledBack ? GroupModel::tr("%1 was rolled back").arg(row.name)
                                : row.name;
    case GroupModel::Success:
        return intervalText(Unit::Rate, metrics.successRate());
    case GroupModel::CostEach:
        return costExplanation(metrics);
    case GroupModel::Latency:
        return GroupModel::tr("p50 %1, p95 %2, p99 %3; mean %4")
            .arg(duration(metrics.latencyP50), duration(metrics.latencyP95), duration(metrics.latencyP99),
                 intervalText(Unit::Duration, metrics.meanLatency()));
    case GroupModel::Confidence:
        return intervalText(Unit::Score, metrics.meanConfidence());
    case GroupModel::Review:
        return intervalText(Unit::Rate, metrics.reviewRate());
    default:
        return {};
    }
}

} // namespace

void GroupModel::setRows(const QList<GroupFigures> &rows)
{
    if (rows == m_rows)
        return;
    m_digits = costDigits(rows);
    const bool same = std::ranges::equal(rows, m_rows, {}, &GroupFigures::name, &GroupFigures::name);
    if (same) {
        m_rows = rows;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, Change, Change);
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int GroupModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int GroupModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant GroupModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const GroupFigures &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, index.column(), m_digits);
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Name && row.version > 0 ? toolTip(row, Name) : cellText(row, index.column(), m_digits);
    case Qt::TextAlignmentRole:
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case ToneRole:
        return index.column() == Change ? int(row.change.tone) : int(Verdict::Neutral);
    default:
        return {};
    }
}

QString GroupModel::changeHeader() const
{
    const bool ofSuccess = !m_rows.isEmpty() && m_rows.constFirst().change.measure == KeyFigure::Measure::Success;
    return ofSuccess ? tr("Success change") : tr("Cost change");
}

QVariant GroupModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const bool versions = !m_rows.isEmpty() && m_rows.constFirst().version > 0;
    const std::array<QString, ColumnCount> names{versions ? tr("Version") : tr("Template"),
                                                 tr("Executions"),
                                                 tr("Success"),
                                                 tr("Failures"),
                                                 tr("Cost"),
                                                 tr("Cost each"),
                                                 changeHeader(),
                                                 tr("p95"),
                                                 tr("Confidence"),
                                                 tr("Review")};
    return names.at(std::size_t(section));
}

} // namespace promptuary
