// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health/health.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// The room that tables take. What is shown again changes just the rows that differ.
class StorageModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t { Table, Day, Rows, Size, Indexes, Share, ColumnCount };
    enum Role : std::uint16_t { SortRole = Qt::UserRole, BarRole }; ///< the bar's length, of 1

    using QAbstractTableModel::QAbstractTableModel;

    void setFigures(QList<StorageFigure> figures);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void remove(int row);
    void merge(const QList<StorageFigure> &figures);
    [[nodiscard]] QString text(const StorageFigure &figure, int column) const;
    [[nodiscard]] static QVariant sortKey(const StorageFigure &figure, int column);

    QList<StorageFigure> m_figures; ///< by table and day
    qint64 m_total = 0;
    qint64 m_largest = 0;
};

} // namespace promptuary
