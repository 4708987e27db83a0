// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alertcourier.h"

#include "core/alerts/webpost.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibrary>
#include <QMessageAuthenticationCode>

#include <utility>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

/// The module where it was installed beside the program, else where it was built.
QLibrary &webPostModule()
{
    static QLibrary module(
        QFileInfo::exists(QCoreApplication::applicationDirPath() + u"/../lib/promptuary/libpromptuary_webpost.so"_s)
            ? QCoreApplication::applicationDirPath() + u"/../lib/promptuary/libpromptuary_webpost.so"_s
            : QStringLiteral(PROMPTUARY_WEBPOST));
    return module;
}

} // namespace

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
    const auto send = reinterpret_cast<SendWebPost>(webPostModule().resolve(sendWebPostName));
    if (!send) {
        settle(delivery, 0, webPostModule().errorString());
        return;
    }
    const qint64 timestamp = QDateTime::currentSecsSinceEpoch();
    const WebPost post{.url = QUrl(delivery.url),
                       .headers = {{"Content-Type", "application/json"},
                                   {"User-Agent", "Promptuary"},
                                   {"webhook-id", webhookId(delivery)},
                                   {"webhook-timestamp", QByteArray::number(timestamp)},
                                   {"webhook-signature", webhookSignature(delivery, timestamp)}},
                       .body = delivery.body};
    const WebAnswer answer = [this, delivery](int status, const QString &problem) {
        settle(delivery, status, problem);
    };
    send(this, &post, &answer);
}

void AlertCourier::settle(const AlertDelivery &delivery, int status, const QString &problem)
{
    const bool taken = status >= 200 && status < 300;
    const QString told = taken ? QString() : status > 0 ? tr("The receiver answered %1.").arg(status) : problem;
    m_store.settle(delivery, told).then(this, [this, taken](const Result<void> &kept) { count(taken && kept); });
}

void AlertCourier::count(bool delivered)
{
    ++(delivered ? m_delivered : m_failed);
    if (--m_open > 0)
        return;
    m_busy = false;
    Q_EMIT finished(m_delivered, m_failed);
}

} // namespace promptuary
