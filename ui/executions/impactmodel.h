// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/servedtimes.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// A row for each activation and roll back, and what it changed; a sentence in the first measure's place where there is
/// nothing to compare. A tab has room for all measures because the other columns have two lines.
class ImpactModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t { Change, Executions, FirstMeasure };

    using QAbstractTableModel::QAbstractTableModel;

    void setImpacts(const QList<ChangeImpact> &impacts);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const ChangeImpact &impact, int column);
    [[nodiscard]] static QString lineBelow(const ChangeImpact &impact, int column);
    [[nodiscard]] static QString spoken(const ChangeImpact &impact, int column);
    [[nodiscard]] static QString toolTip(const ChangeImpact &impact, int column);

    QList<ChangeImpact> m_impacts;
};

} // namespace promptuary
