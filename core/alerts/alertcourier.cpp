// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alertcourier.h"

#include <QMessageAuthenticationCode>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <chrono>
#include <utility>

namespace promptuary
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QByteArray webhookId(const AlertDelivery &delivery)
{
    return "alert-" + QByteArray::number(delivery.eventId) + '-' + delivery.kind.toLatin1();
}

QByteArray webhookSignature(const AlertDelivery &delivery, qint64 timestamp)
{
    const QByteArray signedText = webhookId(delivery) + '.' + QByteArray::number(timestamp) + '.' + delivery.body;
    const QByteArray key = QByteArray::fromBase64(delivery.secret.toLatin1());
    return "v1," + QMessageAuthenticationCode::hash(signedText, key, QCryptographicHash::Sha256).toBase64();
}

AlertCourier::AlertCourier(AlertStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

AlertCourier::~AlertCourier() = default;

void AlertCourier::deliver()
{
    if (std::exchange(m_busy, true))
        return;
    m_delivered = 0;
    m_failed = 0;
    m_store.claimDeliveries().then(this, [this](const Result<QList<AlertDelivery>> &claimed) {
        if (!claimed) {
            m_busy = false;
            Q_EMIT refused(claimed.error());
            return;
        }
        m_open = int(claimed->size());
        for (const AlertDelivery &delivery : *claimed)
            post(delivery);
        if (m_open == 0) {
            m_busy = false;
            Q_EMIT finished(0, 0);
        }
    });
}

void AlertCourier::post(const AlertDelivery &delivery)
{
    if (!m_network)
        m_network = std::make_unique<QNetworkAccessManager>();
    const qint64 timestamp = QDateTime::currentSecsSinceEpoch();
    QNetworkRequest request{QUrl(delivery.url)};
    request.setTransferTimeout(15s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"Promptuary"_s);
    request.setRawHeader("webhook-id", webhookId(delivery));
    request.setRawHeader("webhook-timestamp", QByteArray::number(timestamp));
    request.setRawHeader("webhook-signature", webhookSignature(delivery, timestamp));
    QNetworkReply *reply = m_network->post(request, delivery.body);
    connect(reply, &QNetworkReply::finished, this, [this, delivery, reply] { take(delivery, *reply); });
}

void AlertCourier::take(const AlertDelivery &delivery, QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool taken = status >= 200 && status < 300;
    const QString problem = taken        ? QString()
                            : status > 0 ? tr("The receiver answered %1.").arg(status)
                                         : reply.errorString();
    reply.deleteLater();
    m_store.settle(delivery, problem).then(this, [this, taken](const Result<void> &told) { settled(taken && told); });
}

void AlertCourier::settled(bool delivered)
{
    ++(delivered ? m_delivered : m_failed);
    if (--m_open > 0)
        return;
    m_busy = false;
    Q_EMIT finished(m_delivered, m_failed);
}

} // namespace promptuary
