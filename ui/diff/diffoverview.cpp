// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diffoverview.h"

#include "ui/diff/diffview.h"
#include "ui/widgets/typography.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int stripWidth = 14;
constexpr int smallestMark = 3;

} // namespace

DiffOverview::DiffOverview(DiffView *view, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
{
    setNames(this, "diffOverview", tr("Overview of the changes"));
    setToolTip(tr("Where the changes are. Click to go there."));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Ignored);
    setCursor(Qt::PointingHandCursor);
    const auto repaint = qOverload<>(&QWidget::update);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, repaint);
    connect(view->verticalScrollBar(), &QScrollBar::rangeChanged, this, repaint);
    connect(view, &DiffView::currentRowChanged, this, repaint);
}

QSize DiffOverview::sizeHint() const
{
    return {stripWidth, 0};
}

void DiffOverview::paintEvent(QPaintEvent *)
{
    const Colors &roles = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), roles.raised);
    painter.fillRect(0, 0, 1, height(), roles.hairline);
    const DiffResultPtr &result = m_view->result();
    if (!result || result->rows.rows.isEmpty())
        return;
    const QList<DiffRow> &rows = result->rows.rows;
    // A comparison shorter than the strip keeps its scale: marks stand beside their rows.
    const double scale = std::min(height() / double(m_view->rowTop(rows.size())), 1.0);
    const auto mark = [&](qsizetype from, qsizetype to, int x, int width, const QColor &color) {
        const int top = int(m_view->rowTop(from) * scale);
        painter.fillRect(x, top, width, std::max(int(m_view->rowTop(to) * scale) - top - 1, smallestMark), color);
    };
    for (const int first : result->changeRows) {
        qsizetype end = first;
        bool removed = false;
        bool added = false;
        for (; end < rows.size() && rows[end].change == rows[first].change; ++end) {
            // Of a message without a line of text only its header is a change, on the side that has it.
            const bool header = rows[end].kind == DiffRow::Kind::Header;
            const bool both = rows[end].kind == DiffRow::Kind::Changed;
            removed =
                removed || both || (header ? !rows[end].leftText.isEmpty() : rows[end].kind == DiffRow::Kind::Removed);
            added = added || both || (header ? !rows[end].rightText.isEmpty() : rows[end].kind == DiffRow::Kind::Added);
        }
        const int half = (stripWidth - 5) / 2;
        if (removed)
            mark(first, end, 3, added ? half : 2 * half + 1, roles.danger);
        if (added)
            mark(first, end, removed ? 4 + half : 3, removed ? half : 2 * half + 1, roles.active);
    }
    const double top = m_view->verticalScrollBar()->value() * scale;
    const double shown = m_view->viewport()->height() * scale;
    QColor frame = roles.secondaryText;
    painter.setPen(frame);
    frame.setAlpha(40);
    painter.setBrush(frame);
    if (m_view->verticalScrollBar()->maximum() > 0)
        painter.drawRect(QRectF(1.5, top + 0.5, stripWidth - 3, std::min(shown, height() - top) - 1));
}

void DiffOverview::scrollTo(int y)
{
    QScrollBar *bar = m_view->verticalScrollBar();
    const qint64 whole = bar->maximum() + m_view->viewport()->height();
    bar->setValue(static_cast<int>(whole * y / std::max(height(), 1)) - m_view->viewport()->height() / 2);
}

void DiffOverview::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        scrollTo(event->position().toPoint().y());
}

void DiffOverview::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        scrollTo(event->position().toPoint().y());
}

} // namespace promptuary
