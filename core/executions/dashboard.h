// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/changetimes.h"
#include "core/executions/metricperiod.h"
#include "core/executions/metrics.h"

#include <QFuture>

namespace promptuary
{

class ExecutionStore;

inline constexpr qsizetype mostLayers = 6; ///< in one chart: more colours cannot be told apart by everyone

/// What the cost of the overview is stacked by.
enum class Stacking : std::uint8_t { Template, TaskType, Model };

/// What a dashboard is about.
struct DashboardFilter {
    TemplateId templateId = {}; ///< none for the overview
    QString taskType = {};      ///< of the overview; a key, empty for all
    QList<int> versions = {};   ///< of the one template, where none are compared; empty for all
    QString environment = {};   ///< empty for all
    QString model = {};         ///< empty for all
    TimeRange range = TimeRange::Month;
    QDateTime since = {}; ///< of TimeRange::Custom
    QDateTime until = {};
    Stacking stacking = Stacking::Template;
    QList<int> compared = {}; ///< versions of the template to hold against the first of them; empty for the dashboard
    bool operator==(const DashboardFilter &) const = default;
};

/// All figures of a dashboard as they were read. Rows are by time, then by template, version or model.
struct DashboardData {
    DashboardFilter filter = {};
    MetricPeriod period = {};
    Metrics total = {};
    Metrics earlier = {};       ///< of the time before, equally long
    QList<Metrics> points = {}; ///< of all together, for each point
    /// Of each task type, model or version, for each point; of templates those that cost most, as many as get a colour.
    QList<Metrics> layers = {};
    QList<Metrics> groups = {};        ///< of each template or version, over all
    QList<Metrics> earlierGroups = {}; ///< of each template in the time before, for the overview
    Usage usage = {};
    QList<FailureCount> failures = {}; ///< by error type, the most first
    QList<FailureCount> earlierFailures = {};
    MeasuredChanges changes = {}; ///< of the one template in one environment
    /// How the measures of the compared versions spread; by version and value.
    QList<DistributionPoint> latencies = {};
    QList<DistributionPoint> costs = {};
    QList<DistributionPoint> confidences = {};
    bool everExecuted = true; ///< also where the filter leaves nothing
    QDateTime newest = {};    ///< where only the time leaves nothing: the month of the newest execution at any time
    bool operator==(const DashboardData &) const = default;
};

/// Its queries run at the same time; what each costs does not grow with the executions. `activations` are those of the
/// one template, newest first.
[[nodiscard]] QFuture<Result<DashboardData>> readDashboard(ExecutionStore &store, const DashboardFilter &filter,
                                                           const QDateTime &now,
                                                           const QList<Activation> &activations = {});

} // namespace promptuary
