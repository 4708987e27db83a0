// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/reportfigures.h"

#include "ui/executions/chartview.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/tonecolor.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int tilesBeside = 5;
constexpr double tileHeight = 68;
constexpr double tileGap = 8;
constexpr double tilePadding = 10;
constexpr double textGap = 8;
constexpr double leastSparkline = 24;
constexpr double mostSparkline = 48;

constexpr double swatch = 8;
constexpr double legendLine = 16;
constexpr double legendGap = 16;

struct LegendEntry {
    QPointF at; ///< from the legend's upper left corner
    QString name;
    QColor color;
};

QList<LegendEntry> legendOf(const ChartData &chart, const ReportStyle &style, double width)
{
    QList<LegendEntry> entries;
    if (chart.series.size() < 2)
        return entries;
    const QFontMetricsF metrics(style.small);
    QPointF at;
    for (ChartSeries series : chart.series) {
        if (series.color < 0)
            series.color = entries.size(); // as the view counts them
        const QString name = metrics.elidedText(series.name, Qt::ElideMiddle, width - swatch - textGap);
        const double taken = swatch + textGap / 2 + metrics.horizontalAdvance(name);
        if (at.x() > 0 && at.x() + taken > width)
            at = {0, at.y() + legendLine};
        entries.append({.at = at, .name = name, .color = ChartView::colorOf(series, style.roles)});
        at.rx() += taken + legendGap;
    }
    return entries;
}

void paintTile(QPainter &painter, const QRectF &tile, const ReportFigure &data, const ReportStyle &style)
{
    const Colors &roles = style.roles;
    paintBox(&painter, tile, {.fill = roles.surface, .border = roles.hairline});
    const QRectF room = tile.adjusted(tilePadding, tilePadding - 2, -tilePadding, -tilePadding + 2);
    paintText(painter, room, data.figure.name, style.small, roles.secondaryText);

    const QRectF middle = room.adjusted(0, 14, 0, -14);
    paintText(painter, middle, data.figure.figure, style.figure, roles.text);
    const QColor tone = toneColor(data.figure.tone, roles);
    const double left = middle.left() + textWidth(data.figure.figure, style.figure) + textGap;
    const QRectF beside(left, middle.top() + 6, middle.right() - left, middle.height());
    const double difference = textWidth(data.figure.difference, style.small);
    const double free = std::min(room.width() - textWidth(data.figure.name, style.small) - textGap, mostSparkline);
    if (difference > beside.width()) // a figure that long leaves it the sparkline's place
        paintText(painter, QRectF(room.right() - difference - 1, room.top(), difference + 1, 13),
                  data.figure.difference, style.small, tone);
    else
        paintText(painter, beside, data.figure.difference, style.small, tone);
    if (difference <= beside.width() && free >= leastSparkline)
        paintSparkline(painter, QRectF(room.right() - free, room.top(), free, 12), data.figure.course, tone);
    paintText(painter, QRectF(room.left(), room.bottom() - 13, room.width(), 13), data.before, style.small,
              roles.secondaryText);
}

} // namespace

double figuresHeight(qsizetype count)
{
    const qsizetype lines = (count + tilesBeside - 1) / tilesBeside;
    return double(lines) * (tileHeight + tileGap) - tileGap;
}

void paintFigures(QPainter &painter, const QRectF &room, const QList<ReportFigure> &figures, const ReportStyle &style)
{
    const double width = (room.width() - (tilesBeside - 1) * tileGap) / tilesBeside;
    for (qsizetype i = 0; i < figures.size(); ++i) {
        const qsizetype row = i / tilesBeside;
        const QPointF at(double(i % tilesBeside) * (width + tileGap), double(row) * (tileHeight + tileGap));
        paintTile(painter, QRectF(room.topLeft() + at, QSizeF(width, tileHeight)), figures.at(i), style);
    }
}

double legendHeight(const ChartData &chart, const ReportStyle &style, double width)
{
    const QList<LegendEntry> entries = legendOf(chart, style, width);
    return entries.isEmpty() ? 0 : entries.constLast().at.y() + legendLine;
}

void paintLegend(QPainter &painter, const QRectF &room, const ChartData &chart, const ReportStyle &style)
{
    for (const LegendEntry &entry : legendOf(chart, style, room.width())) {
        const QPointF at = room.topLeft() + entry.at;
        painter.fillRect(QRectF(at + QPointF(0, (legendLine - swatch) / 2), QSizeF(swatch, swatch)), entry.color);
        paintText(painter, QRectF(at + QPointF(swatch + textGap / 2, 1), QSizeF(room.width(), legendLine)), entry.name,
                  style.small, style.roles.secondaryText);
    }
}

} // namespace promptuary
