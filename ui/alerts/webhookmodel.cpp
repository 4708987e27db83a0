// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/webhookmodel.h"

#include "core/alerts/alerttexts.h"
#include "core/base/relativetime.h"

#include <algorithm>

namespace promptuary
{

void WebhookModel::setWebhooks(const QList<AlertWebhook> &webhooks, const QDateTime &now)
{
    beginResetModel();
    m_webhooks = webhooks;
    m_now = now;
    endResetModel();
}

int WebhookModel::rowOf(qint64 id) const
{
    const auto found = std::ranges::find(m_webhooks, id, &AlertWebhook::id);
    return found == m_webhooks.end() ? -1 : int(found - m_webhooks.begin());
}

int WebhookModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_webhooks.size());
}

int WebhookModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant WebhookModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const AlertWebhook &webhook = m_webhooks.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(webhook, index.column());
    case Qt::ToolTipRole:
        return explanation(webhook, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() == Waiting ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant WebhookModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Waiting ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Webhook");
    case Address:
        return tr("Address");
    case LastDelivery:
        return tr("Last delivery");
    case Waiting:
        return tr("Waiting");
    default:
        return {};
    }
}

QString WebhookModel::text(const AlertWebhook &webhook, int column) const
{
    switch (column) {
    case Name:
        return webhook.name;
    case Address:
        return webhook.url;
    case LastDelivery:
        return lastDeliveryOf(webhook, m_now);
    case Waiting:
        return QString::number(webhook.waiting);
    default:
        return {};
    }
}

QString WebhookModel::explanation(const AlertWebhook &webhook, int column) const
{
    if (column == Name && !webhook.rules.isEmpty())
        return tr("%1\nUsed by: %2").arg(webhook.name, webhook.rules.join(QStringLiteral(", ")));
    if (column != LastDelivery || !webhook.triedAt.isValid())
        return text(webhook, column);
    QString told = tr("Tried %1").arg(exactTime(webhook.triedAt));
    if (!webhook.problem.isEmpty())
        told += u'\n' + webhook.problem;
    if (webhook.deliveredAt.isValid())
        told += u'\n' + tr("Took something last %1").arg(exactTime(webhook.deliveredAt));
    return told;
}

} // namespace promptuary
