// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alertstore.h"

#include <QObject>

namespace promptuary
{

/// What a delivery is known by at the receiver, also when it comes twice: "alert-17-fired".
[[nodiscard]] QByteArray webhookId(const AlertDelivery &delivery);
/// The header webhook-signature: "v1," and Base64 of HMAC-SHA-256 over "id.timestamp.body" (Standard Webhooks 1.0.0,
/// "Signature scheme"). `timestamp` is in seconds since 1970.
[[nodiscard]] QByteArray webhookSignature(const AlertDelivery &delivery, qint64 timestamp);

/// Sends what webhooks are to be told, and says in the database how that went.
class AlertCourier : public QObject
{
    Q_OBJECT
public:
    explicit AlertCourier(AlertStore &store, QObject *parent = nullptr);

    void deliver(); ///< what is due; nothing where that is under way

Q_SIGNALS:
    /// Everything that was due was tried.
    void finished(int delivered, int failed);
    void refused(const promptuary::Error &error); ///< deliveries cannot be read, most often for want of the right

private:
    void post(const AlertDelivery &delivery);
    void settle(const AlertDelivery &delivery, int status, const QString &problem);
    void count(bool delivered);

    AlertStore &m_store;
    int m_open = 0;
    int m_delivered = 0;
    int m_failed = 0;
    bool m_busy = false;
};

} // namespace promptuary
