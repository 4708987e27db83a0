// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/failureview.h"

#include "core/executions/metricformat.h"
#include "ui/executions/chartcolors.h"
#include "ui/widgets/typography.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int rowHeight = 26;
constexpr int barHeight = 14;
constexpr int gap = 8;
constexpr double nameShare = 0.36; ///< of the width
constexpr double figureRoom = 128;

} // namespace

FailureView::FailureView(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(280, 4 * rowHeight);
}

void FailureView::setFigures(const FailureFigures &figures)
{
    if (figures == m_figures)
        return;
    m_figures = figures;
    m_chosen = std::min(m_chosen, figures.rows.size() - 1);
    setAccessibleName(tr("%1, %2: bars").arg(figures.title, figures.subtitle));
    update();
}

/// What only failed in the time before has no bar; the table has it.
QList<FailureRow> FailureView::shownIn(const QRectF &target) const
{
    QList<FailureRow> rows = m_figures.rows;
    rows.removeIf([](const FailureRow &row) { return row.failures == 0; });
    return foremost(rows, std::max(1, int(target.height()) / rowHeight));
}

void FailureView::paintOn(QPainter *painter, const QRectF &target) const
{
    const Colors &roles = colors(palette());
    painter->setRenderHint(QPainter::Antialiasing);
    const QList<FailureRow> rows = shownIn(target);
    if (rows.isEmpty()) {
        painter->setFont(font());
        painter->setPen(roles.secondaryText);
        painter->drawText(target, Qt::AlignCenter, tr("Nothing failed in this time."));
        return;
    }
    for (qsizetype i = 0; i < rows.size(); ++i)
        paintRow(painter, QRectF(target.left(), target.top() + double(i) * rowHeight, target.width(), rowHeight),
                 rows.at(i), roles);
}

void FailureView::paintRow(QPainter *painter, const QRectF &room, const FailureRow &row, const Colors &roles) const
{
    const double nameWidth = room.width() * nameShare;
    painter->setFont(font());
    painter->setPen(roles.text);
    painter->drawText(QRectF(room.left() + 4, room.top(), nameWidth - 4, room.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(row.name, Qt::ElideMiddle, int(nameWidth) - 4));
    const double most = room.width() - nameWidth - gap - figureRoom;
    const QRectF bar(room.left() + nameWidth + gap, room.center().y() - barHeight / 2.0,
                     std::max(2.0, most * row.ofFailures), barHeight);
    painter->setPen(Qt::NoPen);
    painter->setBrush(seriesColor(0, roles));
    painter->drawRoundedRect(bar, 2, 2);
    painter->setFont(tabularFont(smallFont()));
    painter->setPen(roles.secondaryText);
    painter->drawText(
        QRectF(bar.right() + gap, room.top(), figureRoom - gap, room.height()), Qt::AlignLeft | Qt::AlignVCenter,
        tr("%1 · %2").arg(figureText(Unit::Count, double(row.failures)), figureText(Unit::Share, row.ofFailures)));
}

void FailureView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintOn(&painter, rect());
    const Colors &roles = colors(palette());
    painter.setBrush(Qt::NoBrush);
    if (m_chosen >= 0 && m_chosen < shown().size()) {
        painter.setPen(QPen(roles.secondaryText, 1));
        painter.drawRoundedRect(QRectF(1, double(m_chosen) * rowHeight + 1, width() - 2, rowHeight - 2), 3, 3);
    }
    if (hasFocus()) {
        painter.setPen(QPen(roles.accent, 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

QString FailureView::describe(const FailureRow &row) const
{
    QString rows;
    const auto add = [&rows](const QString &name, const QString &value) {
        rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    add(tr("Failures"), figureText(Unit::Count, double(row.failures)));
    add(tr("Of all failures"), exactText(Unit::Share, row.ofFailures));
    add(tr("Of all executions"), exactText(Unit::Share, row.ofExecutions));
    if (m_figures.earlierKnown)
        add(tr("The time before, equally long"), figureText(Unit::Count, double(row.before)));
    return QStringLiteral("<b>%1</b><table>%2</table>").arg(row.name.toHtmlEscaped(), rows);
}

void FailureView::choose(qsizetype row, const QPoint &globalPos)
{
    const QList<FailureRow> rows = shown();
    const qsizetype chosen = row >= 0 && row < rows.size() ? row : -1;
    if (chosen != m_chosen) {
        m_chosen = chosen;
        update();
    }
    if (chosen < 0) {
        QToolTip::hideText();
        return;
    }
    const QString text = describe(rows.at(chosen));
    setAccessibleDescription(text);
    QToolTip::showText(globalPos, text, this);
}

void FailureView::mouseMoveEvent(QMouseEvent *event)
{
    choose(qsizetype(event->position().y()) / rowHeight, event->globalPosition().toPoint());
}

void FailureView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    choose(-1, {});
}

void FailureView::keyPressEvent(QKeyEvent *event)
{
    const qsizetype last = shown().size() - 1;
    qsizetype row = m_chosen;
    switch (event->key()) {
    case Qt::Key_Up:
        row -= 1;
        break;
    case Qt::Key_Down:
        row += 1;
        break;
    case Qt::Key_Home:
        row = 0;
        break;
    case Qt::Key_End:
        row = last;
        break;
    default:
        event->ignore();
        return;
    }
    if (last < 0)
        return;
    row = std::clamp<qsizetype>(row, 0, last);
    choose(row, mapToGlobal(QPoint(width() / 2, int(row + 1) * rowHeight)));
}

void FailureView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    choose(-1, {});
}

} // namespace promptuary
