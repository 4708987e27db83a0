// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "core/database/resultrows.h"

namespace promptuary
{

// How rows of the database become values: each select list stands next to what reads it by column index.

/// Select and from clause of rules, the table under `r`.
[[nodiscard]] QString ruleSelect();
[[nodiscard]] AlertRule ruleAt(const ResultRows &rows, int row);

/// Incidents, the open ones first, each by one of its alerts with its rule and what serves; bound to it is how many of
/// those that are over.
[[nodiscard]] QString incidentSelect();
[[nodiscard]] AlertEvent eventAt(const ResultRows &rows, int row);

[[nodiscard]] QString judgementSelect();
[[nodiscard]] AlertJudgement judgementAt(const ResultRows &rows, int row);

/// Of AlertStore::webhooks().
[[nodiscard]] AlertWebhook webhookAt(const ResultRows &rows, int row);

} // namespace promptuary
