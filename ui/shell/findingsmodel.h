// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/finding.h"

#include <QAbstractTableModel>
#include <QPalette>

namespace promptuary
{

/// The findings of this session, newest first; one that repeats moves to the top and counts.
class FindingsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { TextColumn, RemedyColumn, PlaceColumn, TimeColumn, ColumnCount };

    explicit FindingsModel(QObject *parent = nullptr);

    void add(Finding finding);
    void remove(int row);
    void clear();
    void setPalette(const QPalette &palette);
    [[nodiscard]] const Finding &at(int row) const { return m_findings.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countChanged(int count);

private:
    [[nodiscard]] QString text(const Finding &finding, int column) const;

    QList<Finding> m_findings;
    QPalette m_palette;
};

} // namespace promptuary
