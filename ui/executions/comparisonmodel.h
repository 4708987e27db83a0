// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/versioncomparison.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// A row for each measure, a column for each version; the first column names the measures.
class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setMeasures(const QList<int> &versions, const QList<ComparedMeasure> &measures);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// nullptr in the column of names.
    [[nodiscard]] const ComparedFigure *figure(const QModelIndex &index) const;

    QList<int> m_versions;
    QList<ComparedMeasure> m_measures;
};

} // namespace promptuary
