// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keys over a chart: going through its points, zooming and moving.
#include "ui/executions/chartview.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QTimeZone>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

namespace promptuary
{

namespace
{

constexpr double leastDrag = 6; // pixels; less is a click
constexpr double zoomStep = 0.5;
constexpr double wheelStep = 0.8;

} // namespace

qsizetype ChartView::pointAt(double x) const
{
    const QRectF plot = chart()->plotArea();
    if (m_shown.pointCount() == 0 || x < plot.left() - 8 || x > plot.right() + 8)
        return -1;
    const double position = m_along->min() + (x - plot.left()) / plot.width() * (m_along->max() - m_along->min());
    const auto distance = [this, position](qsizetype point) { return std::abs(xOf(point) - position); };
    return std::ranges::min(std::views::iota(qsizetype{0}, m_shown.pointCount()), {}, distance);
}

void ChartView::choose(qsizetype point, const QPoint &globalPos, const ChartMark *mark)
{
    if (point != m_chosen) {
        m_chosen = point;
        viewport()->update();
    }
    if (point < 0) {
        QToolTip::hideText();
        return;
    }
    const QString text = mark ? describe(*mark) : describe(point);
    setAccessibleDescription(text);
    QToolTip::showText(globalPos, text, this);
}

bool ChartView::zoomable() const
{
    return m_data.spans.isEmpty() && m_data.times.size() > 2;
}

void ChartView::chooseWindow(const OptionalWindow &window)
{
    if (window == m_window)
        return;
    QToolTip::hideText();
    setWindow(window);
    Q_EMIT windowChanged(m_window);
}

QDateTime ChartView::timeAt(double x) const
{
    const qsizetype point = std::max<qsizetype>(0, pointAt(x));
    return m_shown.times.at(point);
}

/// What keys zoom to: the chosen point, or the middle.
QDateTime ChartView::timeAround() const
{
    return m_shown.times.at(m_chosen >= 0 ? m_chosen : m_shown.times.size() / 2);
}

void ChartView::mousePressEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    const bool moves = event->button() == Qt::MiddleButton ||
                       (event->button() == Qt::LeftButton && event->modifiers() == Qt::ShiftModifier);
    if (zoomable() && pointAt(x) >= 0 && (moves ? m_window.has_value() : event->button() == Qt::LeftButton))
        m_drag = Drag{.from = x, .to = x, .moves = moves, .window = m_window};
    else
        QChartView::mousePressEvent(event);
}

void ChartView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag)
        drag(event->position().x());
    else
        choose(pointAt(event->position().x()), event->globalPosition().toPoint(), markAt(event->position().x()));
}

void ChartView::drag(double to)
{
    const QRectF plot = chart()->plotArea();
    m_drag->to = std::clamp(to, plot.left(), plot.right());
    if (m_drag->moves) {
        const double each = plot.width() / double(m_shown.times.size());
        chooseWindow(panned(m_data, m_drag->window, qRound64((m_drag->from - to) / each)));
        return;
    }
    choose(-1, {});
    viewport()->update();
}

void ChartView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_drag) {
        QChartView::mouseReleaseEvent(event);
        return;
    }
    const Drag done = *std::exchange(m_drag, std::nullopt);
    viewport()->update();
    if (!done.moves && std::abs(done.to - done.from) >= leastDrag)
        chooseWindow(windowBetween(m_data, timeAt(done.from), timeAt(done.to)));
}

void ChartView::mouseDoubleClickEvent(QMouseEvent *)
{
    chooseWindow({});
}

void ChartView::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    choose(-1, {});
}

bool ChartView::zoomByKey(const QKeyEvent *event)
{
    if (!zoomable())
        return false;
    const qsizetype some = std::max<qsizetype>(1, m_shown.times.size() / 4);
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        chooseWindow(zoomed(m_data, m_window, zoomStep, timeAround()));
        return true;
    case Qt::Key_Minus:
        chooseWindow(zoomed(m_data, m_window, 1 / zoomStep, timeAround()));
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!shift || !m_window)
            return false;
        chooseWindow(panned(m_data, m_window, event->key() == Qt::Key_Left ? -some : some));
        return true;
    case Qt::Key_0:
    case Qt::Key_Escape:
        if (!m_window)
            return false;
        chooseWindow({});
        return true;
    default:
        return false;
    }
}

void ChartView::keyPressEvent(QKeyEvent *event)
{
    if (zoomByKey(event))
        return;
    const qsizetype last = m_shown.pointCount() - 1;
    qsizetype wanted = m_chosen;
    switch (event->key()) {
    case Qt::Key_Left:
        wanted = m_chosen < 0 ? last : m_chosen - 1;
        break;
    case Qt::Key_Right:
        wanted = m_chosen < 0 ? last : m_chosen + 1;
        break;
    case Qt::Key_Home:
        wanted = 0;
        break;
    case Qt::Key_End:
        wanted = last;
        break;
    default:
        event->ignore();
        return;
    }
    if (last < 0)
        return;
    wanted = std::clamp<qsizetype>(wanted, 0, last);
    choose(wanted, mapToGlobal(placeOf(xOf(wanted), m_ticks.high).toPoint()));
}

void ChartView::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    choose(-1, {});
}

/// Without a key held down the page scrolls.
void ChartView::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const bool sideways = turned.x() != 0 || event->modifiers() == Qt::ShiftModifier;
    const int delta = turned.x() != 0 ? turned.x() : turned.y();
    if (zoomable() && event->modifiers() == Qt::ControlModifier && turned.y() != 0) {
        const double factor = turned.y() > 0 ? wheelStep : 1 / wheelStep;
        chooseWindow(zoomed(m_data, m_window, factor, timeAt(event->position().x())));
    } else if (m_window && sideways && delta != 0) {
        chooseWindow(panned(m_data, m_window, delta > 0 ? -1 : 1));
    } else {
        event->ignore();
    }
}

} // namespace promptuary
