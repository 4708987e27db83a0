// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/webpost.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <chrono>

using namespace std::chrono_literals;

extern "C" Q_DECL_EXPORT void promptuarySendWebPost(QObject *context, const promptuary::WebPost *post,
                                                    const promptuary::WebAnswer *answer)
{
    auto *network = context->findChild<QNetworkAccessManager *>(Qt::FindDirectChildrenOnly);
    if (!network)
        network = new QNetworkAccessManager(context);
    QNetworkRequest request(post->url);
    request.setTransferTimeout(15s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    for (const auto &[name, value] : post->headers)
        request.setRawHeader(name, value);
    QNetworkReply *reply = network->post(request, post->body);
    QObject::connect(reply, &QNetworkReply::finished, context, [reply, tell = *answer] {
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        reply->deleteLater();
        tell(status, status > 0 ? QString() : reply->errorString());
    });
}
