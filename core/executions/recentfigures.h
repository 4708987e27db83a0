// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/metrics.h"

#include <QFuture>
#include <QHash>

namespace promptuary
{

class ExecutionStore;

/// What a template did in the last seven days, for its row in a list.
struct RecentFigures {
    Metrics total = {};
    /// Executions of each day, the oldest first. Today is left out unless it is all there is: a day that is not over
    /// looks like a fall.
    QList<double> days = {};
    bool operator==(const RecentFigures &) const = default;
};
using RecentByTemplate = QHash<TemplateId, RecentFigures>; ///< of those that ran

/// Two queries over a week of daily rollups: they cost the same however many executions there are.
[[nodiscard]] QFuture<Result<RecentByTemplate>> readRecentFigures(ExecutionStore &store, const QString &environment,
                                                                  const QDateTime &now);
/// `totals` are over all the days, `points` of each.
[[nodiscard]] RecentByTemplate recentFigures(const QList<Metrics> &totals, const QList<Metrics> &points,
                                             const QList<QDateTime> &days);

} // namespace promptuary
