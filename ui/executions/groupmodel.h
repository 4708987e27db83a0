// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/dashboardcharts.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// The figures of a template's versions, or of templates, one row each.
class GroupModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t {
        Name,
        Executions,
        Success,
        Failures,
        Cost,
        CostEach,
        Change,
        Latency,
        Confidence,
        Review,
        ColumnCount
    };

    enum Role : std::uint16_t { ToneRole = Qt::UserRole }; ///< of a change, as a Verdict

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<GroupFigures> &rows);
    [[nodiscard]] const GroupFigures &row(int row) const { return m_rows.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString changeHeader() const;

    QList<GroupFigures> m_rows;
    CostDigits m_digits; ///< of all rows, so that amounts stand below each other
};

} // namespace promptuary
