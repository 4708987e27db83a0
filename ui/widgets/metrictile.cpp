// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/metrictile.h"

#include "ui/widgets/flatpainting.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/tonecolor.h"
#include "ui/widgets/typography.h"

#include <QPainter>
#include <QTextDocument>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int padding = 12;
constexpr int gap = 8;
constexpr int mostSparkline = 72;

} // namespace

MetricTile::MetricTile(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent); // what is not opaque is painted twice where everything is
}

void MetricTile::setFigure(const KeyFigure &figure)
{
    if (figure == m_figure)
        return;
    m_figure = figure;
    setToolTip(Qt::convertFromPlainText(figure.explanation, Qt::WhiteSpaceNormal));
    setAccessibleName(QStringLiteral("%1: %2 %3").arg(figure.name, figure.figure, figure.difference));
    setAccessibleDescription(figure.explanation);
    update();
}

QSize MetricTile::sizeHint() const
{
    const int height = QFontMetrics(smallFont()).height() + QFontMetrics(titleFont()).height() + 4 + 2 * padding;
    return {200, height};
}

QSize MetricTile::minimumSizeHint() const
{
    return {150, sizeHint().height()};
}

/// Beside the name, which leaves it room however wide the figure and its difference are, and as wide in all tiles of
/// the same width.
QRectF MetricTile::sparklineRoom() const
{
    const int width = std::min(mostSparkline, (this->width() - 2 * padding) * 3 / 10);
    const int height = QFontMetrics(smallFont()).height();
    return QRectF(this->width() - padding - width, padding, width, height).adjusted(0, 1, -1, -1);
}

void MetricTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &roles = colors(palette());
    painter.fillRect(rect(), roles.raised); // behind the corners
    paintBox(&painter, rect(), {.fill = roles.surface, .border = roles.hairline});
    QRect room = rect().adjusted(padding, padding, -padding, -padding);
    painter.setFont(smallFont());
    painter.setPen(roles.secondaryText);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignTop, m_figure.name);
    paintSparkline(painter, sparklineRoom(), m_figure.course, toneColor(m_figure.tone, roles));

    room.setTop(room.top() + painter.fontMetrics().height() + 4);
    painter.setFont(tabularFont(titleFont()));
    painter.setPen(roles.text);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, m_figure.figure);
    room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(m_figure.figure) + gap);

    painter.setFont(tabularFont(smallFont()));
    painter.setPen(toneColor(m_figure.tone, roles));
    painter.drawText(room.translated(0, 1), Qt::AlignLeft | Qt::AlignVCenter, m_figure.difference);
}

} // namespace promptuary
