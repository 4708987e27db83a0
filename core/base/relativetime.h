// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace promptuary
{

/// How long ago, as people say it: "just now", "5 min ago", "2 h ago", "yesterday", "9 days ago", "3 weeks ago",
/// "2 months ago", "4 years ago". Days are those of the calendar in `now`'s time zone. A time in the future, which a
/// server's clock ahead of ours makes, is "just now". Empty for an invalid time.
[[nodiscard]] QString relativeTime(const QDateTime &time, const QDateTime &now);

/// The exact time for a tooltip, in the local zone: "Sat 21 Nov 2026, 14:05:09".
[[nodiscard]] QString exactTime(const QDateTime &time);

} // namespace promptuary
