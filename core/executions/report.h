// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/dashboardcharts.h"
#include "core/executions/usage.h"

#include <variant>

namespace promptuary
{

/// A line of what the figures are of: "Environment", "production".
struct ReportFact {
    QString name = {};
    QString value = {};
    bool operator==(const ReportFact &) const = default;
};

/// A key figure next to what it was.
struct ReportFigure {
    KeyFigure figure = {};
    QString before = {}; ///< "before: 41,208"; says so where the time before has nothing
    bool operator==(const ReportFigure &) const = default;
};

struct ReportColumn {
    QString name = {};
    bool words = false; ///< at the left, and first to become narrow; figures stand at the right
    bool operator==(const ReportColumn &) const = default;
};

struct ReportCell {
    QString text = {};
    QString note = {};               ///< below it, smaller
    Verdict tone = Verdict::Neutral; ///< of the note
    bool operator==(const ReportCell &) const = default;
};

struct ReportRow {
    QList<ReportCell> cells = {};
    QString details = {}; ///< below all of them, as wide as the table
    bool operator==(const ReportRow &) const = default;
};

struct ReportTable {
    QString title = {};
    QString subtitle = {};
    Impact remark = {}; ///< above the rows
    QList<ReportColumn> columns = {};
    QList<ReportRow> rows = {};
    QString nothing = {}; ///< in place of rows
    QString caution = {}; ///< below the rows
    bool operator==(const ReportTable &) const = default;
};

using ReportPart = std::variant<ChartData, UsageMap, ReportTable>;

/// A dashboard as a document: all that stands on its pages, in their order, before anyone knows how long a page is.
struct Report {
    QString title = {};
    QString made = {}; ///< what it is and since when it stands: "Metrics, as of 22 Nov 2026, 14:06"
    QList<ReportFact> facts = {};
    QList<ReportFigure> figures = {};
    QString figuresNote = {};
    QList<ReportPart> parts = {};
    QString nothing = {};  ///< in place of figures and parts, where nothing ran
    QString fileName = {}; ///< a good one: "summarise-ticket 2026-11-01 to 2026-11-22.pdf"
    bool operator==(const Report &) const = default;
};

/// What a dashboard shows, with every row that there is, and times in the zone of `made`. Where versions are compared
/// it is their comparison.
[[nodiscard]] Report makeReport(const DashboardData &data, const DashboardContext &context, Ranking ranking,
                                const QDateTime &made);

/// The tables of a report, each with all its rows.
[[nodiscard]] ReportTable versionTable(const DashboardData &data, const DashboardContext &context);
[[nodiscard]] ReportTable templateTable(const DashboardData &data, const DashboardContext &context, Ranking ranking);
[[nodiscard]] ReportTable impactTable(const DashboardData &data, const QDateTime &made);
[[nodiscard]] ReportTable failureTable(const DashboardData &data);
[[nodiscard]] ReportTable comparisonTable(const DashboardData &data);

/// "22 Nov 2026, 14:06", in the zone of `like`.
[[nodiscard]] QString reportTime(const QDateTime &time, const QDateTime &like);

} // namespace promptuary
