// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <QHash>
#include <QList>

namespace promptuary
{

/// Tells which alerts to bring before a person: each once when it fires, and again when it is open still at the end of
/// its snooze. What was open before the watch began is no news.
class AlertWatch
{
public:
    [[nodiscard]] QList<AlertEvent> news(const QList<AlertEvent> &events, const QDateTime &now);

private:
    QHash<qint64, QDateTime> m_known; ///< open alerts, with the time until which they keep quiet
    bool m_began = false;
};

} // namespace promptuary
