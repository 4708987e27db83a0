// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/chartdata.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// The table behind a chart, times newest first: what screen readers read and what can be copied.
class ChartTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setChart(const ChartData &chart);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString cell(int row, int column) const;

    ChartData m_chart;
};

/// A value with its interval: "98.21 % (97.90 % to 98.52 %)".
[[nodiscard]] QString valueWithInterval(const ChartData &chart, const ChartSeries &series, qsizetype point);

} // namespace promptuary
