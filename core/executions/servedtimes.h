// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/versioncomparison.h"

namespace promptuary
{

/// A time in which one version served.
struct ServedTime {
    int version = 0; ///< 0 while nothing did
    QDateTime from = {};
    QDateTime to = {};
    std::optional<Activation> began = {}; ///< nullopt where it served already when the time begins that is shown
    bool operator==(const ServedTime &) const = default;
};

/// What served when, by time. Empty unless the dashboard is of one template in one environment.
[[nodiscard]] QList<ServedTime> servedTimes(const DashboardData &data, const DashboardContext &context);

/// When anything served there in the last seven days before `now`, the latest first; what adjoins is one time. `log`
/// has the newest first.
[[nodiscard]] QList<MeasuredTime> recentlyServed(const QList<Activation> &log, const QString &environment,
                                                 const QDateTime &now);
/// How often it runs on a day on which it serves, of executions in those times; 0 where they are less than a day in
/// all: an hour is no measure of one.
[[nodiscard]] double executionsADay(qint64 executions, const QList<MeasuredTime> &served);

/// What an activation or a roll back changed: the version that served up to it against the one that served from it on.
struct ChangeImpact {
    Activation activation = {};
    QString time = {};    ///< "3 h each": how long before and after
    QString between = {}; ///< from when to when
    qint64 before = 0;    ///< executions
    qint64 after = 0;
    QString nothing = {};                ///< why nothing is compared; empty where something is
    QList<ComparedFigure> measures = {}; ///< in the order of impactMeasures()
    bool operator==(const ChangeImpact &) const = default;
};

[[nodiscard]] QStringList impactMeasures(); ///< their names
/// Of every change that was measured, the newest first.
[[nodiscard]] QList<ChangeImpact> changeImpacts(const DashboardData &data);

/// "v12 activated", "Rolled back to v11", "v12 deactivated".
[[nodiscard]] QString activationText(const Activation &activation);

} // namespace promptuary
