// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diff/versiondiff.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// What differs outside the texts, a row each, and the unchanged fields together in a last row.
class FieldChangesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { NameColumn, LeftColumn, RightColumn, ColumnCount };
    enum Roles {
        PillRole = Qt::UserRole, ///< int, a PillKind; invalid where the cell is plain text
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setDiff(const VersionDiff &diff);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const FieldChange &field, int column) const;

    QList<FieldChange> m_fields;
    QString m_unchanged; ///< their names; empty where there are none
};

} // namespace promptuary
