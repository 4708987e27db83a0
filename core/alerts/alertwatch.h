// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <QHash>
#include <QList>

namespace promptuary
{

/// Tells which incidents to bring before a person: each once when it begins, again when a more severe rule fires, and
/// when it is open still at the end of its snooze. What was open before the watch began is no news.
class AlertWatch
{
public:
    [[nodiscard]] QList<AlertEvent> news(const QList<AlertEvent> &events, const QDateTime &now);

private:
    struct Known {
        QDateTime quietUntil = {};
        int loudness = 0; ///< the severity that the desktop is told of, from 1 on; 0 for none
    };
    QHash<qint64, Known> m_known; ///< open incidents
    bool m_began = false;
};

} // namespace promptuary
