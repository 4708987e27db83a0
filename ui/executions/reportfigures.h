// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/report.h"
#include "ui/executions/reportstyle.h"

namespace promptuary
{

/// The key figures of a report as tiles, three beside each other.
[[nodiscard]] double figuresHeight(qsizetype count);
void paintFigures(QPainter &painter, const QRectF &room, const QList<ReportFigure> &figures, const ReportStyle &style);

/// The names of a chart's series with their colours, in as many lines as they need; 0 high where there is one series.
[[nodiscard]] double legendHeight(const ChartData &chart, const ReportStyle &style, double width);
void paintLegend(QPainter &painter, const QRectF &room, const ChartData &chart, const ReportStyle &style);

} // namespace promptuary
