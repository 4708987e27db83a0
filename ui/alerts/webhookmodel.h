// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <QAbstractTableModel>
#include <QList>

namespace promptuary
{

/// Where alerts are sent, and how that went last.
class WebhookModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t { Name, Address, LastDelivery, Waiting, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setWebhooks(const QList<AlertWebhook> &webhooks, const QDateTime &now);
    [[nodiscard]] const AlertWebhook &at(int row) const { return m_webhooks.at(row); }
    [[nodiscard]] int rowOf(qint64 id) const; ///< -1 where it is not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const AlertWebhook &webhook, int column) const;
    [[nodiscard]] QString explanation(const AlertWebhook &webhook, int column) const;

    QList<AlertWebhook> m_webhooks;
    QDateTime m_now;
};

} // namespace promptuary
