// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/executions/metricformat.h"

namespace promptuary
{

// How alerts and their rules read.

[[nodiscard]] QString nameOf(AlertMetric metric);         ///< "Success rate"
[[nodiscard]] QString nameOf(AlertSeverity severity);     ///< "Critical"
[[nodiscard]] QString nameOf(AlertComparison comparison); ///< "The version before"
[[nodiscard]] Unit unitOf(AlertMetric metric);

/// "Success rate over 2 hours more than 5 % below the last 14 days".
[[nodiscard]] QString ruleText(const AlertRule &rule);

/// "Success rate 80.0 %, at least 89.3 % expected": what fired.
[[nodiscard]] QString headlineOf(const AlertEvent &event);
/// What was compared, in a sentence or two, for whoever has to decide.
[[nodiscard]] QString evidenceOf(const AlertEvent &event);
/// "Success rate fell", or "Success rate fell and 1 more rule".
[[nodiscard]] QString rulesOf(const AlertEvent &event);
/// "Judged 2 min ago: 88.1 % of 140 executions.", or how and when it ended.
[[nodiscard]] QString stateOf(const AlertEvent &event, const QDateTime &now);

/// Why there is no alert: all is well, or nothing can be judged, and what that takes.
[[nodiscard]] QString quietText(const AlertJudgement &judgement, const QDateTime &now);

/// "Taken 2 min ago", "Failed 2 min ago: The receiver answered 503.", "Never told anything".
[[nodiscard]] QString lastDeliveryOf(const AlertWebhook &webhook, const QDateTime &now);
/// What removing it takes away: which rules use it, and what it was not told yet.
[[nodiscard]] QString removalOf(const AlertWebhook &webhook);

} // namespace promptuary
