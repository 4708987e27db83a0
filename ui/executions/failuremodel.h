// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/failurefigures.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// A row for each type of error, the most frequent first.
class FailureModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t { Type, Failures, OfFailures, OfExecutions, Change, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFigures(const FailureFigures &figures);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString cell(const FailureRow &row, int column) const;

    FailureFigures m_figures;
};

} // namespace promptuary
