// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/usagemodel.h"

#include "core/executions/metricformat.h"

#include <QLocale>

#include <array>

namespace promptuary
{

int weekdayAt(int place)
{
    return (QLocale().firstDayOfWeek() - 1 + place) % weekdays + 1;
}

void UsageModel::setUsage(const UsageMap &usage)
{
    if (usage == m_usage)
        return;
    const bool same = usage.hours.size() == m_usage.hours.size();
    if (!same)
        beginResetModel();
    m_usage = usage;
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int UsageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_usage.hours.size());
}

int UsageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString UsageModel::cell(const UsageHour &hour, int column) const
{
    const QString none = QStringLiteral("–");
    switch (column) {
    case Weekday:
        return QLocale().dayName(hour.weekday);
    case Hour:
        return hourText(hour.hour);
    case Executions:
        return figureText(Unit::Count, double(hour.executions));
    case PerHour: {
        const auto perHour = executionsPerHour(hour);
        return perHour ? perHourText(*perHour) : none;
    }
    case Success: {
        const auto success = successShare(hour);
        return success ? exactText(Unit::Rate, *success) : none;
    }
    case Cost:
        return hour.priced > 0 ? exactText(Unit::Money, hour.costUsd) : none;
    default:
        return {};
    }
}

QVariant UsageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return cell(m_usage.at(weekdayAt(index.row() / dayHours), index.row() % dayHours), index.column());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() <= Hour ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

QVariant UsageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section <= Hour ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> names{tr("Weekday"), tr("Hour"),    tr("Executions"),
                                                 tr("An hour"), tr("Success"), tr("Cost")};
    return names.at(std::size_t(section));
}

} // namespace promptuary
