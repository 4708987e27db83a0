// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alertwatch.h"

#include <algorithm>
#include <utility>

namespace promptuary
{

QList<AlertEvent> AlertWatch::news(const QList<AlertEvent> &events, const QDateTime &now)
{
    QList<AlertEvent> fresh;
    QHash<qint64, Known> open;
    const bool began = std::exchange(m_began, true);
    for (const AlertEvent &event : events) {
        if (!event.isOpen())
            continue;
        const bool quiet = event.isSnoozed(now);
        const int loudness = event.notifiesDesktop ? int(event.rule.severity) + 1 : 0;
        const auto known = m_known.constFind(event.incident);
        const bool isNew = known == m_known.cend();
        const bool woke = !isNew && known->quietUntil.isValid() && known->quietUntil <= now;
        const bool louder = !isNew && loudness > known->loudness;
        if (!quiet && ((isNew && began) || woke || louder))
            fresh.append(event);
        // What falls and rises again within an incident is no news.
        open.insert(event.incident, {.quietUntil = quiet ? event.snoozedUntil : QDateTime(),
                                     .loudness = isNew ? loudness : std::max(loudness, known->loudness)});
    }
    m_known = open;
    return fresh;
}

} // namespace promptuary
