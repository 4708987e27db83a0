// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/report.h"
#include "ui/executions/reportstyle.h"

namespace promptuary
{

/// A table of a report in columns of its width, row by row, for whoever puts them on pages. Nothing of it is cut: what
/// does not fit into its column goes on in the next line.
class ReportTableLayout
{
public:
    ReportTableLayout(const ReportTable &table, const ReportStyle &style, double width);

    [[nodiscard]] qsizetype rowCount() const { return m_table.rows.size(); }
    [[nodiscard]] double headerHeight() const { return m_headerHeight; }
    [[nodiscard]] double rowHeight(qsizetype row) const { return m_rowHeights.at(row); }
    void paintHeader(QPainter &painter, QPointF topLeft) const;
    void paintRow(QPainter &painter, QPointF topLeft, qsizetype row) const;

private:
    /// How wide the texts of a cell are on one line each.
    struct CellWidths {
        double text = 0;
        double note = 0;
    };

    void measure();
    void fitColumns();
    [[nodiscard]] double heightOf(qsizetype row) const;
    [[nodiscard]] double cellHeight(const ReportCell &cell, const CellWidths &widths, double width) const;
    [[nodiscard]] Qt::Alignment alignmentOf(qsizetype column) const;

    ReportTable m_table;
    ReportStyle m_style;
    double m_width;
    QList<QList<CellWidths>> m_cells;
    QList<double> m_wanted; ///< of each column: all of it on one line
    QList<double> m_least;  ///< of each column: no word broken
    QList<double> m_columns;
    QList<double> m_rowHeights;
    double m_headerHeight = 0;
};

} // namespace promptuary
