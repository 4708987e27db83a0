// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktopnotification.h"

#include <QCoreApplication>
#include <QVariantMap>

// By its folder: a definition of the bus for all of the window's code would make its precompiled header another one.
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>

namespace promptuary
{

using namespace Qt::StringLiterals;

void notifyDesktop(const QString &title, const QString &text, bool urgent)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    const QString service = u"org.freedesktop.Notifications"_s;
    QDBusMessage call =
        QDBusMessage::createMethodCall(service, u"/org/freedesktop/Notifications"_s, service, u"Notify"_s);
    constexpr quint32 replacesNothing = 0;
    constexpr qint32 asLongAsUsual = -1;
    call.setArguments({QCoreApplication::applicationName(), replacesNothing, u"promptuary"_s, title,
                       text.toHtmlEscaped(), QStringList(),
                       QVariantMap{{u"urgency"_s, QVariant::fromValue<uchar>(urgent ? 2 : 1)}}, asLongAsUsual});
    bus.send(call); // what it answers changes nothing
}

} // namespace promptuary
