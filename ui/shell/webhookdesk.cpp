// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/webhookdesk.h"

#include "ui/alerts/webhookdialog.h"
#include "ui/alerts/webhooksdialog.h"

#include <QTimer>

#include <chrono>
#include <utility>

namespace promptuary
{

using namespace std::chrono_literals;

namespace
{

/// Another window may send the test, so its outcome is looked for; a receiver has 15 seconds to answer.
constexpr auto lookInterval = 500ms;
constexpr int mostLooks = 50;

} // namespace

WebhookDesk::WebhookDesk(AlertStore &store, WebhooksDialog &dialog)
    : QObject(&dialog)
    , m_store(store)
    , m_dialog(dialog)
    , m_courier(store)
{
    connect(&dialog, &WebhooksDialog::editRequested, this, &WebhookDesk::edit);
    connect(&dialog, &WebhooksDialog::removalRequested, this, &WebhookDesk::remove);
    connect(&dialog, &WebhooksDialog::testRequested, this, &WebhookDesk::test);
    connect(&dialog, &WebhooksDialog::retryRequested, this, [this] { read(); });
    connect(&m_courier, &AlertCourier::finished, this, &WebhookDesk::lookForOutcome);
    connect(&m_courier, &AlertCourier::refused, &dialog, &WebhooksDialog::showError);
    read();
}

void WebhookDesk::read(qint64 chosen)
{
    m_store.webhooks().then(this, [this, chosen](const Result<QList<AlertWebhook>> &read) {
        if (!read)
            return m_dialog.showError(read.error());
        m_dialog.showWebhooks(*read);
        m_dialog.choose(chosen);
    });
}

void WebhookDesk::edit(const AlertWebhook &webhook)
{
    auto *form = new WebhookDialog(webhook, &m_dialog);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &WebhookDialog::saveRequested, this,
            [this, form](const AlertWebhook &wanted, const QString &secret) { save(form, wanted, secret); });
    form->open();
}

void WebhookDesk::save(WebhookDialog *form, const AlertWebhook &webhook, const QString &secret)
{
    m_store.saveWebhook(webhook, secret).then(form, [this, form](const Result<qint64> &saved) {
        if (!saved)
            return form->showError(saved.error());
        form->accept();
        read(*saved);
    });
}

void WebhookDesk::remove(const AlertWebhook &webhook)
{
    m_store.removeWebhook(webhook.id).then(this, [this](const Result<void> &removed) {
        if (!removed)
            return m_dialog.showError(removed.error());
        read();
        Q_EMIT changed();
    });
}

void WebhookDesk::test(const AlertWebhook &webhook)
{
    m_dialog.showTesting(webhook);
    m_store.testWebhook(webhook.id).then(this, [this, webhook](const Result<qint64> &delivery) {
        if (!delivery)
            return m_dialog.showError(delivery.error());
        m_tested = webhook;
        m_delivery = *delivery;
        m_looks = mostLooks;
        m_courier.deliver();
    });
}

void WebhookDesk::lookForOutcome()
{
    if (m_delivery == 0)
        return;
    m_store.outcomeOf(m_delivery).then(this, [this, asked = m_delivery](const Result<DeliveryOutcome> &outcome) {
        if (asked != m_delivery)
            return;
        if (outcome && !outcome->tried && --m_looks > 0) {
            // Somebody else may have it under way, or more was due than is sent at once.
            QTimer::singleShot(lookInterval, &m_courier, &AlertCourier::deliver);
            return;
        }
        m_delivery = 0;
        if (outcome)
            m_dialog.showOutcome(m_tested, *outcome);
        else
            m_dialog.showError(outcome.error());
        read(m_tested.id);
    });
}

} // namespace promptuary
