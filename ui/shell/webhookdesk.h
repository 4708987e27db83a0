// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alertcourier.h"

#include <QObject>

namespace promptuary
{

class WebhookDialog;
class WebhooksDialog;

/// Wires the dialog of webhooks to the database, and sends the tests it asks for.
class WebhookDesk : public QObject
{
    Q_OBJECT
public:
    WebhookDesk(AlertStore &store, WebhooksDialog &dialog);

Q_SIGNALS:
    void changed(); ///< a webhook was removed: rules do not use it any more

private:
    void read(qint64 chosen = 0);
    void edit(const AlertWebhook &webhook);
    void save(WebhookDialog *form, const AlertWebhook &webhook, const QString &secret);
    void remove(const AlertWebhook &webhook);
    void test(const AlertWebhook &webhook);
    void lookForOutcome();

    AlertStore &m_store;
    WebhooksDialog &m_dialog;
    AlertCourier m_courier;
    AlertWebhook m_tested;
    qint64 m_delivery = 0; ///< the test that is under way
    int m_looks = 0;       ///< left for its outcome
};

} // namespace promptuary
