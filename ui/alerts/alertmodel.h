// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <QAbstractTableModel>
#include <QList>

#include <functional>

namespace promptuary
{

/// Incidents, the open ones first. A row stays itself while what it says changes, so a selection stays.
class AlertModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t { Severity, What, Rule, Template, Environment, Fired, State, ColumnCount };

    using Clock = std::function<QDateTime()>;
    explicit AlertModel(QObject *parent = nullptr);
    void setClock(Clock clock) { m_clock = std::move(clock); }

    void setEvents(const QList<AlertEvent> &events);
    [[nodiscard]] const AlertEvent &at(int row) const { return m_events.at(row); }
    [[nodiscard]] int rowOf(qint64 incident) const; ///< −1 where it is not shown

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const AlertEvent &event, int column) const;
    [[nodiscard]] QString stateText(const AlertEvent &event) const;

    QList<AlertEvent> m_events;
    Clock m_clock;
};

} // namespace promptuary
