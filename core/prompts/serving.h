// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/template.h"

#include <QHash>

namespace promptuary
{

/// A time in which a version served in an environment.
struct Serving {
    QString environment;
    QDateTime from = {}; ///< invalid where the log does not tell
    QDateTime to = {};   ///< invalid while it serves
    bool operator==(const Serving &) const = default;
};
using Servings = QHash<int, QList<Serving>>; ///< by version, of each the newest first

/// From the log of activations of one template, newest first.
[[nodiscard]] Servings servingsOf(const QList<Activation> &activations);

/// The version that the newest deactivation in `environment` ended; 0 where there was none. From the log, newest first.
[[nodiscard]] int lastSwitchedOff(const QList<Activation> &activations, const QString &environment);

/// "2 Mar to 9 Apr", "9 Apr" of a single day, "since 2 Mar", "until 9 Apr": days in local time, with the year where it
/// is not that of `now`.
[[nodiscard]] QString servingDays(const Serving &serving, const QDateTime &now);
/// "Served in production from Mon 2 Mar 2026, 14:05:09 to Thu 9 Apr 2026, 09:00:00", "Serves in staging since …".
[[nodiscard]] QString servingText(const Serving &serving);

} // namespace promptuary
