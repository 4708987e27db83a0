// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/health/storagemodel.h"

#include "core/executions/metricformat.h"
#include "core/health/storagerows.h"

#include <QLocale>

#include <algorithm>

namespace promptuary
{

namespace
{

auto placeOf(const StorageFigure &figure)
{
    return std::pair(figure.table, figure.day);
}

} // namespace

void StorageModel::setFigures(QList<StorageFigure> figures)
{
    std::ranges::sort(figures, {}, placeOf);
    merge(figures);
    const qint64 total = totalOf(figures).bytes;
    const qint64 largest = figures.isEmpty() ? 0 : std::ranges::max(figures, {}, &StorageFigure::bytes).bytes;
    if (total == m_total && largest == m_largest)
        return;
    m_total = total;
    m_largest = largest;
    if (!m_figures.isEmpty())
        Q_EMIT dataChanged(index(0, Share), index(rowCount() - 1, Share));
}

void StorageModel::merge(const QList<StorageFigure> &figures)
{
    int row = 0;
    for (const StorageFigure &figure : figures) {
        while (row < m_figures.size() && placeOf(m_figures.at(row)) < placeOf(figure))
            remove(row);
        if (row == m_figures.size() || placeOf(m_figures.at(row)) != placeOf(figure)) {
            beginInsertRows({}, row, row);
            m_figures.insert(row, figure);
            endInsertRows();
        } else if (m_figures.at(row) != figure) {
            m_figures[row] = figure;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        ++row;
    }
    while (row < m_figures.size())
        remove(row);
}

void StorageModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_figures.removeAt(row);
    endRemoveRows();
}

int StorageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_figures.size());
}

int StorageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant StorageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const StorageFigure &figure = m_figures.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(figure, index.column());
    case Qt::ToolTipRole:
        if (index.column() != Rows)
            return text(figure, index.column());
        return figure.rows ? tr("As the server's statistics know it, without counting")
                           : tr("The server's statistics do not know it yet: ANALYZE tells them");
    case Qt::TextAlignmentRole:
        return int((index.column() <= Day ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case SortRole:
        return sortKey(figure, index.column());
    case BarRole:
        return m_largest > 0 ? double(figure.bytes) / double(m_largest) : 0.0;
    default:
        return {};
    }
}

QVariant StorageModel::sortKey(const StorageFigure &figure, int column)
{
    switch (column) {
    case Table:
        return figure.table;
    case Day:
        return figure.day.isValid() ? figure.day.toJulianDay() : figure.days;
    case Rows:
        return figure.rows.value_or(-1);
    case Indexes:
        return figure.indexBytes;
    default:
        return figure.bytes;
    }
}

QVariant StorageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section <= Day ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Table:
        return tr("Table");
    case Day:
        return tr("Day (UTC)");
    case Rows:
        return tr("Rows (estimate)");
    case Size:
        return tr("Size");
    case Indexes:
        return tr("Of it indexes");
    case Share:
        return tr("Share");
    default:
        return {};
    }
}

QString StorageModel::text(const StorageFigure &figure, int column) const
{
    switch (column) {
    case Table:
        return figure.table;
    case Day:
        if (figure.day.isValid())
            return QLocale::c().toString(figure.day, QStringLiteral("ddd d MMM yyyy"));
        return figure.days == 0 ? QString() : figure.days == 1 ? tr("1 day") : tr("%1 days").arg(figure.days);
    case Rows:
        return figure.rows ? figureText(Unit::Count, double(*figure.rows)) : QStringLiteral("–");
    case Size:
        return bytesText(figure.bytes);
    case Indexes:
        return bytesText(figure.indexBytes);
    case Share:
        return m_total > 0 ? figureText(Unit::Share, double(figure.bytes) / double(m_total)) : QString();
    default:
        return {};
    }
}

} // namespace promptuary
