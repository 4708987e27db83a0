// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around a chart's series: grid, ticks, bands, marks and what is not over yet.
#include "ui/executions/chartview.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <ranges>

namespace promptuary
{

namespace
{

constexpr int labelRoom = 84;

} // namespace

void ChartView::drawBackground(QPainter *painter, const QRectF &)
{
    if (m_shown.pointCount() == 0 || !nothingText().isEmpty())
        return;
    paintBands(painter, colors(palette()));
    paintTicks(painter, colors(palette()));
}

void ChartView::paintTicks(QPainter *painter, const Colors &roles) const
{
    const QRectF plot = chart()->plotArea();
    painter->setFont(tabularFont(smallFont()));
    const QFontMetrics metrics = painter->fontMetrics();
    const int lines = qRound((m_ticks.high - m_ticks.low) / m_ticks.step);
    for (int i = 0; i <= lines; ++i) {
        const double value = m_ticks.low + i * m_ticks.step;
        const double y = std::round(placeOf(m_along->min(), value).y()) + 0.5;
        painter->setPen(QPen(roles.hairline, 1));
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter->setPen(roles.secondaryText);
        painter->drawText(QRectF(0, y - 10, plot.left() - 8, 20), Qt::AlignRight | Qt::AlignVCenter,
                          tickText(m_shown.unit, value, m_ticks.step));
    }
    for (const AxisLabel &label : pointLabels(m_shown, std::max(2, int(plot.width()) / labelRoom))) {
        const double width = metrics.horizontalAdvance(label.text);
        const double left =
            std::clamp(placeOf(label.position, m_ticks.low).x() - width / 2, 0.0, this->width() - width - 2);
        painter->drawText(QPointF(left, plot.bottom() + 6 + metrics.ascent()), label.text);
    }
}

void ChartView::drawForeground(QPainter *painter, const QRectF &)
{
    if (m_shown.pointCount() == 0)
        return;
    const Colors &roles = colors(palette());
    if (nothingText().isEmpty())
        paintUnfinishedAndMarks(painter, roles);
    else
        paintNothing(painter, roles);
    // An axis that does not begin at zero makes small differences look large, so it says so.
    paintNote(painter, roles, Qt::AlignLeft, axisNote(m_shown));
    const QRectF plot = chart()->plotArea();
    if (m_drag && !m_drag->moves) {
        QColor chosen = roles.accent;
        chosen.setAlphaF(0.18F);
        painter->fillRect(
            QRectF(std::min(m_drag->from, m_drag->to), plot.top(), std::abs(m_drag->to - m_drag->from), plot.height()),
            chosen);
    }
    if (m_chosen >= 0) {
        const double x = placeOf(xOf(m_chosen), m_ticks.low).x();
        painter->setPen(QPen(roles.secondaryText, 1));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    if (hasFocus()) {
        painter->setPen(QPen(roles.accent, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

/// What goes on is pale, and said so: a day that has just begun looks like a fall. Marks lie over it.
void ChartView::paintUnfinishedAndMarks(QPainter *painter, const Colors &roles) const
{
    const qsizetype last = m_shown.pointCount() - 1;
    if (last < 1 || !goesOn(last)) {
        paintMarks(painter, roles);
        return;
    }
    const QRectF plot = chart()->plotArea();
    // A line goes to it from the middle of the point before.
    const double begins = m_shown.stacked ? m_shown.extentOf(last).first : xOf(last - 1);
    const double from = placeOf(begins, m_ticks.low).x();
    QColor veil = roles.surface;
    veil.setAlphaF(0.7F);
    painter->fillRect(QRectF(QPointF(from + 1, plot.top() - 1), QPointF(plot.right() + 1, plot.bottom() - 1)), veil);
    paintMarks(painter, roles);
    paintNote(painter, roles, Qt::AlignRight, tr("so far"));
}

/// No axis: it would be an invented one.
void ChartView::paintNothing(QPainter *painter, const Colors &roles) const
{
    painter->setFont(font());
    painter->setPen(roles.secondaryText);
    painter->drawText(chart()->plotArea(), int(Qt::AlignCenter) | int(Qt::TextWordWrap), nothingText());
}

/// Above the marks' pills, where nothing is measured that it could cover.
void ChartView::paintNote(QPainter *painter, const Colors &roles, Qt::Alignment end, const QString &note) const
{
    const QRectF plot = chart()->plotArea();
    painter->setFont(smallFont());
    painter->setPen(roles.secondaryText);
    painter->drawText(QRectF(plot.left(), 0, plot.width(), painter->fontMetrics().height()), int(end | Qt::AlignTop),
                      note);
}

/// Every second one is shaded, so that one sees how long a version served. The first has no mark to name it.
void ChartView::paintBands(QPainter *painter, const Colors &roles) const
{
    const QRectF plot = chart()->plotArea();
    const auto xAt = [&](const QDateTime &time) {
        return std::clamp(placeOf(double(time.toMSecsSinceEpoch()), m_ticks.low).x(), plot.left(), plot.right());
    };
    for (qsizetype i = 0; i < m_shown.bands.size(); ++i) {
        const ChartBand &band = m_shown.bands.at(i);
        const QRectF room(QPointF(xAt(band.from), plot.top()), QPointF(xAt(band.to), plot.bottom()));
        if (i % 2 == 1)
            painter->fillRect(room, shifted(roles.surface, roles, 0.045));
        const QSize size = pillSize(smallFont(), band.label);
        const bool named = i > 0 && xAt(band.from) > plot.left();
        if (band.label.isEmpty() || named || room.width() < 2 * size.width())
            continue;
        painter->setFont(smallFont());
        paintPill(*painter, QRect(QPoint(int(room.left()), int(plot.top()) - size.height() - 2), size),
                  PillKind::Neutral, band.label, roles);
    }
}

/// From the newest back, so that where two are close the newer one has its number written.
void ChartView::paintMarks(QPainter *painter, const Colors &roles) const
{
    const QRectF plot = chart()->plotArea();
    double free = width();
    for (const ChartMark &mark : std::views::reverse(m_shown.marks)) {
        const auto time = double(mark.at.toMSecsSinceEpoch());
        if (time < m_along->min() || time > m_along->max())
            continue;
        const double x = placeOf(time, m_ticks.low).x();
        painter->setPen(QPen(roles.accent, 1, Qt::DashLine));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter->setFont(smallFont());
        const QSize size = pillSize(smallFont(), mark.label);
        const double left = std::min(x - size.width() / 2.0, double(width() - size.width()));
        if (left + size.width() + 2 > free)
            continue;
        paintPill(*painter, QRect(QPoint(qRound(left), int(plot.top()) - size.height() - 2), size), PillKind::Accent,
                  mark.label, roles);
        free = left;
    }
}

} // namespace promptuary
