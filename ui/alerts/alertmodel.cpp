// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertmodel.h"

#include "core/alerts/alerttexts.h"
#include "core/base/relativetime.h"

#include <algorithm>

namespace promptuary
{

AlertModel::AlertModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_clock([] { return QDateTime::currentDateTime(); })
{
}

void AlertModel::setEvents(const QList<AlertEvent> &events)
{
    const bool same = std::ranges::equal(events, m_events, {}, &AlertEvent::incident, &AlertEvent::incident);
    if (same) {
        m_events = events;
        if (!events.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(int(events.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_events = events;
    endResetModel();
}

int AlertModel::rowOf(qint64 incident) const
{
    const auto found = std::ranges::find(m_events, incident, &AlertEvent::incident);
    return found == m_events.end() ? -1 : int(found - m_events.begin());
}

int AlertModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int AlertModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant AlertModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const AlertEvent &event = m_events.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(event, index.column());
    case Qt::UserRole:
        return int(event.rule.severity);
    case Qt::ToolTipRole:
        if (index.column() == Fired)
            return exactTime(event.firedAt);
        if (index.column() == Rule && event.rules.size() > 1)
            return event.rules.join(u'\n');
        if (index.column() == Rule || index.column() == Template)
            return text(event, index.column()); // which may be longer than the column
        return index.column() == State ? stateOf(event, m_clock()) : evidenceOf(event);
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                                text(event, index.column()));
    default:
        return {};
    }
}

QVariant AlertModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Severity:
        return tr("Severity");
    case What:
        return tr("What happened");
    case Rule:
        return tr("Rule");
    case Template:
        return tr("Version");
    case Environment:
        return tr("Environment");
    case Fired:
        return tr("Fired");
    case State:
        return tr("State");
    default:
        return {};
    }
}

QString AlertModel::text(const AlertEvent &event, int column) const
{
    switch (column) {
    case Severity:
        return nameOf(event.rule.severity);
    case What:
        return headlineOf(event);
    case Rule:
        return rulesOf(event);
    case Template:
        return tr("%1 v%2").arg(event.templateName).arg(event.version);
    case Environment:
        return event.environment;
    case Fired:
        return relativeTime(event.firedAt, m_clock());
    case State:
        return stateText(event);
    default:
        return {};
    }
}

QString AlertModel::stateText(const AlertEvent &event) const
{
    if (!event.isOpen())
        return event.resolution == u"recovered" ? tr("Recovered") : tr("Over");
    if (event.isSnoozed(m_clock()))
        return tr("Snoozed");
    return event.acknowledgedAt.isValid() ? tr("Acknowledged") : tr("Open");
}

} // namespace promptuary
