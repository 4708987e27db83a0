// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/dashboard.h"

namespace promptuary
{

/// Why executions failed: one error type.
struct FailureRow {
    QString name = {}; ///< the type, or that none was named
    qint64 failures = 0;
    double ofFailures = 0;   ///< 0 to 1
    double ofExecutions = 0; ///< 0 to 1
    qint64 before = 0;       ///< in the time before, equally long
    bool operator==(const FailureRow &) const = default;
};

struct FailureFigures {
    QString title = {};
    QString subtitle = {};       ///< how many failed
    QList<FailureRow> rows = {}; ///< the most first; those that came in the time before only at the end
    bool earlierKnown = false;   ///< something ran in the time before
    bool operator==(const FailureFigures &) const = default;
};

[[nodiscard]] FailureFigures failureFigures(const DashboardData &data);
/// The first of them, and the others as one row where there are more than `most`.
[[nodiscard]] QList<FailureRow> foremost(const QList<FailureRow> &rows, qsizetype most);
/// "+12", "−3"; a dash where nothing ran before.
[[nodiscard]] QString changeSinceBefore(const FailureFigures &figures, const FailureRow &row);
/// A header and a row for each type, commas and points whatever the language.
[[nodiscard]] QString toCsv(const FailureFigures &figures);

} // namespace promptuary
