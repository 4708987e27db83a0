// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/impactmodel.h"

#include "core/base/relativetime.h"
#include "ui/executions/figuredelegate.h"

#include <algorithm>

namespace promptuary
{

void ImpactModel::setImpacts(const QList<ChangeImpact> &impacts)
{
    if (impacts == m_impacts)
        return;
    const auto idOf = [](const ChangeImpact &impact) { return impact.activation.id; };
    const bool same = std::ranges::equal(impacts, m_impacts, {}, idOf, idOf);
    if (!same)
        beginResetModel();
    m_impacts = impacts;
    if (!same)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ImpactModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_impacts.size());
}

int ImpactModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstMeasure + int(impactMeasures().size());
}

QString ImpactModel::text(const ChangeImpact &impact, int column) const
{
    switch (column) {
    case Change:
        return activationText(impact.activation);
    case When:
        return exactTime(impact.activation.at);
    case Compared:
        return impact.time;
    case Executions:
        return tr("%1 before, %2 after")
            .arg(figureText(Unit::Count, double(impact.before)), figureText(Unit::Count, double(impact.after)));
    default:
        return impact.measures.at(column - FirstMeasure).value;
    }
}

QString ImpactModel::toolTip(const ChangeImpact &impact, int column) const
{
    if (column >= FirstMeasure)
        return impact.measures.at(column - FirstMeasure).explanation;
    if (column == Compared || column == Executions)
        return impact.nothing.isEmpty() || impact.between.isEmpty() ? impact.between + impact.nothing
                                                                    : impact.between + u'\n' + impact.nothing;
    const QString who = tr("%1, %2").arg(impact.activation.actor, exactTime(impact.activation.at));
    return impact.activation.reason.isEmpty() ? who : who + u'\n' + impact.activation.reason;
}

QVariant ImpactModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ChangeImpact &impact = m_impacts.at(index.row());
    const bool measure = index.column() >= FirstMeasure;
    switch (role) {
    case Qt::DisplayRole:
        return text(impact, index.column());
    case Qt::AccessibleTextRole:
        return measure ? spokenFigure(impact.measures.at(index.column() - FirstMeasure)) : text(impact, index.column());
    case Qt::ToolTipRole:
        return toolTip(impact, index.column());
    case figureRole:
        return measure ? QVariant::fromValue(impact.measures.at(index.column() - FirstMeasure)) : QVariant();
    case Qt::TextAlignmentRole:
        return int((measure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant ImpactModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section < FirstMeasure ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Change:
        return tr("Change");
    case When:
        return tr("When");
    case Compared:
        return tr("Compared");
    case Executions:
        return tr("Executions");
    default:
        return impactMeasures().at(section - FirstMeasure);
    }
}

} // namespace promptuary
