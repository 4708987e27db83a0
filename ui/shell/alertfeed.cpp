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
    m_store.overview(resolvedShown).then(this, [this, reading = ++m_begun](const Result<AlertOverview> &read) {
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
    return int(std::ranges::count_if(m_read.events, [&now](const AlertEvent &event) {
        return event.isOpen() && !event.isSnoozed(now) && !event.acknowledgedAt.isValid();
    }));
}

void AlertFeed::take(const AlertOverview &overview)
{
    m_read = overview;
    m_wasRead = true;
    Q_EMIT changed();
    for (const AlertEvent &event : m_watch.news(overview.events, QDateTime::currentDateTime())) {
        if (event.notifiesDesktop)
            notifyDesktop(tr("%1 v%2: %3").arg(event.templateName).arg(event.version).arg(rulesOf(event)),
                          headlineOf(event), event.rule.severity == AlertSeverity::Critical);
        Q_EMIT fired(event);
    }
}

} // namespace promptuary
