// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/base/result.h"

#include <QFuture>

namespace promptuary
{

class Database;

/// What a webhook is to be told, claimed for two minutes.
struct AlertDelivery {
    qint64 eventId = 0; ///< of the alert; of the delivery itself for a test
    QString kind;       ///< fired, resolved or test
    QString url;
    QString secret; ///< Base64 of the key that signs
    QByteArray body;
};

/// Rules, the alerts they opened, and who is told. The rules are judged in the database after each rollup.
class AlertStore
{
public:
    explicit AlertStore(Database &database);

    [[nodiscard]] QFuture<Result<QList<AlertRule>>> rules(); ///< by severity, then name
    /// Makes a rule without id, or changes the one with it.
    [[nodiscard]] QFuture<Result<qint64>> saveRule(const AlertRule &rule);
    /// On or off, and nothing else of it: others may have changed the rest.
    [[nodiscard]] QFuture<Result<void>> switchRule(qint64 id, bool enabled);
    [[nodiscard]] QFuture<Result<void>> removeRule(qint64 id);
    /// What a rule, kept or only thought of, says now of each version of which enough is known; those that fire first.
    [[nodiscard]] QFuture<Result<QList<AlertVerdict>>> verdicts(const AlertRule &rule);

    /// Incidents: the open ones, then at most `most` that are over; of each the newest first.
    [[nodiscard]] QFuture<Result<QList<AlertEvent>>> events(int most);
    /// The same, with what can be said where there is none.
    [[nodiscard]] QFuture<Result<AlertOverview>> overview(int most);
    /// Of an alert and what else is open of its incident; so does snooze().
    [[nodiscard]] QFuture<Result<void>> acknowledge(qint64 id, const QString &note);
    [[nodiscard]] QFuture<Result<void>> snooze(qint64 id, const QDateTime &until); ///< null ends it

    [[nodiscard]] QFuture<Result<QList<AlertWebhook>>> webhooks(); ///< by name
    /// Makes the one of that name, or changes it. An empty secret keeps the one there is.
    [[nodiscard]] QFuture<Result<qint64>> saveWebhook(const QString &name, const QString &url, const QString &secret);
    /// Makes one without id, or changes name and address of the one with it. The place of a refusal is the field: name,
    /// url or secret.
    [[nodiscard]] QFuture<Result<qint64>> saveWebhook(const AlertWebhook &webhook, const QString &secret);
    [[nodiscard]] QFuture<Result<void>> removeWebhook(qint64 id);
    /// Puts a test into the list of deliveries, and tells the delivery.
    [[nodiscard]] QFuture<Result<qint64>> testWebhook(qint64 id);
    [[nodiscard]] QFuture<Result<DeliveryOutcome>> outcomeOf(qint64 delivery);

    [[nodiscard]] QFuture<Result<QList<AlertDelivery>>> claimDeliveries();
    /// An empty problem says that the receiver took it.
    [[nodiscard]] QFuture<Result<void>> settle(const AlertDelivery &delivery, const QString &problem);

private:
    Database &m_database;
};

} // namespace promptuary
