// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <functional>
#include <utility>

class QObject;

namespace promptuary
{

/// Something to send by HTTP POST.
struct WebPost {
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

/// What came back: the status, or 0 and what was in the way.
using WebAnswer = std::function<void(int status, const QString &problem)>;

/// The one function of the module promptuary_webpost. Sends; calls `answer` once in the thread of `context`, or never
/// where `context` is gone by then. It is a module, loaded with the first post, because Qt's network library and the
/// twenty-eight that it brings take a third of the time in which promptuaryctl starts.
using SendWebPost = void (*)(QObject *context, const WebPost *post, const WebAnswer *answer);
inline constexpr const char *sendWebPostName = "promptuarySendWebPost";

} // namespace promptuary
