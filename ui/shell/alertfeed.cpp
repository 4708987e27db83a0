// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alertfeed.h"

#include "core/alerts/alerttexts.h"
#include "ui/shell/desktopnotification.h"

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int resolvedShown = 100;

} // namespace

AlertFeed::AlertFeed(AlertStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_courier(store)
{
}

void AlertFeed::refresh()
{
    m_store.events(resolvedShown).then(this, [this, reading = ++m_begun](const Result<QList<AlertEvent>> &read) {
        if (reading != m_begun)
            return;
        if (!read)
            return Q_EMIT failed(read.error());
        take(*read);
    });
    // Whose role may not read secrets delivers nothing; somebody else's window, or a timer, does.
    m_courier.deliver();
}

int AlertFeed::openCount() const
{
    const QDateTime now = QDateTime::currentDateTime();
    return int(std::ranges::count_if(m_events, [&now](const AlertEvent &event) {
        return event.isOpen() && !event.isSnoozed(now) && !event.acknowledgedAt.isValid();
    }));
}

void AlertFeed::take(const QList<AlertEvent> &events)
{
    m_events = events;
    m_wasRead = true;
    Q_EMIT changed();
    for (const AlertEvent &event : m_watch.news(events, QDateTime::currentDateTime())) {
        if (event.rule.notifyDesktop)
            notifyDesktop(tr("%1 v%2: %3").arg(event.templateName).arg(event.version).arg(event.rule.name),
                          headlineOf(event), event.rule.severity == AlertSeverity::Critical);
        Q_EMIT fired(event);
    }
}

} // namespace promptuary
