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

/// What a template or a version did in the last days, for its row in a list.
struct RecentFigures {
    Metrics total = {};
    /// Executions of each day, the oldest first. Today is left out unless it is all there is: a day that is not over
    /// looks like a fall.
    QList<double> days = {};
    bool operator==(const RecentFigures &) const = default;
};
using RecentByTemplate = QHash<TemplateId, RecentFigures>; ///< of those that ran
using RecentByVersion = QHash<int, RecentFigures>;         ///< of those that ran

/// Of the last seven days. Two queries over daily rollups: they cost the same however many executions there are.
[[nodiscard]] QFuture<Result<RecentByTemplate>> readRecentFigures(ExecutionStore &store, const QString &environment,
                                                                  const QDateTime &now);
/// Of all versions of a template in the last thirty days, as cheaply.
[[nodiscard]] QFuture<Result<RecentByVersion>> readVersionFigures(ExecutionStore &store, TemplateId id,
                                                                  const QString &environment, const QDateTime &now);
/// `totals` are over all the days, `points` of each.
[[nodiscard]] RecentByTemplate recentFigures(const QList<Metrics> &totals, const QList<Metrics> &points,
                                             const QList<QDateTime> &days);
[[nodiscard]] RecentByVersion recentVersionFigures(const QList<Metrics> &totals, const QList<Metrics> &points,
                                                   const QList<QDateTime> &days);
/// What the bars of the days show, in words: "ran on 12 of 29 days, at most 812 times a day"; empty where nothing ran.
[[nodiscard]] QString daysText(const QList<double> &days);

} // namespace promptuary
