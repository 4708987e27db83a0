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

/// Select and from clause of alerts with their rules and what serves, the table under `e`.
[[nodiscard]] QString eventSelect();
[[nodiscard]] AlertEvent eventAt(const ResultRows &rows, int row);

/// Of AlertStore::webhooks().
[[nodiscard]] AlertWebhook webhookAt(const ResultRows &rows, int row);

} // namespace promptuary
