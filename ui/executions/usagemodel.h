// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/usage.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// A row for each hour of the week, from the first day that weeks have here.
class UsageModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t { Weekday, Hour, Executions, PerHour, Success, Cost, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setUsage(const UsageMap &usage);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString cell(const UsageHour &hour, int column) const;

    UsageMap m_usage;
};

/// The weekday that stands at a place of the week, whose first day is the language's.
[[nodiscard]] int weekdayAt(int place);

} // namespace promptuary
