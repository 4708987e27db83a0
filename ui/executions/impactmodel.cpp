// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/impactmodel.h"

#include "core/base/relativetime.h"
#include "ui/executions/figuredelegate.h"

#include <QLocale>

#include <algorithm>

namespace promptuary
{

namespace
{

QString shortTime(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    const bool thisYear = local.date().year() == QDate::currentDate().year();
    return QLocale().toString(local, thisYear ? QStringLiteral("d MMM HH:mm") : QStringLiteral("d MMM yyyy HH:mm"));
}

} // namespace

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

QString ImpactModel::text(const ChangeImpact &impact, int column)
{
    const auto count = [](qint64 executions) { return figureText(Unit::Count, double(executions)); };
    switch (column) {
    case Change:
        return activationText(impact.activation);
    case Executions:
        return tr("%1 → %2").arg(count(impact.before), count(impact.after));
    default:
        return impact.nothing.isEmpty() ? impact.measures.at(column - FirstMeasure).value : QString();
    }
}

QString ImpactModel::lineBelow(const ChangeImpact &impact, int column)
{
    switch (column) {
    case Change:
        return shortTime(impact.activation.at);
    case Executions:
        return impact.time;
    case FirstMeasure:
        return impact.nothing;
    default:
        return {};
    }
}

QString ImpactModel::spoken(const ChangeImpact &impact, int column)
{
    const auto count = [](qint64 executions) { return figureText(Unit::Count, double(executions)); };
    switch (column) {
    case Change:
        return tr("%1, %2").arg(activationText(impact.activation), exactTime(impact.activation.at));
    case Executions:
        return tr("%1 before, %2 after, %3").arg(count(impact.before), count(impact.after), impact.time);
    default:
        if (!impact.nothing.isEmpty())
            return column == FirstMeasure ? impact.nothing : QString();
        return spokenFigure(impact.measures.at(column - FirstMeasure));
    }
}

QString ImpactModel::toolTip(const ChangeImpact &impact, int column)
{
    if (column >= FirstMeasure)
        return impact.nothing.isEmpty() ? impact.measures.at(column - FirstMeasure).explanation : impact.nothing;
    QStringList lines;
    if (column == Executions)
        lines = {spoken(impact, column), impact.between, impact.nothing};
    else
        lines = {tr("%1, %2").arg(impact.activation.actor, exactTime(impact.activation.at)), impact.activation.reason};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QVariant ImpactModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ChangeImpact &impact = m_impacts.at(index.row());
    const bool figure = index.column() >= FirstMeasure && impact.nothing.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return text(impact, index.column());
    case Qt::AccessibleTextRole:
        return spoken(impact, index.column());
    case Qt::ToolTipRole:
        return toolTip(impact, index.column());
    case figureRole:
        return figure ? QVariant::fromValue(impact.measures.at(index.column() - FirstMeasure)) : QVariant();
    case lineBelowRole:
        return figure ? QVariant() : lineBelow(impact, index.column());
    case Qt::TextAlignmentRole:
        return int((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
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
    case Executions:
        return tr("Executions");
    default:
        return impactMeasures().at(section - FirstMeasure);
    }
}

} // namespace promptuary
