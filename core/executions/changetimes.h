// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/execution.h"
#include "core/executions/metrics.h"
#include "core/prompts/template.h"

namespace promptuary
{

struct DashboardFilter;
struct MetricPeriod;

/// A time in which a version is measured; empty where its executions cannot be told from others.
struct MeasuredTime {
    QDateTime since = {};
    QDateTime until = {};
    bool operator==(const MeasuredTime &) const = default;
    [[nodiscard]] bool isEmpty() const { return !since.isValid() || since >= until; }
};

/// An activation or a roll back, and the times before and after it in which what it changed is measured. They are
/// equally long and reach up to the neighbouring changes, four weeks at most: how long a time the dashboard shows, and
/// how long its points are, has nothing to do with it.
struct ChangeTimes {
    Activation activation = {};
    qint64 seconds = 0; ///< the length of each
    /// Of the executions themselves, to the second; else of their sums, cut at whole hours or days. The one that holds
    /// the change belongs to both times then: the version tells its executions apart.
    bool exact = false;
    MeasuredTime before = {};
    MeasuredTime after = {};
    bool operator==(const ChangeTimes &) const = default;
};

/// Of every change in the time that is shown, the newest first; where versions are chosen, of those between them. Empty
/// unless the filter is of one template in one environment. `activations` are the newest first.
[[nodiscard]] QList<ChangeTimes> changeTimes(const DashboardFilter &filter, const MetricPeriod &period,
                                             const QList<Activation> &activations, const QDateTime &now,
                                             const ExecutionSettings &settings);

/// A change with what was measured.
struct ChangeFigures {
    ChangeTimes times = {};
    Metrics before = {};
    Metrics after = {};
    bool operator==(const ChangeFigures &) const = default;
};

/// The newest changes of a time.
struct MeasuredChanges {
    QList<ChangeFigures> figures = {};
    qsizetype older = 0; ///< how many more there were, which are not measured
    bool operator==(const MeasuredChanges &) const = default;
};

} // namespace promptuary
