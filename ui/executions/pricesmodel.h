// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/execution.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// What a million tokens of each model cost, by the date it holds from, edited in place. A price that is known keeps
/// its model and date; another date is another price. What is to be removed stays to be seen until that is kept.
class PricesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t { Model, ValidFrom, Input, CachedInput, Output, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setPrices(const QList<ModelPrice> &prices);
    int append(const QString &model, const QDateTime &validFrom); ///< the new row
    /// Prices from elsewhere: known ones change, others come below. Nothing of it is kept yet.
    struct Taken {
        int added = 0;
        int changed = 0;
    };
    Taken take(const QList<ModelPrice> &prices);
    /// A row that is not kept yet goes; one that is kept is marked, and goes when the changes are kept.
    void remove(int row);
    void restore(int row); ///< takes the mark back
    [[nodiscard]] bool isRemoved(int row) const;
    [[nodiscard]] QString modelAt(int row) const { return m_rows.at(row).price.model; }
    [[nodiscard]] QStringList models() const; ///< by name
    [[nodiscard]] QList<ModelPrice> changed() const;
    [[nodiscard]] QList<ModelPrice> removed() const;
    [[nodiscard]] bool hasChanges() const;
    void setKept(); ///< the changes are in the database
    /// What is wrong with the changes, a sentence; empty where nothing is. `row` is the one it is about.
    [[nodiscard]] QString problem(int *row = nullptr) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void edited();
    void refused(const QString &sentence); ///< what was typed cannot be taken

private:
    struct Row {
        ModelPrice price;
        bool fresh = false;
        bool changed = false;
        bool removed = false; ///< is to go when the changes are kept
    };

    void mark(int row, bool removed);

    bool write(ModelPrice &price, int column, const QString &text);
    bool takeDate(ModelPrice &price, const QString &text);
    bool takeAmount(double &amount, const QString &text);
    [[nodiscard]] QString text(const Row &row, int column, bool toEdit) const;

    QList<Row> m_rows;
};

} // namespace promptuary
