// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/database/resultrows.h"
#include "core/executions/execution.h"
#include "core/executions/metrics.h"

namespace promptuary
{

// How rows of the database become values: each select list stands next to what reads it by column index.

/// Of what execution_metrics() returns.
[[nodiscard]] QString metricsColumns();
[[nodiscard]] Metrics metricsAt(const ResultRows &rows, int row);

/// Of prompt_executions.
[[nodiscard]] QString executionColumns();
[[nodiscard]] Execution executionAt(const ResultRows &rows, int row);

/// Of execution_payloads.
[[nodiscard]] QString payloadColumns();
[[nodiscard]] ExecutionPayload payloadAt(const ResultRows &rows, int row);

/// The other way round, for statements: NULL for what is empty or not valid.
[[nodiscard]] QVariant nullIfEmpty(const QString &text);
[[nodiscard]] QVariant nullIfInvalid(const QDateTime &time);

} // namespace promptuary
