// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alertwatch.h"

#include <utility>

namespace promptuary
{

QList<AlertEvent> AlertWatch::news(const QList<AlertEvent> &events, const QDateTime &now)
{
    QList<AlertEvent> fresh;
    QHash<qint64, QDateTime> open;
    const bool began = std::exchange(m_began, true);
    for (const AlertEvent &event : events) {
        if (!event.isOpen())
            continue;
        const auto known = m_known.constFind(event.id);
        const bool woke = known != m_known.cend() && known->isValid() && *known <= now && !event.isSnoozed(now);
        if ((known == m_known.cend() && began && !event.isSnoozed(now)) || woke)
            fresh.append(event);
        open.insert(event.id, event.isSnoozed(now) ? event.snoozedUntil : QDateTime());
    }
    m_known = open;
    return fresh;
}

} // namespace promptuary
